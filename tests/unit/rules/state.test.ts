import { describe, expect, it } from 'vitest'
import { rememberDraft, rememberReply, rememberText } from '../../../lib/rules/past-replies.ts'
import { BOUNDS } from '../../../lib/rules/state-shape.ts'
import type { RuleState } from '../../../lib/rules/state-shape.ts'
import {
  emptyRuleState,
  forgetLoop,
  FURTHER_NOTICE,
  mutedUntil,
  prune,
  readRuleState,
  rememberEcho,
  rememberMute,
  rememberOwnWords,
  rememberTakeover,
  takeoverOf,
} from '../../../lib/rules/state.ts'
import { textMark } from '../../../lib/rules/text-mark.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts'
import { event, later, NOON, NOW } from './examples.ts'

const oldReply = { ruleId: 'r1', conversation: 'chat-1', at: NOON }
const reply = { ...oldReply, author: 'person-1', delayMs: 1_500, isFollowUp: false }
const answered = { conversation: 'chat-1', author: 'person-1', text: '在吗', sentAt: NOON, at: NOON }
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
/** As version 1 is stored. Frozen: a later version must still read it. */
const VERSION_1 = { version: 1, replies: [oldReply], answered: [answered] } as const
/** As version 2 is stored. Frozen like the first. */
const VERSION_2 = {
  version: 2,
  replies: [oldReply],
  answered: [answered],
  takeovers: [takeover],
  ownWords: [words],
} as const
/** As version 3 is stored. Frozen like the others. */
const VERSION_3 = {
  version: 3,
  replies: [
    {
      ruleId: 'r1',
      conversation: 'chat-1',
      author: 'person-1',
      at: 1_790_000_000_000,
      delayMs: 1_500,
      isFollowUp: false,
    },
  ],
  tally: [{ at: 1_790_000_000_000, count: 3 }],
  drafts: [{ ruleId: 'r2', conversation: 'chat-1', at: 1_790_000_000_000 }],
  answered: [
    {
      conversation: 'chat-1',
      author: 'person-1',
      text: '在吗',
      sentAt: 1_790_000_000_000,
      at: 1_790_000_000_000,
    },
  ],
  takeovers: [{ conversation: 'chat-1', at: 1_790_000_000_000 }],
  ownWords: [
    {
      key: 'own/1',
      epoch: 'login-1',
      kind: 'person',
      number: 5,
      text: '马上到',
      at: 1_790_000_000_000,
      echoedAt: null,
    },
  ],
  turns: [
    { conversation: 'chat-1', author: 'person-1', count: 2, at: 1_790_000_000_000, isAnswered: true },
    { conversation: 'chat-2', author: null, count: 1, at: 1_790_000_000_000, isAnswered: false },
  ],
  loops: [{ conversation: 'chat-3', until: 1_790_000_000_000 + 1_800_000 }],
  heard: [
    { author: 'person-1', text: '我不在', count: 2, at: 1_790_000_000_000 },
    { author: 'person-2', text: '好的', count: 1, at: 1_790_000_000_000 },
  ],
  mutes: [
    { conversation: 'group-1', until: 1_790_000_000_000 + 600_000, isWhole: false },
    { conversation: 'group-1', until: null, isWhole: true },
  ],
  followUps: [
    {
      conversation: 'chat-1',
      author: 'person-1',
      ruleId: 'r1',
      until: 1_790_000_000_000 + 60_000,
      isAskedAgain: false,
    },
  ],
  rotations: [
    { ruleId: 'r1', conversation: null, next: 1, at: 1_790_000_000_000 },
    { ruleId: 'r1', conversation: 'chat-1', next: 2, at: 1_790_000_000_000 },
  ],
} as const

describe('readRuleState', () => {
  it('reads what was stored', () => {
    const stored: unknown = JSON.parse(JSON.stringify(VERSION_3))
    expect(readRuleState(stored)).toEqual(VERSION_3)
  })

  it('reads the first version, which had no takeovers and no own words', () => {
    expect(readRuleState(JSON.parse(JSON.stringify(VERSION_1)))).toEqual({
      ...emptyRuleState,
      replies: [{ ...oldReply, author: null, delayMs: 0, isFollowUp: false }],
      answered: [answered],
    })
  })

  it('reads the second version, which did not keep whom it answered', () => {
    expect(readRuleState(JSON.parse(JSON.stringify(VERSION_2)))).toEqual({
      ...emptyRuleState,
      replies: [{ ...oldReply, author: null, delayMs: 0, isFollowUp: false }],
      answered: [answered],
      takeovers: [takeover],
      ownWords: [words],
    })
  })

  it('shortens the long texts of older versions as it would now', () => {
    const text = '很长'.repeat(100)
    const stored = { version: 2, answered: [{ ...answered, text }] }
    expect(readRuleState(stored).answered).toEqual([{ ...answered, text: textMark(text) }])
  })

  it.each<[string, unknown]>([
    ['nothing stored', undefined],
    ['null', null],
    ['text', 'state'],
    ['another version', { ...VERSION_3, version: 4 }],
    ['lists that are none', { version: 1, replies: {}, answered: 1 }],
  ])('starts empty from %s', (_, stored) => {
    expect(readRuleState(stored)).toEqual(emptyRuleState)
  })

  it('leaves damaged entries out and keeps their neighbours, so that the caps still count', () => {
    const lists = Object.entries(VERSION_3).filter(([name]) => name !== 'version')
    const damaged = lists.map(([name, entries]) => [name, [null, 3, {}, ...(entries as readonly unknown[]), 'x']])
    expect(readRuleState({ version: 3, ...Object.fromEntries(damaged) })).toEqual(VERSION_3)
  })
})

describe('prune', () => {
  /** Which lists still have something in them. */
  const left = (ms: number) =>
    Object.entries(prune(VERSION_3, later(ms)))
      .filter(([, entries]) => Array.isArray(entries) && entries.length > 0)
      .map(([name, entries]) => `${name} ${String((entries as unknown[]).length)}`)

  it.each<[string, number, string]>([
    ['answered texts after two minutes', 2 * MINUTE, 'answered 1'],
    ['turns nobody answered after a minute', MINUTE + 1, 'turns 2'],
    ['the other turns after half an hour', 30 * MINUTE, 'turns 1'],
    ['questions when their time is up', MINUTE, 'followUps 1'],
    ['own words after five minutes', 5 * MINUTE, 'ownWords 1'],
    ['mutes when they end', 10 * MINUTE, 'mutes 2'],
    ['takeovers after half an hour', 30 * MINUTE, 'takeovers 1'],
    ['loops when they end', 30 * MINUTE, 'loops 1'],
    ['replies after a day', DAY, 'replies 1'],
    ['counted replies after a day', DAY, 'tally 1'],
    ['drafts after a day', DAY, 'drafts 1'],
    ['words heard once after a day', DAY, 'heard 2'],
    ['words heard more often after a month', 30 * DAY, 'heard 1'],
    ['rotations after three months', 90 * DAY, 'rotations 2'],
  ])('forgets %s', (_, ms, entry) => {
    expect(left(ms - 1)).toContain(entry)
    expect(left(ms)).not.toContain(entry)
  })

  it('keeps nothing but a mute until further notice for ever', () => {
    expect(prune(VERSION_3, later(400 * DAY))).toEqual({
      ...emptyRuleState,
      mutes: [{ conversation: 'group-1', until: null, isWhole: true }],
    })
  })

  it('gives the very same state when nothing is to be forgotten', () => {
    expect(prune(VERSION_3, later(SECOND))).toBe(VERSION_3)
    expect(prune(emptyRuleState, NOW)).toBe(emptyRuleState)
  })

  it('counts what is in the future, after the clock was set back, as from now', () => {
    const now = later(-30 * DAY)
    const kept = prune(VERSION_3, now)
    expect(kept.replies).toEqual([{ ...reply, at: now.at }])
    expect(kept.answered).toEqual([{ ...answered, at: now.at }])
    expect(kept.loops).toEqual([{ conversation: 'chat-3', until: now.at + 30 * MINUTE }])
    expect(kept.turns.map(({ at }) => at)).toEqual([now.at, now.at])
    expect(kept.followUps.map(({ until }) => until)).toEqual([now.at + 2 * HOUR])
  })

  it('leaves the time of a reply that is still to go out alone', () => {
    const turns = [{ conversation: 'chat-1', author: null, count: 1, at: NOON + MINUTE, isAnswered: false }]
    const state = { ...emptyRuleState, turns }
    expect(prune(state, NOW)).toBe(state)
  })
})

describe('rememberReply', () => {
  it('remembers whom a rule answers and leaves the old state as it was', () => {
    const told = { ruleId: 'r1', delayMs: 1_500, isFollowUp: false }
    expect(rememberReply(emptyRuleState, event(), NOW, told)).toEqual({ ...emptyRuleState, replies: [reply] })
    expect(emptyRuleState.replies).toEqual([])
  })

  it('counts the replies for which there is no room, those of a quarter of an hour together', () => {
    let state: RuleState = emptyRuleState
    for (let index = 0; index < BOUNDS.replies + 12; index++) {
      const told = { ruleId: `r${index}`, delayMs: 0, isFollowUp: false }
      state = rememberReply(state, event(), later(index * MINUTE), told)
    }
    expect(state.replies).toHaveLength(BOUNDS.replies)
    expect(state.replies[0]).toMatchObject({ ruleId: 'r12' })
    expect(state.tally.reduce((sum, { count }) => sum + count, 0)).toBe(12)
    // NOON is nearly two minutes before a multiple of a quarter of an hour.
    expect(state.tally.map(({ at, count }) => [(at - NOON) / MINUTE, count])).toEqual([
      [1, 2],
      [11, 10],
    ])
  })
})

describe('rememberText', () => {
  it('moves the time of words it knows instead of keeping them twice', () => {
    const once = rememberText(emptyRuleState, event(), NOW)
    const again = rememberText(once, event({ sentAt: NOON + 3 * SECOND }), later(3 * SECOND))
    expect(once.answered).toEqual([answered])
    expect(again.answered).toEqual([{ ...answered, sentAt: NOON + 3 * SECOND, at: NOON + 3 * SECOND }])
  })

  it('keeps a long text short', () => {
    const text = '很长'.repeat(50_000)
    const { answered: kept } = rememberText(emptyRuleState, event({ text }), NOW)
    expect(kept[0]?.text.length).toBeLessThan(40)
  })
})

describe('rememberDraft', () => {
  it('keeps the last one of a rule in a conversation', () => {
    const once = rememberDraft(emptyRuleState, 'r1', event(), NOW)
    const other = rememberDraft(once, 'r1', event({ conversation: 'chat-2' }), NOW)
    const twice = rememberDraft(other, 'r1', event(), later(MINUTE))
    expect(twice.drafts).toEqual([
      { ruleId: 'r1', conversation: 'chat-2', at: NOON },
      { ruleId: 'r1', conversation: 'chat-1', at: NOON + MINUTE },
    ])
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

  it('ends the row of turns there, and only there', () => {
    const state = rememberTakeover(VERSION_3, 'chat-1', NOON + SECOND)
    expect(state.turns.map(({ conversation }) => conversation)).toEqual(['chat-2'])
    expect(state.loops).toEqual(VERSION_3.loops)
  })
})

describe('rememberOwnWords', () => {
  it('keeps the echo that has come when the same send is told again', () => {
    const echoed = rememberEcho(rememberOwnWords(emptyRuleState, words), words.key, NOON + SECOND)
    expect(echoed.ownWords).toEqual([{ ...words, echoedAt: NOON + SECOND }])
    expect(rememberOwnWords(echoed, words)).toBe(echoed)
  })

  it('leaves the echoes of other words alone', () => {
    const state = rememberOwnWords(emptyRuleState, words)
    expect(rememberEcho(state, 'own/2', NOON).ownWords).toEqual([words])
  })
})

describe('rememberMute', () => {
  it.each<[string, number | null, number, number | null]>([
    ['until a time', NOON + MINUTE, 0, NOON + MINUTE],
    ['until that time has come', NOON + MINUTE, MINUTE, null],
    ['until further notice', null, 400 * DAY, FURTHER_NOTICE],
    ['not at all', 0, 0, null],
  ])('holds %s', (_, until, ms, expected) => {
    const state = rememberMute(emptyRuleState, 'group-1', until)
    expect(mutedUntil(state, 'group-1', later(ms))).toBe(expected)
    expect(mutedUntil(state, 'group-2', later(ms))).toBeNull()
  })

  it('is taken back', () => {
    const state = rememberMute(rememberMute(emptyRuleState, 'group-1', null), 'group-1', 0)
    expect(state.mutes).toEqual([])
    expect(rememberMute(state, 'group-1', 0)).toBe(state)
  })

  it('keeps a mute of everybody and one of me apart', () => {
    const both = rememberMute(rememberMute(emptyRuleState, 'group-1', NOON + HOUR), 'group-1', null, 'all')
    expect(mutedUntil(both, 'group-1', NOW)).toBe(FURTHER_NOTICE)
    expect(mutedUntil(rememberMute(both, 'group-1', 0, 'all'), 'group-1', NOW)).toBe(NOON + HOUR)
    expect(mutedUntil(rememberMute(both, 'group-1', 0), 'group-1', NOW)).toBe(FURTHER_NOTICE)
  })

  it('keeps the later word about the same group', () => {
    const state = rememberMute(rememberMute(emptyRuleState, 'group-1', NOON + HOUR), 'group-1', NOON + MINUTE)
    expect(mutedUntil(state, 'group-1', NOW)).toBe(NOON + MINUTE)
  })
})

describe('forgetLoop', () => {
  it('ends the pause of one conversation and begins to count anew there', () => {
    const state = forgetLoop(
      { ...VERSION_3, loops: [...VERSION_3.loops, { conversation: 'chat-1', until: 1 }] },
      'chat-1',
    )
    expect(state.loops).toEqual(VERSION_3.loops)
    expect(state.turns.map(({ conversation }) => conversation)).toEqual(['chat-2'])
  })
})

describe('a state with as much in it as there can be', () => {
  it('stays under 100 kB', () => {
    const id = '01234567-89ab-cdef-0123-456789abcdef'
    const text = '字'.repeat(40)
    const entries: { [List in keyof typeof BOUNDS]: RuleState[List][number] } = {
      replies: { ...reply, ruleId: id, conversation: id, author: id, delayMs: 12_345 },
      tally: { at: NOON, count: 20 },
      drafts: { ruleId: id, conversation: id, at: NOON },
      answered: { ...answered, conversation: id, author: id, text },
      takeovers: { conversation: id, at: NOON },
      ownWords: { ...words, key: `own/10001/${id}/person/1234567890/12345678`, epoch: id, number: 1_234_567_890, text },
      turns: { conversation: id, author: id, count: 3, at: NOON, isAnswered: false },
      loops: { conversation: id, until: NOON },
      heard: { author: id, text, count: 2, at: NOON },
      mutes: { conversation: id, until: NOON, isWhole: false },
      followUps: { conversation: id, author: id, ruleId: id, until: NOON, isAskedAgain: false },
      rotations: { ruleId: id, conversation: id, next: 19, at: NOON },
    }
    const full = Object.fromEntries(
      Object.entries(BOUNDS).map(([name, most]) => [
        name,
        Array.from({ length: most }, () => entries[name as keyof typeof BOUNDS]),
      ]),
    )
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 3, ...full })).length
    expect(bytes).toBeLessThan(100_000)
    expect(readRuleState({ version: 3, ...full })).toEqual({ version: 3, ...full })
  })
})
