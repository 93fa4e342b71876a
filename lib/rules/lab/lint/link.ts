import { templatesOf } from './replies.ts'
import { finding } from './table.ts'
import type { Check } from './table.ts'

/** An address with its scheme, or a host that everybody reads as one. */
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"'，。！？、）)]+|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|cn|net|org|edu|gov|io|me|cc|top|xyz|vip|shop|site|club|info|tv)(?![\w.-]*@)(?:\/[^\s<>"'，。！？、）)]*)?(?![a-z0-9])/iu

/** Replies with an address in them: messages with links are known to be held back without a word, and to cost accounts. */
export const link: Check = (subject) => {
  for (const text of templatesOf(subject.rule)) {
    const [found] = LINK.exec(text) ?? []
    if (found !== undefined) return [finding('link', subject, { detail: found })]
  }
  return []
}
