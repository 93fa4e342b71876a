import { signal } from '@preact/signals'
import type { Contact, ContactId } from '../../lib/chat/contact.ts'
import { t } from '../../lib/i18n/t.ts'
import type { JoinReply } from '../../lib/messaging.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import { request } from '../../lib/ui/request.ts'
import { showToast } from '../../lib/ui/toast.tsx'
import { archive } from '../pages/archive.ts'
import { liveRows } from '../pages/live-rows.ts'
import { lastLogin } from './stored.ts'
import { readWho } from './who-rows.ts'
import type { Who } from './who-rows.ts'

/** How joining two contacts went; `to` is the one that stands for both. */
export type Joined = { kind: 'joined'; to: ContactId } | Extract<JoinReply, { kind: 'refused' }>

const live = liveRows(
  () => lastLogin.value,
  async (archive, login) => [await readWho(archive, login)],
)

/** Who may be whom: one row, once it was read. */
export const who = live.rows

/** What is known of it; undefined while it is read, or cannot be. */
export function knownWho(): Who | undefined {
  const rows = who.value
  return rows === null || typeof rows === 'string' ? undefined : rows[0]
}

/** Pairs whose answer is on its way: their buttons rest. */
export const answering = signal<ReadonlySet<string>>(new Set())

/** How a pair is named in `answering`. */
export function pairKey(a: Contact, b: Contact): string {
  return `${a.id} ${b.id}`
}

/**
 * Joins two contacts, and offers to take it back. Gives the id that stands for both, or why they cannot be one; null when
 * the background did not answer, which it says itself.
 */
export async function joinByHand(a: Contact, b: Contact): Promise<Joined | null> {
  const answer = await during(pairKey(a, b), () => request('joinContacts', { a: a.id, b: b.id }))
  if (!answer.answered) {
    sayUnanswered()
    return null
  }
  const reply: JoinReply = answer.value
  if (reply.kind === 'refused') return reply
  const { from } = reply
  const kept = from === a.id ? b : a
  const action = { text: t('action.undo'), run: () => void undoJoin(from) }
  showToast({ text: t('who.joined', { name: contactName(await asStored(kept)) }), action, takesFocus: true })
  return { kind: 'joined', to: kept.id }
}

/** As `joinByHand`, and says a refusal where toasts are. */
export async function joinPair(a: Contact, b: Contact): Promise<void> {
  const joined = await joinByHand(a, b)
  if (joined?.kind === 'refused') showToast({ text: t(`who.refused.${joined.why}`) })
}

/** Whoever is kept may have taken over the other's name. */
async function asStored(contact: Contact): Promise<Contact> {
  try {
    return (await (await archive()).contact(contact.id)) ?? contact
  } catch {
    return contact
  }
}

/** Keeps two contacts apart, and offers to take it back. */
export async function keepApart(a: Contact, b: Contact): Promise<void> {
  const pair = { a: a.id, b: b.id }
  const answer = await during(pairKey(a, b), () => request('keepApart', pair))
  if (!answer.answered) return sayUnanswered()
  const undo = async () => {
    const undone = await request('undoApart', pair)
    if (!undone.answered) sayUnanswered()
  }
  showToast({ text: t('who.apart'), action: { text: t('action.undo'), run: () => void undo() }, takesFocus: true })
}

/** Takes a join back; the two stay apart from then on. */
export async function undoJoin(id: ContactId): Promise<void> {
  const answer = await during(id, () => request('undoJoin', id))
  if (answer.answered) showToast({ text: t('who.undone'), takesFocus: true })
  else sayUnanswered()
}

async function during<T>(key: string, work: () => Promise<T>): Promise<T> {
  answering.value = new Set([...answering.value, key])
  try {
    return await work()
  } finally {
    answering.value = new Set([...answering.value].filter((other) => other !== key))
  }
}

function sayUnanswered(): void {
  showToast({ text: t('failed.request') })
}
