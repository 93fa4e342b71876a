import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readBook } from '../../../../../entrypoints/workbench/lab/lab-book.ts'
import { createRecordedRules, readRuleSet } from '../../../../../entrypoints/workbench/lab/recorded-rules.ts'
import { rule, ruleSet } from '../../../rules/examples.ts'
import { aContact, archiveWith } from '../../pages/archive-with.ts'

const SET = ruleSet([rule({ who: { contacts: ['old'], except: ['old'], authors: ['old'] } })])
const stored: unknown = JSON.parse(JSON.stringify(SET))

describe('readRuleSet', () => {
  it('reads what was stored', () => {
    expect(readRuleSet(stored)).toEqual(SET)
  })

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['no policy', { rules: [] }],
    ['a damaged rule', { ...SET, rules: [{ id: 'r1' }] }],
    ['a damaged policy', { ...SET, policy: { ...SET.policy, limits: null } }],
  ])('is null for %s', (_what, value) => {
    expect(readRuleSet(value)).toBeNull()
  })
})

describe('recorded rules', () => {
  it('are for the people under the ids that stand for them now', async () => {
    const archive = await archiveWith({
      contacts: [aContact('old'), aContact('new')],
      aliases: [{ from: 'old', to: 'new', why: 'user', at: 5 }],
      ruleSet: { account: '1', revision: 'rev', at: 1, ruleSet: stored },
    })
    const recorded = createRecordedRules(archive, await readBook(archive, '1'))
    const found = await recorded.get('rev')
    expect(found?.rules[0]?.rule.who).toMatchObject({ contacts: ['new'], except: ['new'], authors: ['new'] })
    expect(await recorded.get('rev')).toBe(found)
  })

  it('are null when they are not kept', async () => {
    const archive = await archiveWith({ contacts: [aContact('a')] })
    expect(await createRecordedRules(archive, await readBook(archive, '1')).get('gone')).toBeNull()
  })
})
