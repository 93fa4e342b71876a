import { describe, expect, it } from 'vitest'
import { emptyRuleState, prune, readRuleState, rememberReply, rememberText } from '../../../lib/rules/state.ts'
import { DAY, MINUTE, SECOND } from '../../../lib/time.ts'
import { event, later, MOMENT, NOON } from './examples.ts'

const reply = { ruleId: 'r1', conversation: 'chat-1', at: NOON }
const answered = { conversation: 'chat-1', author: 'person-1', text: '在吗', sentAt: NOON, at: NOON }
/** As version 1 is stored. Frozen: a later version must still read it. */
const VERSION_1 = { version: 1, replies: [reply], answered: [answered] } as const

describe('readRuleState', () => {
  it('reads what was stored', () => {
    const stored: unknown = JSON.parse(JSON.stringify(VERSION_1))
    expect(readRuleState(stored)).toEqual(VERSION_1)
  })

  it.each<[string, unknown]>([
    ['nothing stored', undefined],
    ['null', null],
    ['text', 'state'],
    ['another version', { ...VERSION_1, version: 2 }],
    ['lists that are none', { version: 1, replies: {}, answered: 1 }],
  ])('starts empty from %s', (_, stored) => {
    expect(readRuleState(stored)).toEqual(emptyRuleState)
  })

  it('leaves a damaged entry out and keeps its neighbours, so that the caps still count', () => {
    const stored = {
      version: 1,
      replies: [{ at: 'noon' }, reply, null],
      answered: [3, answered, { ...answered, at: null }],
    }
    expect(readRuleState(stored)).toEqual(VERSION_1)
  })
})

describe('prune', () => {
  it('forgets replies after a day and answered texts after two minutes', () => {
    expect(prune(VERSION_1, later(2 * MINUTE - 1)).answered).toHaveLength(1)
    expect(prune(VERSION_1, later(2 * MINUTE)).answered).toHaveLength(0)
    expect(prune(VERSION_1, later(DAY - 1)).replies).toHaveLength(1)
    expect(prune(VERSION_1, later(DAY))).toEqual(emptyRuleState)
  })

  it('counts what is in the future, after the clock was set back, as from now', () => {
    const now = later(-30 * DAY)
    expect(prune(VERSION_1, now).replies).toEqual([{ ...reply, at: now.at }])
    expect(prune(VERSION_1, now).answered).toEqual([{ ...answered, at: now.at }])
  })
})

describe('rememberReply', () => {
  it('remembers the reply and the words it answered, and leaves the old state as it was', () => {
    expect(rememberReply(emptyRuleState, 'r1', event(), MOMENT)).toEqual(VERSION_1)
    expect(emptyRuleState).toEqual({ version: 1, replies: [], answered: [] })
  })
})

describe('rememberText', () => {
  it('moves the time of words it knows instead of keeping them twice', () => {
    const again = rememberText(VERSION_1, event({ sentAt: NOON + 3 * SECOND }), later(3 * SECOND))
    expect(again.answered).toEqual([{ ...answered, sentAt: NOON + 3 * SECOND, at: NOON + 3 * SECOND }])
    expect(again.replies).toEqual([reply])
  })
})
