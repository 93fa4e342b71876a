import type { ExportedCompleteness, GapReason } from './format.ts'

export type Language = 'zh-CN' | 'en'

const WORDS = {
  'zh-CN': {
    title: '完整性说明',
    messages: (n: number) => `本文件中的消息按内容统计（共 ${n} 类）：`,
    content: {
      text: '文字',
      face: '表情',
      picture: '图片（服务未提供图片本身）',
      attachment: '附件（仅记录）',
      notice: '系统提示',
      withheld: '服务未下发的内容',
      unknown: '无法识别的内容',
    },
    captured: '下列时段有人接收消息，期间到达的都已存档：',
    nobody: '所选时间范围内没有接收记录：这里有的，是存档碰巧有的。',
    by: { background: '扩展', page: '官方页面' },
    gaps: '下列时段可能缺少消息：',
    noGaps: '这些时段之间没有空档。',
    why: {
      'nobody-listening': '没有登录或浏览器未运行',
      offline: '网络中断',
      'switched-off': '接收已被关闭',
      unknown: '接收意外停止，原因不明',
      damaged: '存储损坏，无法读出',
    },
    lost: (n: number) => `${n} 条消息`,
    unknownKinds: (kind: string, n: number) => `服务发来 ${n} 条无法理解的“${kind}”`,
    nameless: '（无名称）',
    unreadable: (n: number) => `服务发来 ${n} 条无法读取的内容`,
    echoes: (n: number) => `识别出 ${n} 条自己消息的回声（未重复计入）`,
    duplicates: (n: number) => `识别出 ${n} 条重复下发（未重复计入）`,
    imported: (n: number) => `${n} 条消息来自导入的文件，而不是服务`,
    failure: (title: string, why: string) => `未能读完“${title}”：${why}`,
    nobodyKnown: '（未知）',
  },
  en: {
    title: 'What this file holds, and what it cannot',
    messages: (n: number) => `Messages in this file by what they hold (${n} ${n === 1 ? 'kind' : 'kinds'}):`,
    content: {
      text: 'text',
      face: 'faces',
      picture: 'pictures (the service did not hand them out)',
      attachment: 'attachments (named only)',
      notice: 'notices',
      withheld: 'content the service withheld',
      unknown: 'content nobody understood',
    },
    captured: 'Somebody listened in these times; what came in them is in the archive:',
    nobody: 'There is no record of anybody listening in this range: the file has what the archive happens to have.',
    by: { background: 'extension', page: 'official page' },
    gaps: 'Messages may be missing from these times:',
    noGaps: 'There are no gaps between them.',
    why: {
      'nobody-listening': 'nobody was logged in, or the browser was closed',
      offline: 'the line was down',
      'switched-off': 'receiving was switched off',
      unknown: 'receiving stopped, nobody was left to say why',
      damaged: 'stored messages could not be read back',
    },
    lost: (n: number) => `${n} ${n === 1 ? 'message' : 'messages'}`,
    unknownKinds: (kind: string, n: number) => `${n} items of the kind "${kind}" that nobody understood`,
    nameless: '(no name)',
    unreadable: (n: number) => `${n} items that could not be read`,
    echoes: (n: number) => `${n} echoes of own messages recognised and not counted twice`,
    duplicates: (n: number) => `${n} repeated deliveries recognised and not counted twice`,
    imported: (n: number) => `${n} messages came from imported files and not from the service`,
    failure: (title: string, why: string) => `"${title}" could not be read to its end: ${why}`,
    nobodyKnown: '(unknown)',
  },
} as const

/**
 * A completeness report as lines of plain text without markup, the first one its heading. For the formats that have no place
 * for members. Names and the words of errors are somebody else's: whoever writes markup escapes the lines.
 *
 * @param timeZone IANA name: the zone that times are shown in.
 */
export function completenessLines(report: ExportedCompleteness, language: Language, timeZone: string): string[] {
  const words = WORDS[language]
  const show = createClock(timeZone)
  const span = ({ from, to }: { from: string; to: string }) => `${show(from)} – ${show(to)}`
  const content = Object.entries(report.content)
  const lines: string[] = [words.title]
  if (content.length > 0) {
    lines.push(words.messages(content.length))
    for (const [kind, count] of content) lines.push(`  ${contentName(kind, words.content)}: ${count}`)
  }
  const spans = report.captured.map((one) => `  ${span(one)} (${words.by[one.by]})`)
  lines.push(...(spans.length > 0 ? [words.captured, ...spans] : [words.nobody]))
  if (report.gaps.length > 0) {
    lines.push(words.gaps)
    for (const gap of report.gaps) {
      const lost = gap.messages === undefined ? '' : `, ${words.lost(gap.messages)}`
      lines.push(`  ${span(gap)}: ${reason(gap.why, words.why)}${lost}`)
    }
  } else if (spans.length > 0) lines.push(words.noGaps)
  for (const { kind, count } of report.unknownKinds) lines.push(words.unknownKinds(kind ?? words.nameless, count))
  if (report.unreadable > 0) lines.push(words.unreadable(report.unreadable))
  if (report.echoes > 0) lines.push(words.echoes(report.echoes))
  if (report.duplicates > 0) lines.push(words.duplicates(report.duplicates))
  if (report.imported > 0) lines.push(words.imported(report.imported))
  for (const { title, why } of report.failures) lines.push(words.failure(title ?? words.nobodyKnown, why))
  // Names and errors are other people's text: a line stays one line.
  return lines.map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '))
}

function contentName(kind: string, names: Readonly<Record<string, string>>): string {
  return Object.hasOwn(names, kind) ? (names[kind] ?? kind) : kind
}

function reason(why: GapReason, names: Readonly<Record<GapReason, string>>): string {
  return names[why]
}

/** `2026-11-22 20:00:00` in the zone. */
function createClock(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return (instant) => {
    const part = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]))
    return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']}`
  }
}
