/** What common file systems allow (255), less room for a browser's " (1)" and its name of an unfinished download. */
const MAX_NAME_BYTES = 200
/** Folders included: what Windows allows, less room for where the files are put. */
const MAX_PATH_BYTES = 600
const FORBIDDEN = /[<>:"/\\|?*%~]/gu
/** Controls, bidi marks and other invisible characters, line breaks, unassigned and private ones, half surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu
/** Names of devices on Windows, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/iu
const VARIABLE = /\{([^{}]*)\}/gu

const encoder = new TextEncoder()

/** What a template can name, in braces: `SmartQQ-{title}-{date}`. */
export const FILE_NAME_VARIABLES = [
  /** Of the chat; of a file of several the account's number. */
  'title',
  /** `friend`, `group`, `discuss`; `all` for several chats. */
  'kind',
  /** Real number of the friend or group; empty when unknown. */
  'number',
  'account',
  /** Local dates of the first and the last message in the file, `2026-11-22`; empty without any. */
  'from',
  'to',
  /** The local day, month or year a split file is for; otherwise as `from`. */
  'period',
  /** When the export began: `2026-11-22`, `2031`. */
  'date',
  'time',
  /** Number of the part; empty when there are no parts. */
  'part',
  /** Messages in the file. */
  'count',
] as const
export type FileNameVariable = (typeof FILE_NAME_VARIABLES)[number]
export type FileNameValues = Readonly<Record<FileNameVariable, string>>

/** What is wrong with a template: names in braces that mean nothing, or nothing to show at all. Null: it is good. */
export function fileNameProblem(
  template: string,
): { kind: 'unknown-variable'; name: string } | { kind: 'empty' } | null {
  for (const [, name = ''] of template.matchAll(VARIABLE)) {
    if (!isVariable(name)) return { kind: 'unknown-variable', name }
  }
  const last = template.split('/').at(-1) ?? ''
  return last.trim() === '' ? { kind: 'empty' } : null
}

/** The template for those who have no wishes. */
export function defaultFileName(split: 'messages' | 'bytes' | 'day' | 'month' | 'year' | null): string {
  switch (split) {
    case null:
      return 'SmartQQ-{title}-{date}'
    case 'messages':
    case 'bytes':
      return 'SmartQQ-{title}-{date}-{part}'
    case 'day':
    case 'month':
    case 'year':
      return 'SmartQQ-{title}-{period}'
  }
}

/**
 * A template for files that hold one day each: where it tells them apart by nothing but when the export began, by their day
 * instead.
 */
export function templateByPeriod(template: string): string {
  if (/\{(?:period|from|to)\}/u.test(template)) return template
  const at = template.lastIndexOf('/') + 1
  const [folder, last] = [template.slice(0, at), template.slice(at)]
  return folder + (last.includes('{date}') ? last.replace('{date}', '{period}') : `${last}-{period}`)
}

/**
 * The name that a template gives, with its extension: safe on all common systems, not one of `taken` (compared as a file system
 * would, without case), in folders where the template itself has a `/`. What stands in for a variable never makes a folder. A part of
 * the template that comes out empty is named `chat`.
 */
export function fileNameOf(
  template: string,
  values: FileNameValues,
  extension: string,
  taken: { has(name: string): boolean },
): string {
  const parts = template.split('/').filter((part) => part.trim() !== '')
  const last = parts.pop() ?? ''
  let folder = ''
  for (const part of parts) {
    const name = filled(part, values, MAX_NAME_BYTES)
    if (bytesOf(folder + name) > MAX_PATH_BYTES) break
    folder += `${name}/`
  }
  for (let copy = 1; ; copy++) {
    const end = (copy === 1 ? '' : ` (${copy})`) + extension
    const name = folder + filled(last, values, MAX_NAME_BYTES - bytesOf(end)) + end
    if (!taken.has(name.toLowerCase())) return name
  }
}

/**
 * The end of the names of a format, with its dot: where `others` end in the same, one that is not ours says what it is
 * (`.chatlab.json`).
 */
export function extensionAmong(format: Named, others: readonly Named[]): string {
  const isAlone = others.every(({ id, extension }) => id === format.id || extension !== format.extension)
  const [kind = ''] = format.id.split('-')
  return isAlone || format.extension === `.${format.id}` ? format.extension : `.${kind}${format.extension}`
}

/** What of a format its files are named by. */
interface Named {
  id: string
  extension: string
}

/** The name of the report beside a file, which is safe as that one's is, and not one of `taken` either. */
export function companionNameOf(name: string, extension: string, taken: { has(name: string): boolean }): string {
  const base = name.slice(0, name.length - extension.length)
  for (let copy = 1; ; copy++) {
    const found = `${base}-report${copy === 1 ? '' : ` (${copy})`}.txt`
    if (!taken.has(found.toLowerCase())) return found
  }
}

function isVariable(name: string): name is FileNameVariable {
  return FILE_NAME_VARIABLES.some((known) => known === name)
}

/** One part of a path: the title gives way when there is not room for all. */
function filled(part: string, values: FileNameValues, room: number): string {
  const others = part.replace(VARIABLE, (all, name: string) =>
    name === 'title' ? '' : isVariable(name) ? values[name] : all,
  )
  const titles = part.split('{title}').length - 1
  const title = toNamePart(values.title, Math.max(24, Math.floor((room - bytesOf(others)) / Math.max(titles, 1))))
  const text = part.replace(VARIABLE, (all, name: string) =>
    name === 'title' ? title : isVariable(name) ? toNamePart(values[name], 64) : all,
  )
  // Nothing is between two dashes when a value is empty.
  return toNamePart(text.replace(/-{2,}/gu, '-').replace(/-+$/u, ''), room) || 'chat'
}

/** Text of strangers as part of a file name of at most `maxBytes`; empty when nothing of it can be shown. */
function toNamePart(text: string, maxBytes: number): string {
  const plain = text.replace(/\s/gu, ' ').replace(INVISIBLE, '').replace(FORBIDDEN, '_').normalize('NFC')
  const cut = trimmed(firstBytes(trimmed(plain.replace(/ +/gu, ' ')), maxBytes))
  return cut.replace(RESERVED, '$&_')
}

/** Without dots and blanks at the ends, which Windows drops and Unix hides. */
function trimmed(text: string): string {
  return text.replace(/^[ .]+|[ .]+$/gu, '')
}

/** The longest beginning of at most `maxBytes` bytes of UTF-8, whole characters as a reader sees them. */
function firstBytes(text: string, maxBytes: number): string {
  if (bytesOf(text) <= maxBytes) return text
  let length = 0
  let bytes = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += bytesOf(segment)
    if (bytes > maxBytes) break
    length += segment.length
  }
  return text.slice(0, length)
}

function bytesOf(text: string): number {
  return encoder.encode(text).length
}
