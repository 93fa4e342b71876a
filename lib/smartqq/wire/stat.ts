import type { OwnState } from '../../backend.ts'

/** `stat` of profiles and of group members who are online. Source: xiehuc/lwqq, Mojo-Webqq. */
const STATES: Readonly<Record<number, OwnState>> = {
  10: 'online',
  20: 'offline',
  30: 'away',
  40: 'hidden',
  50: 'busy',
  60: 'callme',
  70: 'silent',
}

/** @returns null for a number nobody explains */
export function stateOfStat(stat: number | null): OwnState | null {
  return stat === null ? null : (STATES[stat] ?? null)
}
