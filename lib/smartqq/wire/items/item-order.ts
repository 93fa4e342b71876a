import * as z from 'zod/mini'
import { wireNumber } from '../shapes.ts'

const timeSchema = z.object({ value: z.object({ time: wireNumber }) })
/** A file transfer's name for it. */
const nowSchema = z.object({ value: z.object({ now: wireNumber }) })

/**
 * The items of one reply in the order they were written. The wire's seconds are too coarse, so the sort is stable and only
 * decides between seconds. Servers that deliver the newest first do so within a second as well: then the whole batch is
 * turned round before. An item without a time stays behind the one it followed.
 */
export function inOrder(items: readonly unknown[]): unknown[] {
  const arrival = isNewestFirst(items.flatMap((item) => timeOf(item) ?? [])) ? items.toReversed() : items
  let last = 0
  return arrival
    .map((item) => ({ item, time: (last = timeOf(item) ?? last) }))
    .sort((a, b) => a.time - b.time)
    .map(({ item }) => item)
}

function isNewestFirst(times: readonly number[]): boolean {
  const steps = times.slice(1).map((time, i) => time - times[i]!)
  return steps.some((step) => step < 0) && steps.every((step) => step <= 0)
}

function timeOf(item: unknown): number | null {
  return timeSchema.safeParse(item).data?.value.time ?? nowSchema.safeParse(item).data?.value.now ?? null
}
