import { inFormat } from './item-format.ts'
import type { PollItem } from './item-format.ts'
import { oldHead } from './poll-items.ts'
import type { ItemContext } from './poll-items.ts'

/** What a friend may do with a file or a call. */
export const FILE_EVENTS = [
  'offer',
  'video',
  'refuse',
  'ack',
  'offline',
  'offline-taken',
  'offline-refused',
  'transfer',
  'av-refuse',
] as const
export type FileEvent = (typeof FILE_EVENTS)[number]

/** One file of a friend. `size` in bytes, `at` in milliseconds. */
export type SharedFile = { uin: number; msgId: number; name: string; size: number; at: number; session: number }

const A_WEEK_SECONDS = 7 * 86_400
const OFFER = 101
const VIDEO = 161

/** The item of a file event. The values are those of recordings; `filesrv_transfer` follows the page's field list. */
export function fileItem(context: ItemContext, event: FileEvent, file: SharedFile): PollItem {
  const { uin, msgId, name, size, session } = file
  const time = Math.floor(file.at / 1000)
  const head = oldHead(context, uin, msgId, 9)
  const inet = context.random.below(4_294_967_296)
  const offline = { ...head, action: event === 'offline-taken' ? 1 : 2, filename: name, filesize: size }
  const message = (mode: string, type: number, more: Record<string, unknown> = {}): PollItem => ({
    poll_type: 'file_message',
    value: { ...modeSecond(head, mode), type, name, time, session_id: session, inet_ip: inet, ...more },
  })
  const items: Record<FileEvent, () => PollItem> = {
    offer: () => message('recv', OFFER),
    video: () => message('recv', VIDEO),
    refuse: () => message('refuse', OFFER, { cancel_type: 1 }),
    ack: () => message('send_ack', OFFER),
    offline: () => ({
      poll_type: 'push_offfile',
      value: {
        msg_id: msgId,
        rkey: context.random.hex(64),
        ip: '101.226.77.168',
        port: 80,
        from_uin: uin,
        size,
        name,
        expire_time: time + A_WEEK_SECONDS,
        time,
      },
    }),
    'offline-taken': () => ({ poll_type: 'notify_offfile', value: offline }),
    'offline-refused': () => ({ poll_type: 'notify_offfile', value: offline }),
    transfer: () => ({
      poll_type: 'filesrv_transfer',
      value: {
        file_count: 1,
        file_infos: [{ file_name: name, file_status: 0, pro_id: 0 }],
        from_uin: uin,
        lc_id: session,
        now: time,
        operation: 1,
        to_uin: context.world.ownNumber,
        type: 1,
      },
    }),
    'av-refuse': () => ({
      poll_type: 'av_refuse',
      value: { ...head, type: VIDEO, session_id: session, time, longconn: 0 },
    }),
  }
  return inFormat(items[event](), context.settings)
}

/** Recorded offers have `mode` right behind `msg_id`. */
function modeSecond(head: Record<string, unknown>, mode: string): Record<string, unknown> {
  const { msg_id, ...rest } = head
  return { msg_id, mode, ...rest }
}
