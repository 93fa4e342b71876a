import type { ConversationHead, FileContext } from '../ports.ts'
import { createAuthors, seen } from './authors.ts'
import { oneLine } from './controls.ts'
import type { LocalTime } from './local-clock.ts'
import type { FileWords } from './words.ts'

/** What a conversation is called: its title, else its number, else what it is. */
export function titleOf(head: ConversationHead, words: FileWords): string {
  return seen(oneLine(head.title ?? '')) ?? seen(head.number) ?? words.kind[head.kind]
}

/** The account in words: name and number. */
export function accountText({ account }: FileContext, words: FileWords): string {
  if (account.number === '0') return words.noAccount
  const nick = oneLine(account.nick ?? '')
  return nick === '' ? account.number : `${nick} (${account.number})`
}

/** An instant as `2026-11-22 20:00:00` in the clock's zone. `at` in ms. */
export function momentText(at: number, clock: (at: number) => LocalTime): string {
  const { day, time } = clock(at)
  return `${day} ${time}`
}

/** The range of the export in words, half-open as it is. */
export function rangeText({ range }: FileContext, clock: (at: number) => LocalTime, words: FileWords): string {
  const parts: string[] = []
  if (range.from !== null) parts.push(words.rangeFrom(momentText(Date.parse(range.from), clock)))
  if (range.to !== null) parts.push(words.rangeTo(momentText(Date.parse(range.to), clock)))
  return parts.join(words.listComma) || words.everything
}

/** What was left out on purpose, in words; empty when nothing was. */
export function filterText(context: FileContext, words: FileWords): string {
  const { filter } = context
  if (!filter) return ''
  const parts: string[] = []
  if (filter.words !== undefined) parts.push(`${words.filterWords}${words.colon}${oneLine(filter.words)}`)
  if (filter.authors) {
    const authors = createAuthors(context)
    const names = filter.authors.map((author) => oneLine(authors.nameOf(author)))
    parts.push(`${words.filterAuthors}${words.colon}${names.join(words.nameComma)}`)
  }
  if (filter.content) {
    const kinds = filter.content.map((kind) => words.content[kind] ?? kind)
    parts.push(`${words.filterContent}${words.colon}${kinds.join(words.nameComma)}`)
  }
  return parts.join(words.listComma)
}

/** What a file for people says of itself before its messages, as pairs of a label and what it is, which may be empty. */
export function aboutLines(
  context: FileContext,
  clock: (at: number) => LocalTime,
  words: FileWords,
): [string, string][] {
  const lines: [string, string][] = [
    [words.account, accountText(context, words)],
    [words.exported, momentText(context.exportedAt, clock)],
    [words.zone, context.timeZone],
    [words.range, rangeText(context, clock, words)],
  ]
  if (context.part.number > 1 || context.part.isOneOfSeveral) lines.push([words.part, String(context.part.number)])
  const filter = filterText(context, words)
  if (filter !== '') lines.push([words.filter, filter])
  if (context.redacted) lines.push([words.redacted, ''])
  return lines
}
