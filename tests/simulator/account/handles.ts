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

/** The handles of a login that is not open yet: there are none. */
export const NO_HANDLES: Handles = {
  uinOf: () => 0,
  pollUinOf: () => 0,
  numberOf: () => null,
  gidOf: () => 0,
  codeOf: () => 0,
  didOf: () => 0,
  groupOfGid: () => null,
  groupOfCode: () => null,
  discussOfDid: () => null,
  unknownUin: () => 0,
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

/** Real numbers and their handles, to be looked up from either side. */
type Pairs = {
  set(number: number, handle: number): void
  handleOf(number: number): number | null
  numberOf(handle: number): number | null
}

function createPairs(): Pairs {
  const handles = new Map<number, number>()
  const numbers = new Map<number, number>()
  return {
    set(number, handle) {
      const before = handles.get(number)
      if (before !== undefined && numbers.get(before) === number) numbers.delete(before)
      handles.set(number, handle)
      numbers.set(handle, number)
    },
    handleOf: (number) => handles.get(number) ?? null,
    numberOf: (handle) => numbers.get(handle) ?? null,
  }
}

/** Issues the handles of one login. People who join the world later get theirs when first asked for. */
export function issueHandles(world: World, options: Options): Handles {
  const random = createRandom(options.seed)
  const previous = options.previous
  const taken = new Set<number>([world.ownNumber])
  const uins = createPairs()
  uins.set(world.ownNumber, world.ownNumber)
  const gids = createPairs()
  const codes = createPairs()
  const dids = createPairs()

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

  const keep = (pairs: Pairs, number: number, value: number): void => {
    pairs.set(number, value)
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

  function look(pairs: Pairs, number: number): number {
    const known = pairs.handleOf(number)
    if (known !== null) return known
    const issued = fresh()
    pairs.set(number, issued)
    return issued
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
    numberOf: (uin) => uins.numberOf(uin) ?? (options.listUinDiffers() ? uins.numberOf(mask(uin)) : null),
    gidOf: (number) => look(gids, number),
    codeOf: (number) => look(codes, number),
    didOf: (number) => look(dids, number),
    groupOfGid: gids.numberOf,
    groupOfCode: codes.numberOf,
    discussOfDid: dids.numberOf,
    unknownUin: fresh,
  }
}
