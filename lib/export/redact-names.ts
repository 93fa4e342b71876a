/** A name in a text: how long it is there, and what stands for it. */
export interface NameThere {
  length: number
  pseudonym: string
}

/** Finds the longest name of two characters and more at a place of a folded text. */
export function createLongNames(names: ReadonlyMap<string, string>): (folded: string, at: number) => NameThere | null {
  // By their first two characters, the longest first.
  const byStart = new Map<string, { name: string; there: NameThere }[]>()
  for (const [name, pseudonym] of names) {
    if (isShort(name)) continue
    const folded = fold(name)
    const entry = { name: folded, there: { length: folded.length, pseudonym } }
    const start = folded.slice(0, 2)
    const list = byStart.get(start)
    if (list) list.push(entry)
    else byStart.set(start, [entry])
  }
  for (const list of byStart.values()) list.sort((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1))
  return (folded, at) => {
    const list = byStart.get(folded.slice(at, at + 2))
    return list?.find(({ name }) => folded.startsWith(name, at))?.there ?? null
  }
}

/** Finds names of one letter that stand alone. What goes on with an apostrophe is a word: `I'm`. */
export function createLoneLetters(names: ReadonlyMap<string, string>) {
  const letters = new Map([...names].filter(([name]) => isShort(name) && /^\p{L}$/u.test(name)))
  const any = new RegExp(`[${[...letters.keys()].join('')}]`, 'u')
  const alone = /(?<![\p{L}\p{N}\p{M}'’_])\p{L}(?![\p{L}\p{N}\p{M}'’_])/uy
  return {
    may: (text: string) => letters.size > 0 && any.test(text),
    find(text: string, at: number): NameThere | null {
      alone.lastIndex = at
      const letter = alone.exec(text)?.[0] ?? ''
      const pseudonym = letters.get(letter)
      return pseudonym === undefined ? null : { length: letter.length, pseudonym }
    },
  }
}

/** Of one character, or none that can be seen. */
export function isShort(name: string): boolean {
  return name.trim() === '' || Array.from(name).length < 2
}

/** Without case, as long as the text was. At the end of a word a sigma is another letter: here it is the same one. */
export function fold(text: string): string {
  const lower = text.toLowerCase().replaceAll('ς', 'σ')
  if (lower.length === text.length) return lower
  return Array.from(text, (character) => {
    const small = character.toLowerCase().replace('ς', 'σ')
    return small.length === character.length ? small : character
  }).join('')
}
