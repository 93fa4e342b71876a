import type { Found, FoundMessage, ReadFormat } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { readLines } from '../lines.ts'
import { textOfSegments, textSegments } from '../text-segments.ts'
import { nameOf, qqNumberOf } from '../values.ts'
import { createZoneTime } from '../zone-time.ts'
import { zoneNamed } from '../zones.ts'
import { qqHeadOf } from './qq-author.ts'
import type { QqAuthor } from './qq-author.ts'

/** `2019-01-01 20:00:00 昵称(12345)`; dates also with slashes, hours also of one digit and with 上午, seconds may be missing. */
export const QQ_HEAD = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2}) (?:(上午|下午) ?)?(\d{1,2}):(\d\d)(?::(\d\d))? (?! )(.*)$/u
const GROUP = /^消息分组[:：](.*)$/u
const OBJECT = /^消息对象[:：](.*)$/u
const NUMBERED = /^(.*?)[(（](\d{5,12})[)）]$/u

const RULE = '======'
/** What our own export has between its heading and its messages. */
const OUR_WORDS = '导出信息:'
/** Whose export it is, as ours tells it. */
const OWNER = /^导出信息:账号:(?:.*\()?(\d{5,12})\)?$/u
/** The zone of its times, as ours tells it. */
const ZONE = /^导出信息:时区:(\S{1,64})$/u
/** A blank that our own export puts before a line that looks like one of the layout. */
const GUARDED = /^ (?= *(?:\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}:\d{2}|={5,}|消息(?:记录|分组|对象)))/u

interface Pending {
  at: number | null
  precision: 1_000 | 60_000
  author: QqAuthor | null
  recalled: boolean
  line: number
  lines: string[]
  length: number
}

/**
 * Text as QQ's message manager writes it, one conversation or all of them. A message goes from its head to the next one; one empty
 * line behind it belongs to the layout. A line of a message that looks like a head cannot be told from one. Only our own export tells
 * the zone of its times.
 */
export const readQqText: ReadFormat = async function* (chunks, context) {
  let zoned = createZoneTime(context.timeZone)
  /** Undefined until the file tells one; null when it is none that is known. */
  let zone: string | null | undefined
  let conversations = 0
  let category = ''
  let pending: Pending | null = null
  let before = ''
  let isOurs = false

  for await (const lines of readLines(chunks)) {
    const found: Found[] = []
    for (const { text, line } of lines) {
      const head = QQ_HEAD.exec(text)
      if (head) {
        const isAfterRule = before.startsWith(RULE) && (isOurs || pending !== null)
        before = text
        finish(found)
        pending = { ...headOf(head), line, lines: [], length: 0 }
        // Behind its last message our own export tells what is missing, as a message of the service after a rule.
        if (isAfterRule && pending.author === null) pending = null
        continue
      }
      before = text
      if (pending === null && text.startsWith(OUR_WORDS)) isOurs = true
      const object = OBJECT.exec(text)
      if (object && isHeading()) {
        finish(found)
        open(nameOf(object[1]), found)
        continue
      }
      const group = GROUP.exec(text)
      if (group && isHeading()) {
        finish(found)
        category = group[1]?.trim() ?? ''
        continue
      }
      const account = pending === null ? OWNER.exec(text)?.[1] : undefined
      if (account !== undefined) found.push({ type: 'account', number: qqNumberOf(account), nick: null })
      const told = pending === null && zone === undefined ? ZONE.exec(text)?.[1] : undefined
      if (told !== undefined) {
        zone = zoneNamed(told)
        if (zone !== null) zoned = createZoneTime(zone)
      }
      if (pending === null || pending.length > LIMITS.item) continue
      pending.lines.push(text.replace(GUARDED, ''))
      pending.length += text.length + 1
    }
    if (found.length > 0) yield found
  }
  const found: Found[] = []
  finish(found)
  yield found

  /** The ruled lines around a heading, or nothing yet, are no message's. */
  function isHeading(): boolean {
    return pending === null || pending.lines.at(-1)?.startsWith(RULE) === true
  }

  function open(shown: string | null, found: Found[]): void {
    conversations += 1
    const numbered = shown === null ? null : NUMBERED.exec(shown)
    const kind = /群/u.test(category)
      ? 'group'
      : /讨论组/u.test(category)
        ? 'discuss'
        : category === ''
          ? null
          : 'friend'
    found.push({
      type: 'conversation',
      ref: String(conversations),
      id: null,
      kind,
      title: numbered ? nameOf(numbered[1]) : shown,
      number: numbered?.[2] ?? null,
      person: null,
    })
  }

  function headOf(head: RegExpExecArray): Pick<Pending, 'at' | 'precision' | 'author' | 'recalled'> {
    const [year = 0, month = 0, day = 0] = head.slice(1, 4).map(Number)
    const hour = (Number(head[5]) % (head[4] === undefined ? 24 : 12)) + (head[4] === '下午' ? 12 : 0)
    return {
      at:
        Number(head[5]) > 23
          ? null
          : zoned({ year, month, day, hour, minute: Number(head[6]), second: Number(head[7] ?? 0) }),
      precision: head[7] === undefined ? 60_000 : 1_000,
      ...qqHeadOf(head[8] ?? ''),
    }
  }

  function finish(found: Found[]): void {
    if (pending === null) return
    const { at, precision, author, recalled, line, lines } = pending
    pending = null
    const body = lines.slice(0, lines.findLastIndex((text) => !text.startsWith(RULE)) + 1)
    if (body.at(-1) === '') body.pop()
    if (at === null) return void found.push({ type: 'problem', what: 'bad-time', line })
    if (conversations === 0) open(null, found)
    const message = qqMessage(String(conversations), author, at, precision, body.join('\n'), null, line, recalled)
    found.push(zone ? message : { ...message, zoneless: true })
    if (author !== null)
      found.push({
        type: 'person',
        ref: author.ref,
        id: null,
        number: author.number,
        nick: author.name,
        remark: null,
        isSelf: false,
      })
  }
}

/** A message as QQ's own text and MHT exports tell it. */
export function qqMessage(
  conversation: string,
  author: QqAuthor | null,
  at: number,
  precision: 1_000 | 60_000,
  text: string,
  direction: 'in' | 'out' | null,
  line: number,
  recalled = false,
): FoundMessage {
  const segments = textSegments(text.toWellFormed())
  return {
    type: 'message',
    conversation,
    id: null,
    exportId: null,
    direction: author === null ? 'in' : direction,
    author: author?.ref ?? null,
    authorName: author?.name ?? null,
    authorNumber: author?.number ?? null,
    segments,
    text: textOfSegments(segments),
    mentionsMe: false,
    recalled,
    at,
    precision,
    source: null,
    autoReply: null,
    raw: null,
    line,
  }
}
