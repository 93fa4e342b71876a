import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import { RULE_SETS_KEPT } from '../../../lib/archive/port.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { DAY, HOUR } from '../../../lib/time.ts'
import { freshName } from './samples.ts'

let archive: Archive
beforeEach(async () => {
  archive = await openArchive(freshName())
})
afterEach(() => archive.close())

const account = '10001'
/** Noon of a day without a change of the clocks, where the tests run. */
const NOON = new Date(2026, 10, 23, 12).getTime()
const ruleSet = (revision: string, at = NOON) => ({ account, revision, at, ruleSet: { revision } })
const keep = (at: number, state: unknown) => archive.commit({ ruleSnapshot: { account, at, state } })

describe('rule sets', () => {
  it('are found by account and revision; the first under a revision stays', async () => {
    await archive.commit({ ruleSet: ruleSet('a') })
    await archive.commit({ ruleSet: { ...ruleSet('a'), ruleSet: 'another' } })
    expect(await archive.ruleSet(account, 'a')).toEqual({ revision: 'a' })
    expect(await archive.ruleSet(account, 'b')).toBeUndefined()
    expect(await archive.ruleSet('10002', 'a')).toBeUndefined()
    expect(await archive.accounts()).toEqual([account])
  })

  it('are kept up to a number; the oldest of the account go', async () => {
    await archive.commit({ ruleSet: { ...ruleSet('old', 0), account: '10002' } })
    for (let n = 0; n < RULE_SETS_KEPT + 2; n++) await archive.commit({ ruleSet: ruleSet(`r${n}`, NOON + n) })
    const kept = await Promise.all(['r0', 'r1', 'r2', `r${RULE_SETS_KEPT + 1}`].map((r) => archive.ruleSet(account, r)))
    expect(kept.map((row) => row !== undefined)).toEqual([false, false, true, true])
    expect(await archive.ruleSet('10002', 'old')).toBeDefined()
  })

  it('come back when they are decided with again', async () => {
    for (let n = 0; n <= RULE_SETS_KEPT; n++) await archive.commit({ ruleSet: ruleSet(`r${n}`, NOON + n) })
    await archive.commit({ ruleSet: ruleSet('r0', NOON + RULE_SETS_KEPT + 1) })
    expect(await archive.ruleSet(account, 'r0')).toBeDefined()
    expect(await archive.ruleSet(account, 'r1')).toBeUndefined()
  })
})

describe('snapshots of what the rules remembered', () => {
  it('are one a local day, the first', async () => {
    await keep(NOON, 'noon')
    await keep(NOON + HOUR, 'later')
    await keep(NOON + DAY, 'tomorrow')
    expect(await archive.snapshotBefore(account, NOON + 2 * HOUR)).toEqual({ account, at: NOON, state: 'noon' })
    expect(await archive.snapshotBefore(account, NOON + 2 * DAY)).toMatchObject({ state: 'tomorrow' })
  })

  it('are found by the time they were taken, not by their day', async () => {
    await keep(NOON, 'noon')
    expect(await archive.snapshotBefore(account, NOON)).toMatchObject({ state: 'noon' })
    expect(await archive.snapshotBefore(account, NOON - 1)).toBeUndefined()
    await keep(NOON - DAY, 'yesterday')
    expect(await archive.snapshotBefore(account, NOON - 1)).toMatchObject({ state: 'yesterday' })
    expect(await archive.snapshotBefore('10002', NOON)).toBeUndefined()
  })

  it('go after 60 days', async () => {
    await keep(NOON, 'first')
    await keep(NOON + DAY, 'second')
    await keep(NOON + 61 * DAY, 'now')
    expect(await archive.snapshotBefore(account, NOON + HOUR)).toBeUndefined()
    expect(await archive.snapshotBefore(account, NOON + 2 * DAY)).toMatchObject({ state: 'second' })
  })
})
