/** Small, seeded, good enough to choose by (mulberry32). */
export function createDice(seed: number) {
  let state = seed | 0
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    chance: (p: number) => roll() < p,
    between: (low: number, high: number) => low + roll() * (high - low),
    upTo: (n: number) => Math.floor(roll() * n),
    one: <T>(all: readonly T[]): T => all[Math.floor(roll() * all.length)]!,
  }
}

export type Dice = ReturnType<typeof createDice>
