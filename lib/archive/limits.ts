import { DAY } from '../time.ts'

/** How many messages are held, cut and moved at a time. One set for the product; tests take smaller ones. */
export interface Limits {
  /** Messages of a block when their texts are not long: enough that a block costs little, few enough that one is read in a moment. */
  blockMessages: number
  /** A block is closed when its texts come to as much, UTF-16 units. */
  blockUnits: number
  /**
   * The service delivers a message again soon or never. What came longer ago, ms, or has as many newer ones in its conversation,
   * may be sealed.
   */
  hotFor: number
  hotMessages: number
  /** Fewer than that are not worth a block: they wait for others. */
  leastSealed: number
  /** Blocks that a timeline holds open at once, bytes, as many as are kept in memory: with more of them it goes by slabs. */
  openBytes: number
  /** What a slab of a timeline holds, UTF-16 units of text, what else a message takes counted in. */
  slabUnits: number
  /** Messages of an import that wait to be put in order: of one conversation, and of all. */
  waitingOfOne: number
  waitingOfAll: number
  /** The same for the length of their texts, UTF-16 units. */
  unitsOfOne: number
  unitsOfAll: number
}

export const LIMITS: Limits = {
  blockMessages: 400,
  blockUnits: 256 * 1_024,
  hotFor: 7 * DAY,
  hotMessages: 2_000,
  leastSealed: 256,
  openBytes: 24 * 1_024 * 1_024,
  slabUnits: 24 * 1_024 * 1_024,
  waitingOfOne: 8_000,
  waitingOfAll: 32_000,
  unitsOfOne: 2 * 1_024 * 1_024,
  unitsOfAll: 8 * 1_024 * 1_024,
}
