import type { Found, ReadFormat } from '../found.ts'
import { ImportError } from '../import-error.ts'
import { LIMITS } from '../limits.ts'
import { nameOf } from '../values.ts'
import { createZoneTime } from '../zone-time.ts'
import { plainText } from './plain-text.ts'
import { qqAuthorOf } from './qq-author.ts'
import { qqMessage } from './qq-txt.ts'
import { createQuotedPrintable } from './quoted-printable.ts'

const ROW_END = '</tr>'
const DAY = /^日期[:：]\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/u
const CLOCK = /^\s*(\d{1,2}):(\d\d)(?::(\d\d))?\s*<\/div>/
/** The colour in which QQ writes the name of the account itself. */
const OWN_COLOUR = '#42b475'

/** MHT as QQ's message manager writes it: one table, a row for each message and each day; pictures as further parts. */
export const readQqMht: ReadFormat = async function* (chunks, context) {
  const zoned = createZoneTime(context.timeZone)
  let conversations = 0
  let kind: 'friend' | 'group' | 'discuss' | null = null
  let day: [number, number, number] | null = null
  let head = ''
  let body: ((chunk: string) => string) | null = null
  let rest = ''
  let line = 1
  let boundary = ''
  let isOver = false

  for await (const chunk of chunks) {
    if (isOver) {
      if (chunk.includes('Content-Location')) yield [{ type: 'left-out', what: 'pictures' }]
      continue
    }
    let text = chunk
    if (body === null) {
      head += chunk
      const start = head.search(/<html[\s>]/i)
      if (start === -1) {
        if (head.length > LIMITS.item) throw new ImportError('unreadable', { line })
        continue
      }
      const mime = head.slice(0, start)
      boundary = /boundary="?([^"\r\n;]+)"?/i.exec(mime)?.[1] ?? ''
      line += mime.split('\n').length - 1
      body = /content-transfer-encoding:\s*quoted-printable/i.test(mime) ? createQuotedPrintable() : (same) => same
      text = head.slice(start)
      head = ''
    }
    rest += text
    if (rest.length > LIMITS.item) throw new ImportError('item-too-large', { line })
    const found: Found[] = []
    const end = boundary === '' ? -1 : rest.indexOf(`--${boundary}`)
    if (end !== -1) {
      isOver = true
      if (rest.indexOf('Content-Location', end) !== -1) found.push({ type: 'left-out', what: 'pictures' })
      rest = rest.slice(0, end)
    }
    // Rows are found in what is decoded; what is left of the last one is decoded already.
    const pieces = rest.split(new RegExp(ROW_END, 'i'))
    rest = pieces.pop() ?? ''
    for (const piece of pieces) {
      row(body(piece), line, found)
      line += breaks(piece)
    }
    if (found.length > 0) yield found
  }
  if (body === null) throw new ImportError('truncated', { line })

  function row(html: string, at: number, found: Found[]): void {
    const message = messageOf(html)
    if (message === null) return heading(plainText(html).trim(), found)
    if (conversations === 0) open(null, found)
    const { colour, name, words, clock } = message
    const [, hour, minute, second] = clock
    const moment =
      day === null
        ? null
        : zoned({
            year: day[0],
            month: day[1],
            day: day[2],
            hour: Number(hour),
            minute: Number(minute),
            second: Number(second ?? 0),
          })
    if (moment === null)
      return void found.push({ type: 'problem', what: day === null ? 'no-time' : 'bad-time', line: at })
    const author = qqAuthorOf(plainText(name))
    const direction = colour === OWN_COLOUR ? 'out' : 'in'
    const precision = second === undefined ? 60_000 : 1_000
    const text = plainText(words).trim()
    found.push({
      ...qqMessage(String(conversations), author, moment, precision, text, direction, at),
      zoneless: true,
    })
    if (author === null) return
    const isSelf = direction === 'out'
    found.push({
      type: 'person',
      ref: author.ref,
      id: null,
      number: author.number,
      nick: author.name,
      remark: null,
      isSelf,
    })
  }

  function heading(text: string, found: Found[]): void {
    const date = DAY.exec(text)
    if (date) {
      day = [Number(date[1]), Number(date[2]), Number(date[3])]
      return
    }
    const category = /^消息分组[:：](.*)$/u.exec(text)?.[1]
    if (category !== undefined) kind = /群/u.test(category) ? 'group' : /讨论组/u.test(category) ? 'discuss' : 'friend'
    const object = /^消息对象[:：](.*)$/u.exec(text)?.[1]
    if (object !== undefined) open(nameOf(object), found)
  }

  function open(shown: string | null, found: Found[]): void {
    conversations += 1
    const [, title, number] = /^(.*?)[(（](\d{5,12})[)）]$/u.exec(shown ?? '') ?? []
    found.push({
      type: 'conversation',
      ref: String(conversations),
      id: null,
      kind,
      title: nameOf(title) ?? shown,
      number: number ?? null,
      person: null,
    })
  }
}

/**
 * Head and words of a message: a box with its author's colour, in it a floating box with the name and behind that the time; then
 * a second box. Null for any other row.
 */
function messageOf(html: string): { colour: string; name: string; words: string; clock: RegExpExecArray } | null {
  const colourAt = html.slice(0, 1_000).indexOf('color:')
  const open = colourAt === -1 ? -1 : html.indexOf('>', colourAt)
  const inner = open === -1 ? -1 : html.indexOf('<div', open)
  const nameFrom = inner === -1 || html.slice(open + 1, inner).trim() !== '' ? -1 : html.indexOf('>', inner) + 1
  const nameTo = nameFrom <= 0 ? -1 : html.indexOf('</div>', nameFrom)
  if (nameTo === -1) return null
  const clock = CLOCK.exec(html.slice(nameTo + 6, nameTo + 60))
  if (clock === null) return null
  return {
    colour: html
      .slice(colourAt + 6, colourAt + 14)
      .trim()
      .slice(0, 7)
      .toLowerCase(),
    name: html.slice(nameFrom, nameTo),
    words: html.slice(nameTo + 6 + clock[0].length),
    clock,
  }
}

function breaks(text: string): number {
  return text.split('\n').length - 1
}
