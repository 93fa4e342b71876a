import type { AccountId } from '../../lib/chat/handle.ts'
import type { ContactId } from '../../lib/chat/contact.ts'
import { createQueue } from '../../lib/companion/queue.ts'
import { loopsItem } from '../../lib/settings.ts'
import { takeBack, tell } from './notices.ts'

const inOrder = createQueue()

/** Keeps the item that says where the loop breaker holds: the only writer of it. A conversation that is new is told of. */
export function followLoops(
  account: AccountId,
  loops: readonly { conversation: ContactId; until: number }[],
): Promise<void> {
  return inOrder(async () => {
    const now = Date.now()
    const before = (await loopsItem.getValue()).filter(({ until }) => until > now)
    const others = before.filter((loop) => loop.account !== account)
    const mine = loops.filter(({ until }) => until > now)
    const known = new Set(before.filter((loop) => loop.account === account).map(({ conversation }) => conversation))
    for (const { conversation } of mine) if (!known.has(conversation)) tell('loop', conversation)
    await write([...others, ...mine.map(({ conversation, until }) => ({ account, conversation, until }))])
  })
}

/** Leaves out those that are over. */
export function lookAtLoops(): Promise<void> {
  return inOrder(async () => {
    const now = Date.now()
    await write((await loopsItem.getValue()).filter(({ until }) => until > now))
  })
}

async function write(loops: Awaited<ReturnType<typeof loopsItem.getValue>>): Promise<void> {
  const before = await loopsItem.getValue()
  if (JSON.stringify(before) === JSON.stringify(loops)) return
  await loopsItem.setValue(loops)
  if (loops.length === 0) takeBack('loop')
}
