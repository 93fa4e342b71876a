import { t } from '../../lib/i18n/t.ts'
import { wireWords } from '../../lib/smartqq/wire/return-codes/words.ts'
import type { WireWords } from '../../lib/smartqq/wire/return-codes/words.ts'

/**
 * What the service answered, in words. `detail` is as the link writes it: call, answer and, where there are any, the
 * words for it (`login2:115:blocked-for-a-while`).
 * @returns null when `detail` is something else, such as the server's own words about a kick
 */
export function codeWords(detail: string): string | null {
  const [, answer, name = ''] = /^[a-z]\w*:(-?[\w-]+)(?::([a-z-]+))?$/i.exec(detail) ?? []
  if (answer === undefined) return null
  if (!isWireWords(name)) return t('code.number', { code: answer })
  const words = t(`code.${name}`)
  return /^-?\d+$/.test(answer) ? t('code.known', { words, code: answer }) : words
}

/** Whether there are words under this name. */
export function isWireWords(name: string): name is WireWords {
  return wireWords.some((known) => known === name)
}
