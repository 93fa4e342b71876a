import { signal } from '@preact/signals'
import type { Contact, ContactId } from '../../lib/chat/contact.ts'
import { t } from '../../lib/i18n/t.ts'
import type { JoinReply } from '../../lib/messaging.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import { request } from '../../lib/ui/request.ts'
import { showToast } from '../../lib/ui/toast.tsx'
import { liveRows } from '../pages/live-rows.ts'
import { lastLogin } from './stored.ts'
import { readWho } from './who-rows.ts'
import type { Who } from './who-rows.ts'

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

/** Joins two contacts, and offers to take it back. */
export async function joinPair(a: Contact, b: Contact): Promise<void> {
  const answer = await during(`${a.id} ${b.id}`, () => request('joinContacts', { a: a.id, b: b.id }))
  if (!answer.answered) return sayUnanswered()
  const reply: JoinReply = answer.value
  if (reply.kind === 'refused') return showToast({ text: t(`who.refused.${reply.why}`) })
  const { from } = reply
  const action = { text: t('action.undo'), run: () => void undoJoin(from) }
  showToast({ text: t('who.joined', { name: contactName(b) }), action, takesFocus: true })
}

/** Keeps two contacts apart, and offers to take it back. */
export async function keepApart(a: Contact, b: Contact): Promise<void> {
  const pair = { a: a.id, b: b.id }
  const answer = await during(`${a.id} ${b.id}`, () => request('keepApart', pair))
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
