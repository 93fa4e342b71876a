import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import rulesV1 from '../fixtures/migrations/rules-v1.json' with { type: 'json' }
import { rule } from './rules/examples.ts'

/** What a start of the extension finds in the storage, and makes of it. */
async function started() {
  vi.resetModules()
  return import('../../lib/settings.ts')
}

beforeEach(() => fakeBrowser.reset())

describe('the preferences', () => {
  /** As version 1 wrote them. Never changed. */
  const VERSION_1 = { language: 'en', theme: 'dark', replyDelayMs: 3_000 }
  /** As version 2 wrote them. Never changed. */
  const VERSION_2 = { ...VERSION_1, listenForStoppedPage: false, pageButton: true, pageMarks: false }
  /** What version 3 added. */
  const ADDED_3 = {
    limits: { friendMs: 600_000, groupMs: 1_800_000, perMinute: 6, perHour: 40, perDay: 200 },
    serviceAccounts: ['10000'],
  }

  it.each([
    ['with its number', { preferences: VERSION_1, preferences$: { v: 1 } }],
    ['without', { preferences: VERSION_1 }],
  ])('of version 1 keep what was chosen, and what is new is on (%s)', async (_how, stored) => {
    await browser.storage.local.set(stored)
    const { readPreferences } = await started()
    expect(await readPreferences()).toEqual({
      ...VERSION_1,
      listenForStoppedPage: true,
      pageButton: true,
      pageMarks: true,
      ...ADDED_3,
    })
  })

  it('of version 2 keep what was chosen, and have the usual limits', async () => {
    await browser.storage.local.set({ preferences: VERSION_2, preferences$: { v: 2 } })
    const { readPreferences } = await started()
    expect(await readPreferences()).toEqual({ ...VERSION_2, ...ADDED_3 })
  })

  it('of this version are read as they are', async () => {
    const limits = { ...ADDED_3.limits, perMinute: 20 }
    const chosen = { ...VERSION_2, limits, serviceAccounts: [] }
    await browser.storage.local.set({ preferences: chosen, preferences$: { v: 3 } })
    const { readPreferences } = await started()
    expect(await readPreferences()).toEqual(chosen)
  })

  it.each([
    ['beyond what is allowed', 21],
    ['no number', 'six'],
  ])('have the usual value where a limit is %s, and keep all others', async (_what, perMinute) => {
    const limits = { ...ADDED_3.limits, friendMs: 1_200_000, perMinute }
    const stored = { ...VERSION_2, limits, serviceAccounts: ['12345'], replyDelayMs: 'soon' }
    await browser.storage.local.set({ preferences: stored, preferences$: { v: 3 } })
    const { readPreferences } = await started()
    expect(await readPreferences()).toEqual({
      ...stored,
      replyDelayMs: 1_500,
      limits: { ...limits, perMinute: 6 },
    })
  })

  it.each([[null], ['nothing'], [[]]])('are the usual ones when %j is stored', async (stored) => {
    await browser.storage.local.set({ preferences: stored, preferences$: { v: 3 } })
    const { preferencesItem, readPreferences } = await started()
    expect(await readPreferences()).toEqual(preferencesItem.fallback)
  })
})

describe('the controls', () => {
  it.each([
    { autoReply: false, pausedUntil: null },
    { autoReply: true, pausedUntil: 1_800_000_000_000 },
  ])('of version 1 keep what was chosen: %j', async (chosen) => {
    await browser.storage.local.set({ controls: chosen })
    const { readControls } = await started()
    expect(await readControls()).toEqual({ ...chosen, stopped: null, away: 'auto' })
  })

  it('that are damaged read as switched off', async () => {
    await browser.storage.local.set({ controls: { autoReply: 'yes' }, controls$: { v: 2 } })
    const { readControls } = await started()
    expect(await readControls()).toEqual({ autoReply: false, pausedUntil: null, stopped: null, away: 'auto' })
  })
})

describe('the rules', () => {
  it('of version 1 answer the same from then on, and what is none stays for a later version', async () => {
    const damaged = { id: 'x', from: 'the future' }
    const [first] = rulesV1
    await browser.storage.local.set({ rules: [first, damaged] })
    const { readRules } = await started()
    expect(await readRules()).toMatchObject({
      rules: [{ id: first!.id, name: '', group: null, goOn: false }],
      damaged: [damaged],
    })
  })

  it('of this version are not changed by another start, with or without their number', async () => {
    const { writeRules } = await started()
    await writeRules([rule({ id: 'a' })], [], [{ id: 'g', name: '组', enabled: true }])
    const { readRuleGroups, readRules } = await started()
    expect(await readRules()).toEqual({ rules: [rule({ id: 'a' })], damaged: [] })
    expect(await readRuleGroups()).toEqual([{ id: 'g', name: '组', enabled: true }])
  })
})

describe('the groups of rules and the calendar', () => {
  it('are read without what is damaged', async () => {
    const good = { id: 'g', name: '组', enabled: true }
    await browser.storage.local.set({ ruleGroups: [{ id: 7 }, good], calendar: { tomorrow: 'off' } })
    const { readCalendar, readRuleGroups } = await started()
    expect(await readRuleGroups()).toEqual([good])
    expect(await readCalendar()).toEqual({})
    await browser.storage.local.set({ ruleGroups: 'all', calendar: { '2026-10-01': 'work' } })
    expect(await readRuleGroups()).toEqual([])
    expect(await readCalendar()).toEqual({ '2026-10-01': 'work' })
  })
})
