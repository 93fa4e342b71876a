import { createRandom } from '../random.ts'
import type { World } from '../world.ts'

/**
 * The numbers one login sees in place of the real ones: uins of people, gids and codes of groups, dids of discussions.
 * All are distinct, below 2^32, and good for this login only. The own number stands for itself.
 */
export type Handles = {
  uinOf(number: number): number
  /** The uin as poll items show it; differs from the list's while the setting `listUinDiffers` is on. */
  pollUinOf(number: number): number
  numberOf(uin: number): number | null
  gidOf(number: number): number
  codeOf(number: number): number
  didOf(number: number): number
  groupOfGid(gid: number): number | null
  groupOfCode(code: number): number | null
  discussOfDid(did: number): number | null
  /** A number that stands for nobody in this login: what an echo comes from. */
  unknownUin(): number
}

/** Pairs who trade handles at a login: A gets what B had in the login before, and B what A had. Real numbers. */
export type Swaps = { people: [number, number][]; groups: [number, number][] }

type Options = {
  seed: string
  /** Handles of the login before; with `reuse` they are kept as they were. */
  previous: Handles | null
  reuse: boolean
  swaps: Swaps
  listUinDiffers: () => boolean
}

const POLL_UIN_MASK = 0x155aa5

/** Issues the handles of one login. People who join the world later get theirs when first asked for. */
export function issueHandles(world: World, options: Options): Handles {
  const random = createRandom(options.seed)
  const previous = options.previous
  const taken = new Set<number>([world.ownNumber])
  const uins = new Map<number, number>([[world.ownNumber, world.ownNumber]])
  const gids = new Map<number, number>()
  const codes = new Map<number, number>()
  const dids = new Map<number, number>()

  function fresh(): number {
    for (;;) {
      const candidate = 100_000_000 + random.below(4_294_967_296 - 100_000_000)
      const polled = (candidate ^ POLL_UIN_MASK) >>> 0
      if (!taken.has(candidate) && !taken.has(polled) && !world.people.has(candidate)) {
        taken.add(candidate).add(polled)
        return candidate
      }
    }
  }

  const keep = (map: Map<number, number>, number: number, value: number): void => {
    map.set(number, value)
    taken.add(value).add((value ^ POLL_UIN_MASK) >>> 0)
  }

  if (previous !== null && options.reuse) {
    for (const number of world.people.keys()) keep(uins, number, previous.uinOf(number))
    for (const { number } of world.groups) {
      keep(gids, number, previous.gidOf(number))
      keep(codes, number, previous.codeOf(number))
    }
    for (const { number } of world.discusses) keep(dids, number, previous.didOf(number))
  }
  if (previous !== null) {
    for (const [a, b] of options.swaps.people) {
      keep(uins, a, previous.uinOf(b))
      keep(uins, b, previous.uinOf(a))
    }
    for (const [a, b] of options.swaps.groups) {
      keep(gids, a, previous.gidOf(b))
      keep(gids, b, previous.gidOf(a))
      keep(codes, a, previous.codeOf(b))
      keep(codes, b, previous.codeOf(a))
    }
  }

  function look(map: Map<number, number>, number: number): number {
    const known = map.get(number)
    if (known !== undefined) return known
    const issued = fresh()
    map.set(number, issued)
    return issued
  }
  const back = (map: Map<number, number>, handle: number): number | null => {
    for (const [number, value] of map) if (value === handle) return number
    return null
  }

  // Issued in the world's order, so that a login's numbers do not depend on what was asked for first.
  for (const number of world.people.keys()) look(uins, number)
  for (const { number } of world.groups) {
    look(gids, number)
    look(codes, number)
  }
  for (const { number } of world.discusses) look(dids, number)

  const mask = (uin: number): number => (uin === world.ownNumber ? uin : (uin ^ POLL_UIN_MASK) >>> 0)

  return {
    uinOf: (number) => look(uins, number),
    pollUinOf: (number) => (options.listUinDiffers() ? mask(look(uins, number)) : look(uins, number)),
    numberOf: (uin) => back(uins, uin) ?? (options.listUinDiffers() ? back(uins, mask(uin)) : null),
    gidOf: (number) => look(gids, number),
    codeOf: (number) => look(codes, number),
    didOf: (number) => look(dids, number),
    groupOfGid: (gid) => back(gids, gid),
    groupOfCode: (code) => back(codes, code),
    discussOfDid: (did) => back(dids, did),
    unknownUin: fresh,
  }
}
