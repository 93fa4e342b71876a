import * as z from 'zod/mini'
import type { BackendEvent, LoginId } from '../../backend.ts'
import type { Handle, HandleKind } from '../../chat/handle.ts'
import type { ConversationKind } from '../../chat/message.ts'
import { SECOND } from '../../time.ts'
import { readContent } from './content.ts'
import { digest } from './fingerprint.ts'
import { wireNumber } from './shapes.ts'

const itemSchema = z.object({ poll_type: z.string(), value: z.optional(z.unknown()) })
const timeSchema = z.object({ value: z.object({ time: wireNumber }) })

/**
 * A message in the format since December 2015; the older one has more fields, none of which we need but `msg_id2`.
 * `from_uin` is the friend or the group. In old discussion messages it is 10000, and `did` has to be taken.
 */
const messageSchema = z.object({
  from_uin: wireNumber,
  to_uin: z.optional(wireNumber),
  send_uin: z.optional(wireNumber),
  did: z.optional(wireNumber),
  msg_id: z.optional(wireNumber),
  msg_id2: z.optional(wireNumber),
  time: wireNumber.check(z.positive()),
  content: z.union([z.array(z.unknown()), z.string()]),
})
type WireMessage = z.infer<typeof messageSchema>

/** Never a person's handle. As `from_uin` 10000 is the service itself, 0 the own account on another device. */
const SERVICE = 10000

const kinds: Readonly<Record<string, ConversationKind>> = {
  message: 'friend',
  group_message: 'group',
  discu_message: 'discuss',
}

/**
 * Reads delivered items, in the order they were written. Pure and total: an item that is broken becomes `unreadable`,
 * one of a kind we do not read (typing notices, kicks, messages of strangers …) `other`, each in its place.
 */
export function readItems(items: readonly unknown[], login: LoginId): BackendEvent[] {
  return inOrder(items).map((item) => readItem(item, login))
}

/**
 * The wire's seconds are too coarse, so the sort is stable and only decides between seconds. Servers that deliver
 * the newest first do so within a second as well: then the whole batch is turned round before. An item without a time
 * stays behind the one it followed.
 */
function inOrder(items: readonly unknown[]): unknown[] {
  const arrival = isNewestFirst(items.flatMap((item) => timeOf(item) ?? [])) ? items.toReversed() : items
  let last = 0
  return arrival
    .map((item) => ({ item, time: (last = timeOf(item) ?? last) }))
    .sort((a, b) => a.time - b.time)
    .map(({ item }) => item)
}

function isNewestFirst(times: readonly number[]): boolean {
  const steps = times.slice(1).map((time, i) => time - times[i]!)
  return steps.some((step) => step < 0) && steps.every((step) => step <= 0)
}

function timeOf(item: unknown): number | null {
  return timeSchema.safeParse(item).data?.value.time ?? null
}

function readItem(raw: unknown, login: LoginId): BackendEvent {
  const item = itemSchema.safeParse(raw)
  if (!item.success) return { kind: 'unreadable', wireKind: null, raw }
  const wireKind = item.data.poll_type
  const conversation = Object.hasOwn(kinds, wireKind) ? kinds[wireKind] : undefined
  if (!conversation) return { kind: 'other', wireKind, raw }
  const value = messageSchema.safeParse(item.data.value)
  const place = value.success ? placeOf(conversation, value.data, login) : null
  if (!value.success || !place) return { kind: 'unreadable', wireKind, raw }
  return {
    kind: 'message',
    conversation,
    ...place,
    segments: readContent(value.data.content),
    sentAt: value.data.time * SECOND,
    fingerprint: fingerprint(wireKind, value.data),
    raw,
  }
}

/** Where a message was written and by whom, or null when it does not say. */
function placeOf(
  conversation: ConversationKind,
  message: WireMessage,
  login: LoginId,
): { where: Handle; author: Handle | null } | null {
  const { account, epoch } = login
  const handle = (kind: HandleKind, number: number): Handle => ({ account, epoch, kind, number })
  const isSelf = (number: number) => number === 0 || String(number) === account
  const author = (number: number) => (isSelf(number) ? null : handle('person', number))
  const { from_uin, send_uin, did = from_uin, to_uin = 0 } = message

  if (conversation === 'friend') {
    // Written by ourselves on another device: only `to_uin` could tell to whom, and it mostly names us as well.
    const peer = isSelf(from_uin) ? (isSelf(to_uin) ? Number(account) : to_uin) : from_uin
    return { where: handle('person', peer), author: author(from_uin) }
  }
  const place = conversation === 'group' ? from_uin : did
  if (send_uin === undefined || place <= 0 || place === SERVICE) return null
  return { where: handle(conversation, place), author: author(send_uin) }
}

/** `msg_id` is a small counter of the sender and comes again, so everything that names a delivery goes in. */
function fingerprint(
  wireKind: string,
  { from_uin, send_uin, did, msg_id, msg_id2, time, content }: WireMessage,
): string {
  const place = did ?? from_uin
  return [wireKind, place, send_uin, msg_id, msg_id2, time, digest(JSON.stringify(content))].join(':')
}
