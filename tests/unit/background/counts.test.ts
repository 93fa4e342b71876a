import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { decided, replyEnded } from '../../../entrypoints/background/counts.ts'
import { dismiss } from '../../../entrypoints/background/notices.ts'
import { countToday } from '../../../entrypoints/background/today.ts'
import type { Decision } from '../../../lib/chat/decision.ts'
import { noticesItem, todayItem } from '../../../lib/settings.ts'
import { decision, outboxRow } from '../archive/samples.ts'

const nothing = {
  messages: [],
  decisions: [],
  planned: [],
  unreadable: 0,
  confirmed: 0,
  states: [],
  listsChanged: false,
  numbers: [],
  loops: [],
}
const none = (why: 'draft' | 'stale' | 'no-rule-matched', ruleId: string | null): Decision =>
  decision('m', { outcome: { kind: 'none', why, ruleId } })
const codes = async () => {
  await dismiss('none')
  return (await noticesItem.getValue()).map(({ code, detail }) => [code, detail])
}

beforeEach(() => {
  fakeBrowser.reset()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 2, 9, 23, 59) })
})
afterEach(() => void vi.useRealTimers())

describe('countToday', () => {
  it('counts on within a day and starts over with the next, by the clock of the user', async () => {
    await countToday(({ replied }) => ({ replied: replied + 1 }))
    await countToday(({ replied, heldBack }) => ({ replied: replied + 1, heldBack: heldBack + 1 }))
    expect(await todayItem.getValue()).toMatchObject({ day: '2026-03-09', replied: 2, heldBack: 1 })
    vi.setSystemTime(new Date(2026, 2, 10, 0, 0))
    await countToday(({ replied }) => ({ replied: replied + 1 }))
    const expected = { day: '2026-03-10', replied: 1, heldBack: 0, uncertain: 0, byRule: {} }
    expect(await todayItem.getValue()).toEqual(expected)
  })

  it('loses no count when several come at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => countToday(({ replied }) => ({ replied: replied + 1 }))))
    expect(await todayItem.getValue()).toMatchObject({ replied: 5 })
  })
})

describe('decided', () => {
  it('counts what a rule would have answered, and nothing else', async () => {
    const reply = decision('r', { outcome: { kind: 'reply', ruleId: 'r1', outboxId: 'o1', text: '好' } })
    await decided({ ...nothing, decisions: [none('stale', 'r1'), none('no-rule-matched', null), reply] })
    expect(await todayItem.getValue()).toMatchObject({ heldBack: 1, replied: 0 })
  })

  it('does not count a draft as held back: the rule has done what it was asked to', async () => {
    await decided({ ...nothing, decisions: [none('draft', 'r1')] })
    expect(await todayItem.getValue()).toMatchObject({ heldBack: 0, replied: 0 })
  })

  it('takes back what was uncertain once its echo has come', async () => {
    await replyEnded(outboxRow('o1', { state: 'uncertain' }))
    await decided({ ...nothing, confirmed: 2 })
    expect(await todayItem.getValue()).toMatchObject({ uncertain: 0, replied: 1 })
  })
})

describe('replyEnded', () => {
  it('counts replies by rule, and says how many are uncertain', async () => {
    await replyEnded(outboxRow('o1', { state: 'sent' }))
    await replyEnded(outboxRow('o2', { state: 'sent', ruleId: 'rule-2' }))
    await replyEnded(outboxRow('o3', { state: 'uncertain', code: 1202 }))
    const byRule = { 'rule-1': 2, 'rule-2': 1 }
    expect(await todayItem.getValue()).toMatchObject({ replied: 3, uncertain: 1, heldBack: 0, byRule })
    expect(await codes()).toEqual([['send-uncertain', '1202']])
  })

  it('counts a reply in several pieces once', async () => {
    await replyEnded(outboxRow('o1', { state: 'sent', ruleId: 'r1' }))
    await replyEnded(outboxRow('o2', { state: 'sent', ruleId: 'r1', isFollowUp: true }))
    expect(await todayItem.getValue()).toMatchObject({ replied: 1, byRule: { r1: 1 } })
  })

  it('tells of a refusal and counts a reply that was dropped as held back', async () => {
    await replyEnded(outboxRow('o1', { state: 'refused', code: 100001 }))
    await replyEnded(outboxRow('o2', { state: 'dropped', reason: 'stale' }))
    expect(await todayItem.getValue()).toMatchObject({ replied: 0, heldBack: 1 })
    expect(await codes()).toEqual([['send-refused', '100001']])
  })
})
