import { isRecord } from '../narrow.ts'
import type { Settings } from '../settings.ts'

/** One item of a poll reply. */
export type PollItem = { poll_type: string; value: Record<string, unknown> }

/** What of the settings decides the shape of an item. */
export type FormatSettings = Pick<Settings, 'itemFormat' | 'msgTypes'>

/** Kinds whose recorded value is the same in all years. */
const UNCHANGED = new Set(['kick_message', 'system_message', 'buddylist_change', 'buddies_status_change', 'tips'])
const DROPPED = new Set(['msg_id2', 'reply_ip', 'seq', 'info_seq'])
const MSG_TYPES: Record<string, number> = { message: 1, group_message: 4, discu_message: 5 }

/** The value with all keys by the alphabet, as replies have them since December 2015. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  const keys = Object.keys(value).toSorted()
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]))
}

/**
 * An item in the shape of the day. It is given as the old recordings have it; `handle` is what the short shape writes as
 * `group_code` (the gid) or, for a discussion, as `from_uin` (the did).
 */
export function inFormat(item: PollItem, settings: FormatSettings, handle: number | null = null): PollItem {
  const { poll_type, value } = item
  if (settings.itemFormat === 'old' || UNCHANGED.has(poll_type)) return item
  const kept = Object.fromEntries(Object.entries(value).filter(([key]) => !DROPPED.has(key)))
  if ('msg_type' in kept)
    kept['msg_type'] = settings.msgTypes === 'zero' ? 0 : (MSG_TYPES[poll_type] ?? kept['msg_type'])
  if (poll_type === 'group_message') kept['group_code'] = handle
  if (poll_type === 'discu_message') kept['from_uin'] = handle
  const short = sorted(kept)
  return { poll_type, value: isRecord(short) ? short : kept }
}
