import { describe, expect, it } from 'vitest'
import { revisionOf, withPeopleOf } from '../../../lib/companion/rule-revision.ts'
import { createBook } from '../../../lib/contacts/book.ts'
import { rule, ruleSet } from '../rules/examples.ts'
import { companionWorld, friendRow, fromFriend, LOGIN } from './world.ts'

describe('revisionOf', () => {
  it('is the same for the same content, whatever the order of the fields', async () => {
    const set = ruleSet([rule()])
    const { rules, policy } = set
    const turned = { policy: Object.fromEntries(Object.entries(policy).toReversed()) as typeof policy, rules }
    expect(await revisionOf(turned)).toBe(await revisionOf(set))
    expect(await revisionOf(set)).toMatch(/^[0-9a-f]{32}$/u)
  })

  it('is another one for every change that can change a decision', async () => {
    const [a, b] = [rule({ id: 'a' }), rule({ id: 'b' })]
    const sets = [
      ruleSet([a, b]),
      ruleSet([b, a]),
      ruleSet([a]),
      ruleSet([{ ...a, enabled: false }, b]),
      ruleSet([a, b], { delayMs: 1 }),
      ruleSet([a, b], { calendar: { '2026-10-01': 'work' } }),
      ruleSet([a, b], { groups: [{ id: 'g', name: 'g', enabled: true }] }),
    ]
    expect(new Set(await Promise.all(sets.map(revisionOf))).size).toBe(sets.length)
  })
})

describe('withPeopleOf', () => {
  it('has contacts, exceptions and authors under the ids that stand for them now', () => {
    const aliases = [{ from: 'old', to: 'new', why: 'user', at: 1 } as const]
    const book = createBook('10001', { contacts: [], aliases, handles: [], aparts: [] })
    const people = { contacts: ['old', 'x'], except: ['old'], authors: ['y', 'old'] }
    const { rules, policy } = withPeopleOf(book, ruleSet([rule({ who: people })]))
    expect(rules[0]!.who).toMatchObject({ contacts: ['new', 'x'], except: ['new'], authors: ['y', 'new'] })
    expect(policy).toEqual(ruleSet([]).policy)
  })
})

describe('the rules of a decision', () => {
  it('have another revision once two of their people have turned out to be one', async () => {
    const world = await companionWorld()
    world.login = { ...LOGIN, epoch: 'login-0' }
    await world.befriend(friendRow(45, '从前', null, 'login-0'))
    world.login = LOGIN
    await world.befriend(friendRow(5, '阿强'), friendRow(6, 'Lily'))
    const [before, now] = [(await world.contactOf(45, 'person', 'login-0'))!, (await world.contactOf(5))!]
    await world.receive(fromFriend(6, '在吗'))
    await world.through()
    world.rules = [rule({ who: { except: [before] } })]
    await world.receive(fromFriend(6, '在吗？'))
    await world.through()
    const joined = await world.companion.who.join(before, now)
    expect(joined).toMatchObject({ kind: 'joined' })
    const one = joined.kind === 'joined' && joined.from === now ? before : now
    world.now += 1_000
    await world.receive(fromFriend(6, '在吗！'))
    await world.through()
    const decisions = (await world.decisions()).toReversed()
    const revisions = decisions.map(({ given }) => given!.ruleSet)
    const sets = await Promise.all(revisions.map((revision) => world.archive.ruleSet(LOGIN.account, revision)))
    expect(sets).toMatchObject([
      { rules: [{ who: { except: [] } }] },
      { rules: [{ who: { except: [before] } }] },
      { rules: [{ who: { except: [one] } }] },
    ])
  })
})
