import type { NoticeKind, Segment } from '../../../chat/segment.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../time.ts'
import { facts, plainLine } from './fields.ts'

const MUTED = /^(.{1,60})\((\d{5,11})\) 被管理员禁言((?:\d{1,6}(?:天|小时|分钟|秒)){1,4}) ?$/u
const UNMUTED = /^(.{1,60})\((\d{5,11})\) 被管理员解除禁言 ?$/u
const ALL_MUTED = /^管理员开启了全员禁言，只有群主和管理员才能发言 ?$/u
const ALL_UNMUTED = /^管理员关闭了全员禁言 ?$/u

/**
 * What the service says in a group about muting, whose only sign is its wording (recorded in 2017). Null unless the whole
 * message is exactly that: anything more was written by somebody.
 */
export function readMuteNotice(
  segments: readonly Segment[],
): { what: NoticeKind; facts: Record<string, string> } | null {
  const [only, ...others] = segments
  if (only?.type !== 'text' || others.length > 0) return null
  const { text } = only
  if (ALL_MUTED.test(text)) return { what: 'all-muted', facts: {} }
  if (ALL_UNMUTED.test(text)) return { what: 'all-unmuted', facts: {} }
  const unmuted = UNMUTED.exec(text)
  if (unmuted) return { what: 'unmuted', facts: facts({ who: plainLine(unmuted[1]!), number: unmuted[2] }) }
  const muted = MUTED.exec(text)
  if (!muted) return null
  const seconds = secondsOf(muted[3]!)
  return { what: 'muted', facts: facts({ who: plainLine(muted[1]!), number: muted[2], seconds }) }
}

const UNITS: Readonly<Record<string, number>> = { 天: DAY, 小时: HOUR, 分钟: MINUTE, 秒: SECOND }

/** `1天2小时` in seconds. */
function secondsOf(duration: string): number {
  const parts = Array.from(duration.matchAll(/(\d+)(\D+)/gu))
  return parts.reduce((sum, [, count, unit]) => sum + (Number(count) * UNITS[unit!]!) / SECOND, 0)
}
