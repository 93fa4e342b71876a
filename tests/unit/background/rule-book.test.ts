import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createRuleBook } from '../../../entrypoints/background/rule-book.ts'
import { MAX_RULES } from '../../../lib/rules/rule.ts'
import { noticesItem, rulesItem } from '../../../lib/settings.ts'
import { rule } from '../rules/examples.ts'

const stored = async () => (await fakeBrowser.storage.local.get('rules'))['rules']
const put = (rules: unknown) => fakeBrowser.storage.local.set({ rules })

describe('createRuleBook', () => {
  beforeEach(() => fakeBrowser.reset())

  it('adds a rule at the end, replaces the one with the same id in its place, and says that they changed', async () => {
    const changed = vi.fn<() => void>()
    const book = createRuleBook(changed)
    expect(await book.save(rule({ id: 'a' }))).toEqual({ kind: 'saved' })
    await book.save(rule({ id: 'b' }))
    await book.save(rule({ id: 'a', reply: '新的' }))
    expect(await book.rules()).toMatchObject([{ id: 'a', reply: { text: '新的' } }, { id: 'b' }])
    expect(await stored()).toEqual(await book.rules())
    expect(changed).toHaveBeenCalledTimes(3)
  })

  it('refuses a rule that is none, with the problems, and leaves the others alone', async () => {
    const changed = vi.fn<() => void>()
    const book = createRuleBook(changed)
    const bad = rule({ what: { match: 'pattern', texts: ['(a'] } })
    expect(await book.save(bad)).toMatchObject({ kind: 'refused', problems: [{ code: 'pattern-refused' }] })
    expect(await book.save('nonsense')).toMatchObject({ kind: 'refused' })
    expect(await book.rules()).toEqual([])
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
    expect(await book.rules()).toMatchObject([{ id: 'a' }, { id: 'b' }])
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
    expect((await book.rules()).map(({ id }) => id)).toEqual(['d', 'b', 'a', 'c'])
  })

  it('gives the contacts of rules that are switched on', async () => {
    await put([rule({ id: 'a', who: { contacts: ['x'] } }), rule({ id: 'b' }), rule({ id: 'c', enabled: false })])
    const book = createRuleBook(() => {})
    expect(await book.contacts()).toEqual(
      new Map([
        ['a', ['x']],
        ['b', []],
      ]),
    )
  })

  it('gives the same array until they change', async () => {
    const book = createRuleBook(() => {})
    await book.save(rule({ id: 'a' }))
    const before = await book.rules()
    expect(await book.rules()).toBe(before)
    await book.enable('a', false)
    expect(await book.rules()).not.toBe(before)
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
    const slow = book.rules()
    await vi.waitFor(() => expect(reading).toHaveBeenCalled())
    const removed = book.remove('a')
    // Time for the removal to overtake the slow read, if it could.
    for (let turn = 0; turn < 10; turn++) await read()
    goOn.resolve()
    await Promise.all([slow, removed])
    expect(await book.rules()).toEqual([])
  })

  it('does not go on with rules that somebody else has cleared', async () => {
    await put([rule({ id: 'a' })])
    const book = createRuleBook(() => {})
    expect(await book.rules()).toHaveLength(1)
    await put([])
    expect(await book.rules()).toEqual([])
    expect(await book.contacts()).toEqual(new Map())
  })

  it('loses no change when several come at once', async () => {
    const book = createRuleBook(() => {})
    await Promise.all(['a', 'b', 'c'].map((id) => book.save(rule({ id }))))
    expect((await book.rules()).map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c'])
  })
})
