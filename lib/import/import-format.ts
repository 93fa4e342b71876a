import { EXPORT_FORMAT } from '../export/format.ts'
import type { ReadFormat } from './found.ts'
import { readChatLab, readChatLabLines } from './formats/chatlab.ts'
import { readOurLines, readOurs } from './formats/ours.ts'
import { readQce, readQceLines } from './formats/qce.ts'
import { readQqMht } from './formats/qq-mht.ts'
import { QQ_HEAD, readQqText } from './formats/qq-txt.ts'
import { readTelegram } from './formats/telegram.ts'
import type { Outline } from './outline.ts'

export const IMPORT_FORMATS = [
  'ours-json',
  'ours-jsonl',
  'chatlab-json',
  'chatlab-jsonl',
  'qce-json',
  'qce-jsonl',
  'telegram',
  'qq-txt',
  'qq-mht',
] as const
export type ImportFormatId = (typeof IMPORT_FORMATS)[number]

/** The beginning of a file. */
export interface Head {
  text: string
  /** Null when it is no JSON. */
  outline: Outline | null
}

interface ImportFormat {
  /** How sure it is that a file is of this format: 0 no, 1 certainly. Looks at structure, never at names or versions. */
  sniff(head: Head): number
  read: ReadFormat
}

/** Every format that can be taken in. */
export const FORMATS: Readonly<Record<ImportFormatId, ImportFormat>> = {
  'ours-json': {
    sniff: ({ outline }) => {
      if (outline === null || outline.isLines || !has(outline, 'format', 'version', 'account')) return 0
      return outline.values.get('format') === EXPORT_FORMAT ? 1 : has(outline, 'conversations', 'generator') ? 0.9 : 0
    },
    read: readOurs,
  },
  'ours-jsonl': {
    sniff: ({ outline }) =>
      outline !== null && has(outline, 'type', 'format', 'version', 'account') && !has(outline, 'conversations')
        ? 1
        : 0,
    read: readOurLines,
  },
  'chatlab-json': {
    sniff: ({ outline }) =>
      outline !== null &&
      has(outline, 'chatlab') &&
      !has(outline, '_type') &&
      (has(outline, 'meta') || has(outline, 'messages'))
        ? 1
        : 0,
    read: readChatLab,
  },
  'chatlab-jsonl': {
    sniff: ({ outline }) => {
      if (outline === null || !has(outline, '_type')) return 0
      return has(outline, 'chatlab', 'meta') ? 1 : has(outline, 'sender', 'timestamp') ? 0.8 : 0
    },
    read: readChatLabLines,
  },
  'qce-json': {
    sniff: ({ outline }) => (outline !== null && has(outline, 'metadata', 'chatInfo') ? 1 : 0),
    read: readQce,
  },
  'qce-jsonl': {
    sniff: ({ outline }) => {
      if (outline === null || has(outline, 'chatInfo') || has(outline, '_type')) return 0
      const isMessage =
        has(outline, 'sender', 'timestamp', 'content') && (has(outline, 'id') || has(outline, 'messageId'))
      return isMessage && !outline.paths.has('[]') ? 0.9 : 0
    },
    read: readQceLines,
  },
  telegram: {
    sniff: ({ outline }) => {
      if (outline === null || has(outline, 'chatInfo') || has(outline, 'chatlab')) return 0
      if (has(outline, 'chats') && outline.paths.has('chats.list')) return 1
      return has(outline, 'name', 'type', 'id', 'messages') ? 0.9 : 0
    },
    read: readTelegram,
  },
  'qq-txt': {
    sniff: ({ text, outline }) => {
      if (outline !== null || /^\s*(?:<|From:|MIME-Version:)/i.test(text)) return 0
      const lines = text.slice(0, 32_768).split(/\r?\n/)
      const heads = lines.filter((line) => line.length < 1_000 && QQ_HEAD.test(line)).length
      const hasHeading = lines.slice(0, 20).some((line) => /^消息(?:记录|分组[:：]|对象[:：])/u.test(line))
      return hasHeading ? 1 : heads > 0 ? 0.7 : 0
    },
    read: readQqText,
  },
  'qq-mht': {
    sniff: ({ text, outline }) =>
      outline === null && /^[\s\S]{0,2000}?content-type:\s*multipart\/related/i.test(text.slice(0, 2_100)) ? 0.9 : 0,
    read: readQqMht,
  },
}

function has(outline: Outline, ...paths: string[]): boolean {
  return paths.every((path) => outline.paths.has(path))
}
