import { BackendError } from '../backend.ts'
import type { Backend, Directory, LoginId } from '../backend.ts'
import type { Contact } from '../chat/contact.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { canonical } from '../contacts/book.ts'
import { MINUTE } from '../time.ts'
import type { Desk } from './desk.ts'
import { handlesOf } from './handles-of.ts'
import type { Naming } from './naming.ts'

/** Lists that were asked for within this time are not asked for again: several replies may meet the same trouble. */
const FRESH_FOR = MINUTE

interface RetargetParts {
  backend: Pick<Backend, 'login'>
  naming: Pick<Naming, 'lists' | 'latest' | 'askedAt'>
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  now(): number
}

/**
 * Another handle for a reply whose target the service does not know: the lists are asked for once more, then whoever
 * the reply is for is looked up. Null when this login has no other handle for them.
 * @throws {ArchiveError}
 */
export async function retarget(
  { backend, naming, atDesk, now }: RetargetParts,
  { target, conversation, createdAt }: OutboxRow,
  signal: AbortSignal,
): Promise<Handle | null> {
  const login = backend.login()
  if (!login || login.account !== target.account || login.epoch !== target.epoch) return null
  // As they were called until now: fresh lists take the category from a friend they no longer have.
  const contact = await atDesk(login, ({ book }) => book.contacts.get(canonical(book, conversation)))
  if (now() - naming.askedAt() >= FRESH_FOR) {
    try {
      await naming.lists(login, signal)
    } catch (error) {
      // What an earlier list said may still help.
      if (!(error instanceof BackendError)) throw error
    }
  }
  const directory = naming.latest(login)
  return atDesk(login, ({ book }) => {
    const isOther = (handle: Handle) => handle.kind === target.kind && handleKey(handle) !== handleKey(target)
    const linked = handlesOf(book, conversation, login.epoch).find(isOther)
    if (linked || !contact || !directory) return linked ?? null
    const successor = renamed(directory, contact, target)
    // Whoever was here before is somebody else, who only has the same name.
    const metAt = successor ? book.handles.get(handleKey(successor))?.at : undefined
    return metAt !== undefined && metAt >= createdAt ? successor : null
  })
}

/**
 * Whom the lists have in place of a handle that is gone from them: the only one with the same remark, or without one
 * the only one with the same name and category. A handle that is still listed has no successor.
 */
function renamed(directory: Directory, contact: Contact, target: Handle): Handle | null {
  const { friends = [], groups = [], discusses = [] } = directory
  const listed = {
    person: friends,
    group: groups.map(({ handle, name, remark }) => ({ handle, nick: name, remark, category: null })),
    discuss: discusses.map(({ handle, name }) => ({ handle, nick: name, remark: null, category: null })),
  }[target.kind]
  if (listed.some(({ handle }) => handleKey(handle) === handleKey(target))) return null
  const { nick, remark, category } = contact
  const same = listed.filter((entry) =>
    remark
      ? entry.remark === remark
      : Boolean(nick) && entry.nick === nick && !entry.remark && (category === null || entry.category === category),
  )
  return same.length === 1 ? same[0]!.handle : null
}
