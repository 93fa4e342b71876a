import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createRuleBook } from '../../../entrypoints/background/rule-book.ts'
import type { RuleBook } from '../../../entrypoints/background/rule-book.ts'
import { MAX_RULE_GROUPS, MAX_RULES } from '../../../lib/rules/rule.ts'
import { DEFAULT_POLICY } from '../../../lib/rules/policy.ts'
import { calendarItem, noticesItem, preferencesItem, rulesItem } from '../../../lib/settings.ts'
import { patternCondition, rule } from '../rules/examples.ts'

const stored = async () => (await fakeBrowser.storage.local.get('rules'))['rules']
const put = (rules: unknown) => fakeBrowser.storage.local.set({ rules })

const rulesOf = async (book: RuleBook) => (await book.ruleSet()).rules

describe('createRuleBook', () => {
  beforeEach(() => fakeBrowser.reset())

  it('adds a rule at the end, replaces the one with the same id in its place, and says that they changed', async () => {
    const changed = vi.fn<() => void>()
    const book = createRuleBook(changed)
    expect(await book.save(rule({ id: 'a' }))).toEqual({ kind: 'saved' })
    await book.save(rule({ id: 'b' }))
    await book.save(rule({ id: 'a', reply: '新的' }))
    expect(await rulesOf(book)).toMatchObject([{ id: 'a', reply: { texts: [{ text: '新的' }] } }, { id: 'b' }])
    expect(await stored()).toEqual(await rulesOf(book))
    expect(changed).toHaveBeenCalledTimes(3)
  })

  it('refuses a rule that is none, with the problems, and leaves the others alone', async () => {
    const changed = vi.fn<() => void>()
    const book = createRuleBook(changed)
    const bad = rule({ conditions: [patternCondition('(a')] })
    expect(await book.save(bad)).toMatchObject({ kind: 'refused', problems: [{ code: 'pattern-refused' }] })
    expect(await book.save('nonsense')).toMatchObject({ kind: 'refused' })
    expect(await rulesOf(book)).toEqual([])
    expect(changed).not.toHaveBeenCalled()
  })

  it('refuses one rule too many, but not a change of one that is there', async () => {
    await put(Array.from({ length: MAX_RULES }, (_, index) => rule({ id: `r${index}` })))
    const book = createRuleBook(() => {})
    expect(await book.save(rule({ id: 'more' }))).toMatchObject({ problems: [{ code: 'too-many-rules' }] })
    expect(await book.save(rule({ id: 'r7', reply: '新的' }))).toEqual({ kind: 'saved' })
  })

  it('keeps damaged rules behind the good ones through every change, and never answers with them', async () => {
    const damaged = { id: 'broken', from: 'the future' }
    await put([damaged, rule({ id: 'a' }), rule({ id: 'b' })])
    const book = createRuleBook(() => {})
    expect(await rulesOf(book)).toMatchObject([{ id: 'a' }, { id: 'b' }])
    await book.order(['b', 'a'])
    await book.enable('b', false)
    await book.remove('a')
    await book.save(rule({ id: 'c' }))
    expect(await stored()).toEqual([rule({ id: 'b', enabled: false }), rule({ id: 'c' }), damaged])
    await vi.waitFor(async () =>
      expect(await noticesItem.getValue()).toMatchObject([{ code: 'settings-damaged', detail: '1' }]),
    )
  })

  it('orders by the ids it is given; the others keep their order at the end', async () => {
    await put(['a', 'b', 'c', 'd'].map((id) => rule({ id })))
    const book = createRuleBook(() => {})
    await book.order(['d', 'gone', 'b'])
    expect((await rulesOf(book)).map(({ id }) => id)).toEqual(['d', 'b', 'a', 'c'])
  })

  it('gives the contacts and authors of rules that are switched on, as their group is', async () => {
    await put([
      rule({ id: 'a', who: { contacts: ['x'], authors: ['y'], except: ['z'] }, group: 'on' }),
      rule({ id: 'b', group: 'no such group' }),
      rule({ id: 'c', enabled: false }),
      rule({ id: 'd', group: 'off' }),
    ])
    const book = createRuleBook(() => {})
    await book.saveGroup({ id: 'on', name: '开', enabled: true })
    await book.saveGroup({ id: 'off', name: '关', enabled: false })
    expect(await book.contacts()).toEqual(
      new Map([
        ['a', ['x', 'y']],
        ['b', []],
      ]),
    )
  })

  it('gives the same rules, groups and limits until something of them changes', async () => {
    const book = createRuleBook(() => {})
    await book.save(rule({ id: 'a' }))
    const before = await book.ruleSet()
    await preferencesItem.setValue({ ...preferencesItem.fallback, theme: 'dark' })
    expect(await book.ruleSet()).toBe(before)
    await book.enable('a', false)
    expect(await book.ruleSet()).not.toBe(before)
  })

  it('brings the limits, accounts, calendar and delay that the user has set', async () => {
    const book = createRuleBook(() => {})
    expect((await book.ruleSet()).policy).toEqual(DEFAULT_POLICY)
    const limits = { ...DEFAULT_POLICY.limits, perHour: 7 }
    const set = { limits, serviceAccounts: ['10001'], replyDelayMs: 9 }
    await preferencesItem.setValue({ ...preferencesItem.fallback, ...set })
    await calendarItem.setValue({ '2026-10-01': 'work' })
    await book.saveGroup({ id: 'g', name: '组', enabled: true })
    expect((await book.ruleSet()).policy).toEqual({
      groups: [{ id: 'g', name: '组', enabled: true }],
      limits,
      calendar: { '2026-10-01': 'work' },
      serviceAccounts: ['10001'],
      delayMs: 9,
    })
  })

  it('does not go on with rules that were read just before a change', async () => {
    await put([rule({ id: 'a' })])
    const book = createRuleBook(() => {})
    const read = rulesItem.getValue
    const goOn = Promise.withResolvers<void>()
    const reading = vi.spyOn(rulesItem, 'getValue').mockImplementationOnce(async () => {
      const rules = await read()
      await goOn.promise
      return rules
    })
    const slow = rulesOf(book)
    await vi.waitFor(() => expect(reading).toHaveBeenCalled())
    const removed = book.remove('a')
    // Time for the removal to overtake the slow read, if it could.
    for (let turn = 0; turn < 10; turn++) await read()
    goOn.resolve()
    await Promise.all([slow, removed])
    expect(await rulesOf(book)).toEqual([])
  })

  it('does not go on with rules that somebody else has cleared', async () => {
    await put([rule({ id: 'a' })])
    const book = createRuleBook(() => {})
    expect(await rulesOf(book)).toHaveLength(1)
    await put([])
    expect(await rulesOf(book)).toEqual([])
    expect(await book.contacts()).toEqual(new Map())
  })

  it('loses no change when several come at once', async () => {
    const book = createRuleBook(() => {})
    await Promise.all(['a', 'b', 'c'].map((id) => book.save(rule({ id }))))
    expect((await rulesOf(book)).map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c'])
  })
})

describe('groups of rules', () => {
  beforeEach(() => fakeBrowser.reset())
  const groups = async (book: RuleBook) => (await book.ruleSet()).policy.groups
  const group = (id: string, name = id) => ({ id, name, enabled: true })

  it('are added at the end and replaced in their place; what is none is refused', async () => {
    const book = createRuleBook(() => {})
    expect(await book.saveGroup(group('a'))).toBe(true)
    expect(await book.saveGroup(group('b'))).toBe(true)
    expect(await book.saveGroup(group('a', '新名'))).toBe(true)
    expect(await book.saveGroup({ id: 'c', name: '' })).toBe(false)
    expect(await groups(book)).toEqual([group('a', '新名'), group('b')])
  })

  it('are no more than there is room for', async () => {
    const book = createRuleBook(() => {})
    const pack = { rules: [], groups: Array.from({ length: MAX_RULE_GROUPS }, (_, n) => group(`g${n}`)) }
    await book.import(pack)
    expect(await book.saveGroup(group('more'))).toBe(false)
    expect(await book.saveGroup(group('g3', '新名'))).toBe(true)
    expect(await groups(book)).toHaveLength(MAX_RULE_GROUPS)
  })

  it('leave their rules behind, in none', async () => {
    const book = createRuleBook(() => {})
    await book.import({
      rules: [rule({ id: 'a', group: 'g' }), rule({ id: 'b', group: 'h' })],
      groups: [group('g'), group('h')],
    })
    await book.removeGroup('g')
    expect(await book.ruleSet()).toMatchObject({
      rules: [
        { id: 'a', group: null },
        { id: 'b', group: 'h' },
      ],
      policy: { groups: [group('h')] },
    })
  })
})

describe('import', () => {
  beforeEach(() => fakeBrowser.reset())

  it('takes in what is good, one by one, and says what it refused and why', async () => {
    await put([rule({ id: 'a', reply: '旧的' })])
    const changed = vi.fn<() => void>()
    const book = createRuleBook(changed)
    const outcome = await book.import({
      rules: [
        rule({ id: 'a', reply: '新的' }),
        rule({ id: 'b', conditions: [patternCondition('(')] }),
        rule({ id: 'c' }),
        7,
      ],
      groups: [{ id: 'g', name: '组', enabled: false }, 'nonsense'],
    })
    expect(outcome).toMatchObject({
      added: 1,
      replaced: 1,
      refused: [
        { id: 'b', problems: [{ code: 'pattern-refused' }] },
        { id: '', problems: [{ code: 'not-a-rule' }] },
      ],
    })
    expect((await book.ruleSet()).policy.groups).toEqual([{ id: 'g', name: '组', enabled: false }])
    expect(await rulesOf(book)).toMatchObject([{ id: 'a', reply: { texts: [{ text: '新的' }] } }, { id: 'c' }])
    expect(changed).toHaveBeenCalledTimes(1)
  })

  it('stops adding where there is no more room, and still replaces', async () => {
    await put(Array.from({ length: MAX_RULES - 1 }, (_, index) => rule({ id: `r${index}` })))
    const book = createRuleBook(() => {})
    const pack = { rules: ['x', 'y', 'r0'].map((id) => rule({ id, reply: '新的' })), groups: [] }
    expect(await book.import(pack)).toMatchObject({
      added: 1,
      replaced: 1,
      refused: [{ id: 'y', problems: [{ code: 'too-many-rules' }] }],
    })
    expect(await rulesOf(book)).toHaveLength(MAX_RULES)
  })
})

describe('undo', () => {
  beforeEach(() => fakeBrowser.reset())

  it('takes back each kind of change, the last one first, until there is none', async () => {
    const book = createRuleBook(() => {})
    const seen: unknown[] = []
    const remember = async () => {
      const { rules, policy } = await book.ruleSet()
      seen.push({ rules, groups: policy.groups })
    }
    await remember()
    const changes: (() => Promise<unknown>)[] = [
      () => book.save(rule({ id: 'a' })),
      () =>
        book.import({
          rules: [rule({ id: 'b' }), rule({ id: 'c' })],
          groups: [{ id: 'g', name: '组', enabled: true }],
        }),
      () => book.save(rule({ id: 'b', group: 'g', reply: '新的' })),
      () => book.order(['c', 'a', 'b']),
      () => book.enable('a', false),
      () => book.remove('c'),
      () => book.saveGroup({ id: 'g', name: '组', enabled: false }),
      () => book.removeGroup('g'),
    ]
    for (const make of changes) {
      await make()
      await remember()
    }
    for (const before of seen.slice(0, -1).toReversed()) {
      expect(await book.undo()).toBe(true)
      const { rules, policy } = await book.ruleSet()
      expect({ rules, groups: policy.groups }).toEqual(before)
    }
    expect(await book.undo()).toBe(false)
  })

  it('remembers twenty changes, across the death of the background', async () => {
    const book = createRuleBook(() => {})
    for (let n = 0; n < 25; n++) await book.save(rule({ id: 'a', reply: `第${n}版` }))
    const other = createRuleBook(() => {})
    for (let n = 0; n < 20; n++) expect(await other.undo()).toBe(true)
    expect(await other.undo()).toBe(false)
    expect(await rulesOf(other)).toMatchObject([{ reply: { texts: [{ text: '第4版' }] } }])
  })

  it('passes over changes that changed nothing, and one that a death kept from being written', async () => {
    const book = createRuleBook(() => {})
    await book.save(rule({ id: 'a' }))
    await book.enable('a', true)
    await book.remove('nobody')
    const written = vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('died'))
    await expect(book.remove('a')).rejects.toThrow('died')
    written.mockRestore()
    expect(await rulesOf(book)).toHaveLength(1)
    expect(await book.undo()).toBe(true)
    expect(await rulesOf(book)).toEqual([])
  })

  it('is possible from the moment on at which a change is written, and not from a later one', async () => {
    const book = createRuleBook(() => {})
    const forever = new Promise<void>(() => {})
    const remembering = vi.spyOn(fakeBrowser.storage.session, 'set').mockReturnValueOnce(forever as never)
    void book.save(rule({ id: 'a' }))
    await vi.waitFor(() => expect(remembering).toHaveBeenCalled())
    // Time for the rules to be written, if they were not waiting.
    for (let turn = 0; turn < 10; turn++) await rulesItem.getValue()
    expect(await stored()).toBeUndefined()
    remembering.mockRestore()
  })

  it('forgets the oldest when the session has no room for all', async () => {
    const book = createRuleBook(() => {})
    await book.save(rule({ id: 'a' }))
    await book.save(rule({ id: 'b' }))
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValueOnce(new Error('QuotaExceededError'))
    await book.save(rule({ id: 'c' }))
    expect(await book.undo()).toBe(true)
    expect((await rulesOf(book)).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(await book.undo()).toBe(false)
  })

  it('leaves the session most of its room, however large the rules are', async () => {
    const book = createRuleBook(() => {})
    const texts = Array.from({ length: 20 }, () => ({ text: '好'.repeat(1_000), weight: 1 }))
    const large = Array.from({ length: 80 }, (_, n) => rule({ id: `r${n}`, reply: { texts } }))
    await put(large)
    const all = { rules: large.map((one) => ({ ...one, name: '新的' })), groups: [] }
    await book.import(all)
    await book.enable('r0', false)
    expect(await book.undo()).toBe(true)
    expect(await book.undo()).toBe(true)
    expect(await rulesOf(book)).toEqual(large)
    await book.import(all)
    await book.import({ ...all, rules: large })
    const kept = JSON.stringify(await fakeBrowser.storage.session.get('ruleHistory'))
    expect(new TextEncoder().encode(kept).length).toBeLessThan(6_000_000)
    expect(await book.undo()).toBe(true)
    expect((await rulesOf(book))[79]).toMatchObject({ name: '新的' })
    expect(await book.undo()).toBe(false)
  })

  it('leaves damaged rules where they are', async () => {
    const damaged = { id: 'broken', from: 'the future' }
    await put([damaged, rule({ id: 'a' })])
    const book = createRuleBook(() => {})
    await book.remove('a')
    expect(await book.undo()).toBe(true)
    expect(await stored()).toEqual([rule({ id: 'a' }), damaged])
  })
})
