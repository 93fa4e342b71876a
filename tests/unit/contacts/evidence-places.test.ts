import { describe, expect, it } from 'vitest'
import type { Contact } from '../../../lib/chat/contact.ts'
import { adopt, contactOf } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { questionsIn } from '../../../lib/contacts/doubts.ts'
import type { Named } from '../../../lib/contacts/link.ts'
import { takeMembers } from '../../../lib/contacts/members.ts'
import { bookOf, contact, friend, handle, ids, learn, NOW } from './people.ts'

const idOf = (book: Book, number: number, kind: 'group' | 'discuss') => contactOf(book, handle(number, kind))?.id

describe('a group', () => {
  const members = (owner: string) => [{ contact: null, nick: owner, card: null, role: 'owner' as const, isSelf: false }]
  const named = (number: number, nick: string): Named => ({
    ...friend(number, { nick, isFriend: false }),
    handle: handle(number, 'group'),
  })
  const details = (name: string, createdAt: number | null, owner = '群主') => ({
    name,
    notice: null,
    createdAt,
    members: members(owner).map((member) => ({ ...member, handle: handle(1), number: null })),
  })
  const group = (id: string, nick: string, createdAt: number | null, owner = '群主') =>
    contact(id, { kind: 'group', nick, createdAt, members: members(owner) })

  it.each([
    ['by name and second of founding', group('g', '同学', 7_000), details('同学', 7_000), true],
    ['by founding and owner after a new name', group('g', '同学', 7_000), details('老同学', 7_000), true],
    ['not by name alone', group('g', '同学', null), details('同学', 7_000), false],
    ['not when founded at another second', group('g', '同学', 7_000), details('同学', 8_000), false],
    ['not by the second alone', group('g', '同学', 7_000, '甲'), details('老同学', 7_000, '乙'), false],
  ])('is known %s', (_case, before, now, isKnown) => {
    const book = bookOf([before])
    learn(book, [named(90, now.name)])
    expect(idOf(book, 90, 'group')).toBe('new-1')
    adopt(book, takeMembers(book, handle(90, 'group'), now, NOW, ids('d')))
    expect(idOf(book, 90, 'group') === 'g').toBe(isKnown)
  })

  it('is told from its equal by who owns it', () => {
    const book = bookOf([group('g1', '同学', 7_000, '甲'), group('g2', '同学', 7_000, '乙')])
    learn(book, [named(90, '同学')])
    adopt(book, takeMembers(book, handle(90, 'group'), details('同学', 7_000, '乙'), NOW, ids('d')))
    expect(idOf(book, 90, 'group')).toBe('g2')
  })

  it('is let go when its founding disproves the remark', () => {
    const book = bookOf([{ ...group('g', '同学', 7_000), remark: '球友' }])
    learn(book, [{ ...named(90, '别的'), remark: '球友' }])
    expect(idOf(book, 90, 'group')).toBe('g')
    adopt(book, takeMembers(book, handle(90, 'group'), details('别的', 8_000), NOW, ids('d')))
    expect(idOf(book, 90, 'group')).toBe('d-1')
    expect(book.contacts.get('g')).toMatchObject({ nick: '同学', createdAt: 7_000 })
  })

  it('is asked about only when its details have come', () => {
    const book = bookOf([group('g', '同学', null)])
    learn(book, [named(90, '同学')])
    expect(questionsIn(book)).toEqual([])
    adopt(book, takeMembers(book, handle(90, 'group'), details('同学', 7_000), NOW, ids('d')))
    expect(questionsIn(book)).toMatchObject([{ fresh: 'new-1', old: 'g', reasons: ['name', 'owner'] }])
  })
})

describe('a discussion', () => {
  const people = ['11111', '22222', '33333', '44444', '55555']
  const stored = (id: string, numbers: string[]) =>
    contact(id, {
      kind: 'discuss',
      nick: null,
      members: numbers.map((number) => ({
        contact: `p${number}`,
        nick: number,
        card: null,
        role: 'member',
        isSelf: false,
      })),
    })
  const world = (...discusses: Contact[]) =>
    bookOf([...people.map((number) => contact(`p${number}`, { number })), ...discusses])
  const meetIt = (book: Book, numbers: string[], name: string | null = null) => {
    learn(book, [{ ...friend(80, { nick: name, isFriend: false }), handle: handle(80, 'discuss') }])
    const rows = numbers.map((number) => ({
      handle: handle(Number(number)),
      nick: number,
      card: null,
      role: 'member' as const,
      isSelf: false,
      number,
    }))
    adopt(
      book,
      takeMembers(book, handle(80, 'discuss'), { name, notice: null, createdAt: null, members: rows }, NOW, ids('d')),
    )
    return idOf(book, 80, 'discuss')
  }

  it.each([
    ['by the same members', people.slice(0, 3), people.slice(0, 3), true],
    ['after somebody joined', people.slice(0, 3), people.slice(0, 4), true],
    ['after somebody left', people.slice(0, 4), people.slice(0, 3), true],
    ['not when half of them are others', people.slice(0, 3), people.slice(1, 5), false],
    ['not by a single member', people.slice(0, 1), people.slice(0, 1), false],
  ])('is known %s', (_case, before, now, isKnown) => {
    expect(meetIt(world(stored('x', before)), now) === 'x').toBe(isKnown)
  })

  it('is in doubt between two that are nearly alike', () => {
    const book = world(stored('x', people.slice(0, 4)), stored('y', people.slice(1, 5)))
    expect(meetIt(book, people)).toBe('new-1')
    expect(
      questionsIn(book)
        .map(({ old: before }) => before)
        .toSorted(),
    ).toEqual(['x', 'y'])
  })

  it('is told from one with the same members by its name', () => {
    const three = people.slice(0, 3)
    const book = world({ ...stored('x', three), nick: '旅行' }, { ...stored('y', three), nick: '饭局' })
    expect(meetIt(book, three, '饭局')).toBe('y')
  })
})
