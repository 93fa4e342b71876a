import { describe, expect, it } from 'vitest'
import { readStateFor } from '../../../lib/companion/rule-state.ts'
import { emptyRuleState } from '../../../lib/rules/state.ts'
import type { RuleState } from '../../../lib/rules/state.ts'

const MERGED = { aliases: new Map([['old', 'new']]) }

/** One entry of every list, all about one contact. */
function about(id: string): RuleState {
  return {
    version: 3,
    replies: [{ ruleId: 'r', conversation: id, author: id, at: 1, delayMs: 0, isFollowUp: false }],
    tally: [{ at: 1, count: 2 }],
    drafts: [{ ruleId: 'r', conversation: id, at: 1 }],
    answered: [{ conversation: id, author: id, text: 't', sentAt: 1, at: 1 }],
    takeovers: [{ conversation: id, at: 1 }],
    ownWords: [{ key: 'k', epoch: 'e', kind: 'person', number: 1, text: 't', at: 1, echoedAt: null }],
    turns: [{ conversation: id, author: id, count: 1, at: 1, isAnswered: false }],
    loops: [{ conversation: id, until: 1 }],
    heard: [{ author: id, text: 't', count: 1, at: 1 }],
    mutes: [{ conversation: id, until: null, isWhole: false }],
    followUps: [{ conversation: id, author: id, ruleId: 'r', until: 1, isAskedAgain: false }],
    rotations: [{ ruleId: 'r', conversation: id, next: 1, at: 1 }],
  }
}

describe('readStateFor', () => {
  it('has every contact under the id that stands for it now', () => {
    const read = readStateFor(MERGED, about('old'))
    expect(read).toEqual(readStateFor(MERGED, about('new')))
    expect(JSON.stringify(read)).not.toContain('"old"')
    // A list that is added to the state and forgotten here would be empty in `about`.
    expect(Object.keys(read).toSorted()).toEqual(Object.keys(emptyRuleState).toSorted())
    const { version: _version, ...lists } = about('old')
    expect(Object.values(lists).map((list) => list.length)).toEqual(Object.keys(lists).map(() => 1))
  })

  it('leaves what is about nobody, and reads nonsense as nothing', () => {
    const state = { ...emptyRuleState, rotations: [{ ruleId: 'r', conversation: null, next: 1, at: 1 }] }
    expect(readStateFor(MERGED, state)).toEqual(state)
    expect(readStateFor(MERGED, 'nonsense')).toEqual(emptyRuleState)
  })
})
