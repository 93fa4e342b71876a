import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../../lib/rules/compile.ts'
import { noticeContent, contentKinds } from '../../../../lib/rules/content-kinds.ts'
import { decide } from '../../../../lib/rules/decide.ts'
import { eventFrom, nowFrom, SAMPLE_NAMES, SOMEBODY } from '../../../../lib/rules/lab/event-draft.ts'
import type { EventDraft } from '../../../../lib/rules/lab/event-draft.ts'
import { CONTENT_KINDS } from '../../../../lib/rules/rule.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { MINUTE } from '../../../../lib/time.ts'
import { NOON, rule, ruleSet } from '../examples.ts'

const draft = (changes: Partial<EventDraft> = {}): EventDraft => ({
  text: '在吗',
  kind: 'friend',
  mentioned: false,
  content: [],
  at: NOON,
  ...changes,
})

describe('a made-up message', () => {
  it.each(['friend', 'group', 'discuss'] as const)('from a %s meets no guard', (kind) => {
    const event = eventFrom(draft({ kind, mentioned: true }))
    const compiled = compileRules(ruleSet([rule()]))
    expect(decide(compiled, emptyRuleState, event, nowFrom(NOON, 'UTC')).outcome.kind).toBe('reply')
  })

  it.each(CONTENT_KINDS)('with %s in it is made of that', (kind) => {
    const { segments } = eventFrom(draft({ content: [kind] }))
    expect(contentKinds(segments)).toContain(kind)
    const isNotice = !['text', 'face', 'picture'].includes(kind)
    expect(noticeContent(segments)).toBe(isNotice ? kind : null)
  })

  it('can have words, a face and a picture at once, or no words', () => {
    expect([...contentKinds(eventFrom(draft({ content: ['face', 'picture'] })).segments)]).toEqual([
      'text',
      'face',
      'picture',
    ])
    expect(eventFrom(draft({ content: ['face'] })).text).toBe('在吗[微笑]')
    expect(eventFrom(draft({ text: '', content: ['picture'] })).segments).toEqual([{ type: 'picture' }])
  })

  it('names me only in groups, and never as a notice', () => {
    expect(eventFrom(draft({ mentioned: true })).mentionsMe).toBe(false)
    expect(eventFrom(draft({ mentioned: true, kind: 'discuss' })).mentionsMe).toBe(true)
    expect(eventFrom(draft({ mentioned: true, kind: 'group', content: ['join'] })).mentionsMe).toBe(false)
  })

  it('can be read without the mention when my names are known', () => {
    const named = draft({ text: '@小明 在吗', kind: 'group', mentioned: true })
    expect(eventFrom({ ...named, ownNames: ['小明'] }).addressed).toBe('在吗')
    expect(eventFrom({ ...named, ownNames: ['小红'] })).not.toHaveProperty('addressed')
    expect(eventFrom(named)).not.toHaveProperty('addressed')
  })

  it('is from somebody, who wrote a minute before', () => {
    expect(eventFrom(draft())).toMatchObject({
      conversation: SOMEBODY.contact,
      author: SOMEBODY.contact,
      names: { nick: SAMPLE_NAMES.nick, remark: SAMPLE_NAMES.remark, card: null, group: null },
      previousAt: NOON - MINUTE,
      role: null,
    })
    expect(eventFrom(draft({ kind: 'group' }))).toMatchObject({
      author: SOMEBODY.author,
      names: SAMPLE_NAMES,
      role: 'member',
    })
  })

  it('is from whom it is said to be', () => {
    const said = {
      contact: 'chat-1',
      author: 'person-1',
      names: { nick: '小红' },
      authorNumber: '12345',
      category: '家人',
      role: 'owner' as const,
      previousAt: null,
    }
    expect(eventFrom(draft({ kind: 'group', ...said }))).toMatchObject({
      conversation: 'chat-1',
      author: 'person-1',
      names: { ...SAMPLE_NAMES, nick: '小红' },
      authorNumber: '12345',
      category: '家人',
      role: 'owner',
      previousAt: null,
    })
  })
})
