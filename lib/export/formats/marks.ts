import type { ExportedMessage } from '../format.ts'
import type { FileWords } from './words.ts'

/** What is to be said beside a message: that a rule sent it, that it may not have arrived, that it was taken back. */
export function marksOf(message: ExportedMessage, words: FileWords): string[] {
  const marks: string[] = []
  if (message.autoReply) marks.push(words.autoReply)
  if (message.autoReply?.state === 'uncertain') marks.push(words.uncertain)
  if (message.recalled) marks.push(words.recalled)
  return marks
}
