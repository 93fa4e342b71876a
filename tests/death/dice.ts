/** Chances that come out the same with the same seed (mulberry32). */
export function createDice(seed: number) {
  let state = seed
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    chance: (p: number): boolean => roll() < p,
    /** A whole number from 0 to n - 1. */
    upTo: (n: number): number => Math.floor(roll() * n),
    oneOf: <T>(choices: readonly [T, ...T[]]): T => choices[Math.floor(roll() * choices.length)] ?? choices[0],
  }
}
