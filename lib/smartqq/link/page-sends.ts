import type { LoginId, SendOutcome, UserSent } from '../../backend.ts'
import type { Handle, HandleKind } from '../../chat/handle.ts'
import { readContent } from '../wire/content.ts'
import { meaningOf } from '../wire/return-codes/meaning-of.ts'
import { readSendReply } from '../wire/send.ts'
import { wireId, wireNumber } from '../wire/shapes.ts'
import type { PageCall } from './page-reports.ts'

/** Sends that reach somebody, what each calls its target, and what that is. */
const SENDS = {
  sendFriend: { target: 'to', kind: 'person', call: 'send_buddy_msg2' },
  sendGroup: { target: 'group_uin', kind: 'group', call: 'send_qun_msg2' },
  sendDiscuss: { target: 'did', kind: 'discuss', call: 'send_discu_msg2' },
  // To a stranger of a shared group or discussion.
  sendSess: { target: 'to', kind: 'person', call: 'send_sess_msg2' },
} as const satisfies Record<string, { target: string; kind: HandleKind; call: string }>

/** What the user sends on the page, out of the request. */
export interface PageSend {
  /** Equal for the same message in every report of it. */
  key: string
  kind: HandleKind
  target: number
  number: number
  segments: UserSent['segments']
  /** Without tickets: it is archived. */
  raw: Record<string, unknown>
}

/** The message that a call sends; null when it sends none, or none that can be read. */
export function readPageSend({ endpoint, fields }: PageCall): PageSend | null {
  const send = endpoint in SENDS ? SENDS[endpoint as keyof typeof SENDS] : null
  if (!send) return null
  const target = wireId.safeParse(fields[send.target]).data
  const number = wireNumber.safeParse(fields['msg_id']).data
  const { content } = fields
  if (target === undefined || number === undefined || typeof content !== 'string') return null
  return {
    key: `${endpoint} ${target} ${number}`,
    kind: send.kind,
    target,
    number,
    segments: readContent(parsed(content)),
    raw: { call: send.call, [send.target]: target, content, msg_id: number },
  }
}

export function handleOf({ account, epoch }: LoginId, { kind, target }: PageSend): Handle {
  return { account, epoch, kind, number: target }
}

/** How it ended: a reply, or why there was none. */
export function outcomeOf(end: { status: number; text: string } | 'error' | 'timeout' | 'abort'): SendOutcome {
  if (typeof end !== 'string') {
    return readSendReply({ status: end.status, body: end.text, serverAt: null, redirected: false }).outcome
  }
  const { do: kind } = meaningOf('send', end === 'timeout' ? 'time-out' : 'no-reply')
  return kind === 'refused' ? { kind, code: null } : { kind: 'uncertain', code: null }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
