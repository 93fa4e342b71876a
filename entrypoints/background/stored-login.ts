import * as z from 'zod/mini'
import { storage } from 'wxt/utils/storage'
import { createQueue } from '../../lib/companion/queue.ts'
import type { PageLinePorts } from '../../lib/smartqq/link/page-line.ts'
import type { LinkPorts, Lost } from '../../lib/smartqq/link/ports.ts'
import { savedLoginSchema } from '../../lib/smartqq/link/saved-login.ts'
import type { OldTabs } from './pages.ts'

/** Tickets: session storage only, gone with the browser. */
const savedItem = storage.defineItem<unknown>('session:login')
const lostItem = storage.defineItem<unknown>('session:lost')
const seenItem = storage.defineItem<unknown>('session:seen')
/** Whether this profile was ever logged in, so that a fresh start can say "scan again" instead of "welcome". */
const everItem = storage.defineItem<boolean>('local:wasLoggedIn', { fallback: false })

const lostSchema = z.object({
  why: z.enum([
    'never',
    'expired',
    'ended-by-age',
    'kicked',
    'elsewhere',
    'signed-out',
    'restarted',
    'account-frozen',
    'refused',
  ]),
  detail: z.nullable(z.string()),
  loginKey: z.nullable(z.string()),
})

const seenSchema = z.object({ loginKey: z.string(), at: z.number() })

/** The login as session storage keeps it. Damaged is as good as none: the cookies start a new one. */
export function createSavedLogin(): LinkPorts['saved'] {
  /** Once in a worker's life: each send saves the login, and waits for it. */
  let isNoted = false
  return {
    async load() {
      const parsed = savedLoginSchema.safeParse(await savedItem.getValue())
      return parsed.success ? parsed.data : null
    },
    async save(login) {
      await savedItem.setValue(login)
      if (!isNoted && !(await everItem.getValue())) await everItem.setValue(true)
      isNoted = true
    },
    clear: () => savedItem.removeValue(),
  }
}

/** Why nobody is logged in. */
export const lostLogin: LinkPorts['lost'] = {
  async load(): Promise<Lost> {
    const parsed = lostSchema.safeParse(await lostItem.getValue())
    if (parsed.success) return parsed.data
    return { why: (await everItem.getValue()) ? 'restarted' : 'never', detail: null, loginKey: null }
  },
  save: (lost) => lostItem.setValue(lost),
}

/** When the login key that is in the jar was first seen. */
export const seenLogin: LinkPorts['seen'] = {
  async load() {
    const parsed = seenSchema.safeParse(await seenItem.getValue())
    return parsed.success ? parsed.data : null
  },
  save: (seen) => seenItem.setValue(seen),
}

/** Tabs of the page that are remembered: more are not open at a time. */
const MAX_PAGES = 20
/** Tickets: session storage only. */
const pagesItem = storage.defineItem<unknown>('session:pages')
const pagesSchema = z.record(
  z.string(),
  z.object({
    vfwebqq: z.string(),
    ptwebqq: z.string(),
    psessionid: z.string(),
    login: z.nullable(z.object({ account: z.string(), epoch: z.string() })),
    polledAt: z.nullable(z.number()),
  }),
)

/** What each tab's page was last seen with. */
export function createKnownPages(): PageLinePorts['known'] {
  const inOrder = createQueue()
  const load = async () => pagesSchema.safeParse(await pagesItem.getValue()).data ?? {}
  return {
    load: async (tab) => (await load())[tab] ?? null,
    save: (tab, known) =>
      inOrder(async () => {
        const others = Object.entries(await load()).filter(([other]) => other !== String(tab))
        await pagesItem.setValue(Object.fromEntries([...others.slice(1 - MAX_PAGES), [tab, known]]))
      }),
  }
}

const oldTabsItem = storage.defineItem<unknown>('session:oldTabs')

/** Tabs without our scripts. Session storage is empty when the extension is switched on, whatever was open then. */
export const oldTabs: Pick<OldTabs, 'load' | 'save'> = {
  load: async () => z.array(z.number()).safeParse(await oldTabsItem.getValue()).data ?? null,
  save: (tabs) => oldTabsItem.setValue(tabs),
}
