import type { SendOutcome, UserSending, UserSent } from '../../../lib/backend.ts'
import type { Handle } from '../../../lib/chat/handle.ts'
import { handle } from './world.ts'
import type { World } from './world.ts'

let counter = 320_000

/** The user sends a text on the page, now. Each is another send unless `number` is given. */
export function userSending(world: World, text: string, change: Partial<UserSending> = {}): UserSending {
  return { to: handle(5), segments: [{ type: 'text', text }], number: ++counter, at: world.now, ...change }
}

/** How it ended: well, unless said otherwise. */
export function ended(sending: UserSending, outcome: SendOutcome = { kind: 'sent' }): UserSent {
  return { ...sending, outcome, raw: { url: 'send_buddy_msg2' } }
}

/** The whole way of a send of the user. */
export async function userWrites(world: World, text: string, to: Handle = handle(5)): Promise<UserSent> {
  const sending = userSending(world, text, { to })
  await world.companion.userSends(to, sending)
  const sent = ended(sending)
  await world.companion.userSent(to, sent)
  return sent
}
