import * as z from 'zod/mini'
import { browser } from 'wxt/browser'
import { storage } from 'wxt/utils/storage'
import { createQueue } from '../../lib/companion/queue.ts'
import { randomId } from '../../lib/random-id.ts'

/** Session storage: a drawer that is open goes on when the background has died, and none outlives the browser. */
const tokensItem = storage.defineItem<unknown>('session:drawerTokens')

/** By token: the tab it was made for, and the frame that has claimed it; null: nobody has. */
const tokensSchema = z.record(z.string(), z.object({ tab: z.number(), frame: z.nullable(z.number()) }))
type Tokens = z.infer<typeof tokensSchema>

/** A page of the back/forward cache may come back with its drawer; more of them than this no browser keeps for a tab. */
const MOST_CLAIMED = 8
/** A drawer that is opened again asks for a token that it does not need. */
const MOST_UNCLAIMED = 3

/** What a drawer must show before it is told anything (docs/decisions/0008). */
export function createDrawerTokens() {
  const inOrder = createQueue()

  async function read(): Promise<Tokens> {
    const parsed = tokensSchema.safeParse(await tokensItem.getValue())
    return parsed.success ? parsed.data : {}
  }

  return {
    /** A new token, good for one frame of this tab. Those of tabs that are gone are forgotten. */
    issue: (tab: number): Promise<string> =>
      inOrder(async () => {
        const token = randomId()
        const there = new Set((await browser.tabs.query({})).map(({ id }) => id))
        const kept = Object.entries(await read()).filter(([, of]) => there.has(of.tab))
        const others = kept.filter(([, of]) => of.tab !== tab)
        const mine = kept.filter(([, of]) => of.tab === tab)
        const claimed = mine.filter(([, { frame }]) => frame !== null).slice(-MOST_CLAIMED)
        const unclaimed = mine.filter(([, { frame }]) => frame === null).slice(1 - MOST_UNCLAIMED)
        const tokens: Tokens = Object.fromEntries([...others, ...claimed, ...unclaimed])
        await tokensItem.setValue({ ...tokens, [token]: { tab, frame: null } })
        return token
      }),
    /** Whether this frame may see anything. The first that asks rightly has the token for itself. */
    claim: (token: string, tab: number, frame: number): Promise<boolean> =>
      inOrder(async () => {
        const tokens = await read()
        const known = Object.hasOwn(tokens, token) ? tokens[token] : undefined
        if (known?.tab !== tab) return false
        if (known.frame === null) await tokensItem.setValue({ ...tokens, [token]: { tab, frame } })
        return known.frame === null || known.frame === frame
      }),
  }
}

export type DrawerTokens = ReturnType<typeof createDrawerTokens>
