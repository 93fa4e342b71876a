/** How well a passphrase keeps: `empty`, `weak` (a machine finds it), `fair`, or `good` (four words or as much). */
export type PassphraseStrength = 'empty' | 'weak' | 'fair' | 'good'

const HAN = /\p{Script=Han}/u

/** Guesses it takes at least, in bits; what somebody chose by hand is worth less than the same from dice. */
const FAIR = 32
const GOOD = 44

/**
 * A rough measure, kind to words and hard on repetition: 11 bits a word, 6 a Chinese character, 2.5 a Latin letter without
 * spaces between, 3 a digit or sign, each character counted fewer times the more often it comes.
 */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const text = passphrase.normalize('NFKC').trim()
  if (text === '') return 'empty'
  const words = new Set(text.toLowerCase().split(/\s+/u))
  const byCharacter = sum(Array.from(text.replace(/\s/gu, '')), weightOf)
  const byWord = words.size > 1 ? sum([...words], (word) => Math.min(11, sum(Array.from(word), weightOf))) : byCharacter
  const bits = Math.min(byWord, 1.2 * byCharacter)
  if (bits >= GOOD) return 'good'
  return bits >= FAIR ? 'fair' : 'weak'

  function weightOf(character: string, times: number): number {
    const weight = HAN.test(character) ? 6 : /\p{Letter}/u.test(character) ? 2.5 : 3
    return weight / times
  }
}

/** `weigh` is told how often the item has come by now, itself included. */
function sum(items: readonly string[], weigh: (item: string, times: number) => number): number {
  const seen = new Map<string, number>()
  let total = 0
  for (const item of items) {
    const times = (seen.get(item) ?? 0) + 1
    seen.set(item, times)
    total += weigh(item, times)
  }
  return total
}
