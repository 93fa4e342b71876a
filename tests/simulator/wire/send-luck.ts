import type { Shared } from '../service.ts'
import type { Fault, SendKind } from './faults.ts'

/** The fate of a send by the rates of the settings: told 1202 with or without delivery, or "send ok" without. Null: well. */
export function rolledFault({ settings, random }: Shared, path: string): Fault | null {
  const { uncertainRate, uncertainLostRate, dropRate } = settings
  if (!path.includes('/send_') || uncertainRate + uncertainLostRate + dropRate === 0) return null
  const roll = random.below(1_000_000) / 1_000_000
  const kind = kindOf(roll, [
    ['uncertain-delivered', uncertainRate],
    ['uncertain-lost', uncertainLostRate],
    ['dropped', dropRate],
  ])
  return kind === null ? null : { path, kind, retcode: 1202, times: 1, ms: 0, form: '100012' }
}

function kindOf(roll: number, shares: readonly [SendKind, number][]): SendKind | null {
  let reached = 0
  for (const [kind, share] of shares) {
    reached += share
    if (roll < reached) return kind
  }
  return null
}
