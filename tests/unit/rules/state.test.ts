import { describe, expect, it } from 'vitest'
import {
  emptyRuleState,
  prune,
  readRuleState,
  rememberEcho,
  rememberOwnWords,
  rememberReply,
  rememberTakeover,
  rememberText,
  takeoverOf,
} from '../../../lib/rules/state.ts'
import type { RuleState } from '../../../lib/rules/state.ts'
import { DAY, MINUTE, SECOND } from '../../../lib/time.ts'
import { event, later, MOMENT, NOON } from './examples.ts'

const reply = { ruleId: 'r1', conversation: 'chat-1', at: NOON }
const answered = { conversation: 'chat-1', author: 'person-1', text: '在吗', sentAt: NOON, at: NOON }
/** As version 1 is stored. Frozen: a later version must still read it. */
const VERSION_1 = { version: 1, replies: [reply], answered: [answered] } as const
const takeover = { conversation: 'chat-1', at: NOON }
const words = {
  key: 'own/1',
  epoch: 'login-1',
  kind: 'person' as const,
  number: 5,
  text: '马上到',
  at: NOON,
  echoedAt: null,
}
/** As version 2 is stored. Frozen like the first. */
const VERSION_2 = {
  version: 2,
  replies: [reply],
  answered: [answered],
  takeovers: [takeover],
  ownWords: [words],
} as const
const ANSWERED_ONCE: RuleState = { ...emptyRuleState, replies: [reply], answered: [answered] }

describe('readRuleState', () => {
  it('reads what was stored', () => {
    const stored: unknown = JSON.parse(JSON.stringify(VERSION_2))
    expect(readRuleState(stored)).toEqual(VERSION_2)
  })

  it('reads the first version, which had no takeovers and no own words', () => {
    expect(readRuleState(JSON.parse(JSON.stringify(VERSION_1)))).toEqual(ANSWERED_ONCE)
  })

  it.each<[string, unknown]>([
    ['nothing stored', undefined],
    ['null', null],
    ['text', 'state'],
    ['another version', { ...VERSION_2, version: 3 }],
    ['lists that are none', { version: 1, replies: {}, answered: 1 }],
  ])('starts empty from %s', (_, stored) => {
    expect(readRuleState(stored)).toEqual(emptyRuleState)
  })

  it('leaves a damaged entry out and keeps its neighbours, so that the caps still count', () => {
    const stored = {
      version: 1,
      replies: [{ at: 'noon' }, reply, null],
      answered: [3, answered, { ...answered, at: null }],
      takeovers: [takeover, { conversation: 1 }],
      ownWords: [{ ...words, kind: 'nobody' }, words],
    }
    expect(readRuleState({ ...stored, version: 2 })).toEqual(VERSION_2)
  })
})

describe('prune', () => {
  it('forgets replies after a day and answered texts after two minutes', () => {
    expect(prune(VERSION_2, later(2 * MINUTE - 1)).answered).toHaveLength(1)
    expect(prune(VERSION_2, later(2 * MINUTE)).answered).toHaveLength(0)
    expect(prune(VERSION_2, later(DAY - 1)).replies).toHaveLength(1)
    expect(prune(VERSION_2, later(DAY))).toEqual(emptyRuleState)
  })

  it('forgets takeovers after a quarter of an hour, and own words after five minutes', () => {
    expect(prune(VERSION_2, later(5 * MINUTE - 1)).ownWords).toHaveLength(1)
    expect(prune(VERSION_2, later(5 * MINUTE)).ownWords).toHaveLength(0)
    expect(prune(VERSION_2, later(15 * MINUTE - 1)).takeovers).toHaveLength(1)
    expect(prune(VERSION_2, later(15 * MINUTE)).takeovers).toHaveLength(0)
  })

  it('counts what is in the future, after the clock was set back, as from now', () => {
    const now = later(-30 * DAY)
    expect(prune(VERSION_2, now).replies).toEqual([{ ...reply, at: now.at }])
    expect(prune(VERSION_2, now).answered).toEqual([{ ...answered, at: now.at }])
  })
})

describe('rememberReply', () => {
  it('remembers the reply and the words it answered, and leaves the old state as it was', () => {
    expect(rememberReply(emptyRuleState, 'r1', event(), MOMENT)).toEqual(ANSWERED_ONCE)
    expect(emptyRuleState).toEqual({ version: 2, replies: [], answered: [], takeovers: [], ownWords: [] })
  })
})

describe('rememberText', () => {
  it('moves the time of words it knows instead of keeping them twice', () => {
    const again = rememberText(ANSWERED_ONCE, event({ sentAt: NOON + 3 * SECOND }), later(3 * SECOND))
    expect(again.answered).toEqual([{ ...answered, sentAt: NOON + 3 * SECOND, at: NOON + 3 * SECOND }])
    expect(again.replies).toEqual([reply])
  })
})

describe('rememberTakeover', () => {
  it('keeps one entry a conversation, the latest', () => {
    const once = rememberTakeover(emptyRuleState, 'chat-1', NOON)
    const twice = rememberTakeover(rememberTakeover(once, 'chat-2', NOON), 'chat-1', NOON + MINUTE)
    expect(twice.takeovers.toSorted((a, b) => a.at - b.at)).toEqual([
      { conversation: 'chat-2', at: NOON },
      { conversation: 'chat-1', at: NOON + MINUTE },
    ])
    expect(takeoverOf(twice, 'chat-1', later(15 * MINUTE))).toEqual({ conversation: 'chat-1', at: NOON + MINUTE })
    expect(takeoverOf(twice, 'chat-2', later(15 * MINUTE))).toBeUndefined()
  })

  it('is not shortened by an older report', () => {
    const state = rememberTakeover(emptyRuleState, 'chat-1', NOON + MINUTE)
    expect(rememberTakeover(state, 'chat-1', NOON)).toBe(state)
  })
})

describe('rememberOwnWords', () => {
  it('keeps the echo that has come when the same send is told again', () => {
    const echoed = rememberEcho(rememberOwnWords(emptyRuleState, words), words.key, NOON + SECOND)
    expect(echoed.ownWords).toEqual([{ ...words, echoedAt: NOON + SECOND }])
    expect(rememberOwnWords(echoed, words)).toBe(echoed)
  })
})
