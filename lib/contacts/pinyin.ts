/** How a name can be typed: for each of its characters the ways to write it, in lower case without tones. */
export type Spelling = readonly (readonly string[])[]

/** Writes names as one types them. */
export type Speller = (name: string) => Spelling

/** Han characters, and what stands before a surname when people are called by it: 老曾, 小单, 阿华, 大仇. */
const HAN = /\p{Script=Han}/u
const RUNS = /\p{Script=Han}+/gu
const BEFORE_SURNAME = /^[老小阿大](?=.)/u

/**
 * Fetches the dictionary, once: it is large, and only a search needs it. Each name gets the readings of its words, and
 * where a surname can stand also that of the surname (曾 zeng, 单 shan, 仇 qiu …): at the start of the name, after a
 * blank or a letter, and after 老, 小, 阿, 大. `ü` is typed `v` or `u`.
 */
export async function loadSpeller(): Promise<Speller> {
  const { pinyin } = await import('pinyin-pro')
  const known = new Map<string, Spelling>()
  const readings = (text: string, surname: 'head' | 'off') =>
    pinyin(text, { type: 'array', toneType: 'none', v: true, surname })

  function spellRun(run: string): string[][] {
    const prefix = BEFORE_SURNAME.exec(run)?.[0] ?? ''
    const plain = readings(run, 'off')
    const atHead = readings(run, 'head')
    const behind = prefix ? [prefix, ...readings(run.slice(prefix.length), 'head')] : []
    return Array.from(run, (character, index) =>
      unique([plain[index], atHead[index], index > 0 ? behind[index] : undefined].flatMap(typed), character),
    )
  }

  return (name) => {
    const there = known.get(name)
    if (there) return there
    const spelling: string[][] = []
    let end = 0
    for (const run of name.matchAll(RUNS)) {
      spelling.push(...lettersOf(name.slice(end, run.index)), ...spellRun(run[0]))
      end = run.index + run[0].length
    }
    spelling.push(...lettersOf(name.slice(end)))
    known.set(name, spelling)
    return spelling
  }
}

/**
 * Whether the typed text is how a part of the name is spelled: readings whole or as initials, mixed as one likes
 * (`zengxx`, `zxiaox`), the last one as far as it is typed. Blanks and apostrophes between readings may be typed or not.
 */
export function isSpelled(spelling: Spelling, typedText: string): boolean {
  const text = typedText
    .toLowerCase()
    .replace(/[\s'’]+/gu, '')
    .replaceAll('ü', 'v')
  if (text === '') return true
  const characters = spelling.filter((ways) => ways.some((way) => way.trim() !== ''))
  return characters.some((_ways, start) => reaches(characters, start, text))
}

/** Whether `text` can be used up by the characters from `at` on. Places that failed once are not tried again. */
function reaches(characters: Spelling, at: number, text: string, failed = new Set<string>()): boolean {
  if (text === '') return true
  const ways = characters[at]
  const place = `${at} ${text.length}`
  if (!ways || failed.has(place)) return false
  for (const way of ways) {
    if (way.startsWith(text)) return true
    if (text.startsWith(way) && reaches(characters, at + 1, text.slice(way.length), failed)) return true
    const initial = way.charAt(0)
    if (text.startsWith(initial) && reaches(characters, at + 1, text.slice(initial.length), failed)) return true
  }
  failed.add(place)
  return false
}

/** What is no Han character is typed as it is. */
function lettersOf(text: string): string[][] {
  return Array.from(text, (character) => [character.toLowerCase()])
}

/** The ways to type a reading: `lv` and `lu` for lü, `lve` and `lue` for lüe. */
function typed(reading: string | undefined): string[] {
  if (!reading || HAN.test(reading)) return []
  return reading.includes('v') ? [reading, reading.replace('v', 'u')] : [reading]
}

/** Without repetition; a character that nobody can read stands for itself. */
function unique(ways: readonly string[], character: string): string[] {
  return ways.length > 0 ? [...new Set(ways)] : [character]
}
