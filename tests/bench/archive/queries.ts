import { chanceFrom, sampleWords } from './sample-texts.ts'

/** Words as somebody types them: so many of each kind, always the same. */
export function sampleQueries(each: number): { kind: string; text: string }[] {
  const chance = chanceFrom(7)
  const { chinese, latin } = sampleWords()
  const long = chinese.filter((word) => word.length >= 2)
  const pairs = chinese.filter((word) => word.length === 2)
  const among = (words: readonly string[], from: number, to: number) =>
    words[Math.floor(from + chance() * (Math.min(to, words.length) - from))] ?? ''
  const kinds: Record<string, () => string> = {
    common: () => among(chinese, 0, 100),
    medium: () => among(long, 200, 2_000),
    rare: () => among(long, 12_000, long.length),
    pair: () => among(pairs, 50, pairs.length),
    latin: () => among(latin, 0, latin.length),
    digits: () => String(Math.floor(10 ** (2 + chance() * 4))),
    absent: () => `${among(long, 12_000, long.length)}${among(long, 12_000, long.length)}`,
  }
  const seen = new Set<string>()
  return Object.entries(kinds).flatMap(([kind, make]) =>
    Array.from({ length: each }, () => {
      let text = make()
      while (seen.has(text)) text = make()
      seen.add(text)
      return { kind, text }
    }),
  )
}
