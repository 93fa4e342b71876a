import { describe, expect, it } from 'vitest'
import type { Contact, Profile } from '../../../lib/chat/contact.ts'
import { contactOf } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { questionsIn } from '../../../lib/contacts/doubts.ts'
import { learnNumbers, linkDirectory } from '../../../lib/contacts/link.ts'
import type { Named } from '../../../lib/contacts/link.ts'
import { adopt } from '../../../lib/contacts/book.ts'
import { takeMembers } from '../../../lib/contacts/members.ts'
import { takeProfile, worthAsking } from '../../../lib/contacts/profile.ts'
import { claimedNumber } from '../../../lib/contacts/traits.ts'
import { bookOf, contact, friend, handle, ids, learn, NOW } from './people.ts'

const old = (id: string, change: Partial<Contact>) => contact(id, { nick: null, isFriend: true, ...change })
const idOf = (book: Book, number: number, kind: 'person' | 'group' | 'discuss' = 'person') =>
  contactOf(book, handle(number, kind))?.id
const BORN: Profile = { birthday: '1988-03-12', gender: 'male' }

describe('claimedNumber', () => {
  it.each([
    ['five digits', '10001', '10001'],
    ['full-width digits', '２４６８０', '24680'],
    ['four digits', '1234', null],
    ['twelve digits', '123456789012', null],
    ['a mobile phone', '13800138000', null],
    ['a leading zero', '012345', null],
    ['words', '老王12345', null],
    ['nothing', null, null],
  ])('reads %s', (_case, remark, number) => {
    expect(claimedNumber(remark)).toBe(number)
  })
})

describe('a friend', () => {
  it.each<[string, Partial<Contact>, Partial<Named>, boolean]>([
    ['of the same nick and category', { nick: '强', category: '同学' }, { nick: '强', category: '同学' }, true],
    ['of the same nick in another category', { nick: '强', category: '同学' }, { nick: '强', category: '同事' }, false],
    ['of the same nick, neither with a category', { nick: '强' }, { nick: '强' }, false],
    ['whose remark is a number that is known', { number: '24680', nick: '强' }, { remark: '24680', nick: '强' }, true],
    [
      'whose number was written into the remark',
      { remark: '24680', nick: '强' },
      { number: '24680', nick: '强' },
      true,
    ],
    [
      'whose remark is somebody else’s number',
      { number: '97531', nick: '强', category: '同学' },
      { remark: '24680', nick: '强', category: '同学' },
      false,
    ],
    [
      'who lost the remark that told them',
      { remark: '老强', nick: '强', category: '同学' },
      { nick: '强', category: '同学' },
      false,
    ],
    [
      'who got a remark since',
      { nick: '强', category: '同学' },
      { remark: '老强', nick: '强', category: '同学' },
      true,
    ],
    ['with the same remark under a new nick', { remark: '老强', nick: '强' }, { remark: '老强', nick: '壮' }, true],
    [
      'whose name differs in blanks alone',
      { nick: '强\u{a0}子', category: '同学' },
      { nick: ' 强 子', category: '同学' },
      true,
    ],
    [
      'who is the same in nothing but the category',
      { nick: '强', category: '同学' },
      { nick: '壮', category: '同学' },
      false,
    ],
  ])('%s', (_case, before, now, isKnown) => {
    const book = bookOf([old('x', before)])
    learn(book, [friend(5, now)])
    expect(idOf(book, 5) === 'x').toBe(isKnown)
  })

  it('is known by the profile among those of one nick', () => {
    const namesake = { nick: '小李', category: '同学' }
    const book = bookOf([
      old('a', { ...namesake, profile: BORN }),
      old('b', { ...namesake, profile: { birthday: '1991-07-01', gender: 'male' } }),
    ])
    learn(book, [friend(5, namesake), friend(6, namesake)])
    expect(worthAsking(book).map(({ number }) => number)).toEqual([5, 6])
    adopt(book, takeProfile(book, handle(5), { nick: '小李', profile: BORN }, NOW, ids('p')))
    expect(idOf(book, 5)).toBe('new-1')
    adopt(book, takeProfile(book, handle(6), { nick: '小李', profile: { birthday: '1991-07-01' } }, NOW, ids('q')))
    expect([idOf(book, 5), idOf(book, 6)]).toEqual(['a', 'b'])
  })

  it('is not told from somebody who copied the whole profile', () => {
    const all = { nick: '小李', category: '同学' }
    const book = bookOf([old('a', { ...all, profile: BORN })])
    learn(book, [friend(5, all), friend(6, all)])
    for (const number of [5, 6])
      adopt(book, takeProfile(book, handle(number), { nick: '小李', profile: BORN }, NOW, ids(`p${number}`)))
    expect([idOf(book, 5), idOf(book, 6)]).toEqual(['new-1', 'new-2'])
    expect(questionsIn(book)).toMatchObject([
      { fresh: 'new-1', old: 'a', hasRivals: true },
      { fresh: 'new-2', old: 'a', hasRivals: true },
    ])
  })

  it('is not confused by remarks that the user has exchanged', () => {
    const book = bookOf([
      old('a', { nick: 'a', remark: '甲', category: '同学' }),
      old('b', { nick: 'b', remark: '乙', category: '同学' }),
    ])
    learn(book, [
      friend(5, { nick: 'a', remark: '乙', category: '同学' }),
      friend(6, { nick: 'b', remark: '甲', category: '同学' }),
    ])
    expect([idOf(book, 5), idOf(book, 6)]).toEqual(['new-1', 'new-2'])
    expect(questionsIn(book)).toHaveLength(4)
  })

  it('who was renamed is known by the remark although a stranger now has the old nick', () => {
    const book = bookOf([old('a', { nick: 'a', remark: '甲', category: '同学' })])
    learn(book, [friend(5, { nick: 'b', remark: '甲', category: '同学' })])
    expect(idOf(book, 5)).toBe('a')
    learn(book, [friend(6, { nick: 'a', category: '同学' })], ids('later'))
    expect(idOf(book, 6)).toBe('later-1')
  })

  it('who is gone from a fresh list is no friend any more, and an empty list takes nobody away', () => {
    const book = bookOf([])
    adopt(book, linkDirectory(book, [friend(5, { category: '同学' }), friend(6)], NOW, ids()))
    adopt(book, linkDirectory(book, [], NOW, ids('x')))
    expect(contactOf(book, handle(5))?.isFriend).toBe(true)
    adopt(book, linkDirectory(book, [friend(6)], NOW, ids('y')))
    expect(contactOf(book, handle(5))).toMatchObject({ isFriend: false, category: null })
    expect(contactOf(book, handle(6))?.isFriend).toBe(true)
  })

  it('of an earlier login that this one has not recognised stays a friend', () => {
    const book = bookOf([old('gone', { nick: '旧', category: '同学' })])
    adopt(book, linkDirectory(book, [friend(5, { nick: '新' })], NOW, ids()))
    expect(book.contacts.get('gone')).toMatchObject({ isFriend: true, category: '同学' })
  })
})

describe('a real number', () => {
  it('takes the place of whoever had it on lesser evidence, whose names come back', () => {
    const book = bookOf([old('anna', { nick: 'Anna', remark: '安娜', number: '77777' })])
    learn(book, [friend(5, { nick: 'Fake', remark: '安娜' })])
    expect(idOf(book, 5)).toBe('anna')
    learn(book, [friend(6, { nick: 'Anna', isFriend: false, number: '77777' })], ids('later'))
    expect(idOf(book, 6)).toBe('anna')
    expect(book.contacts.get('anna')).toMatchObject({ nick: 'Anna', remark: '安娜' })
    expect(contactOf(book, handle(5))).toMatchObject({ nick: 'Fake', number: null })
    expect(idOf(book, 5)).not.toBe('anna')
  })

  it('that comes with a message makes somebody met before one with whom it belongs to', () => {
    const book = bookOf([old('anna', { number: '77777' })])
    learn(book, [friend(5, { nick: 'A' })])
    adopt(
      book,
      learnNumbers(
        book,
        [
          { handle: handle(5), number: '77777' },
          { handle: handle(6), number: '1' },
        ],
        NOW,
        ids('n'),
      ),
    )
    expect(idOf(book, 5)).toBe('anna')
    expect(contactOf(book, handle(6))).toBeUndefined()
  })

  it('does not unite two whom the user keeps apart', () => {
    const book = bookOf([old('anna', { number: '77777' })])
    learn(book, [friend(5, { nick: 'A' })])
    book.aparts.set('anna new-1', { a: 'anna', b: 'new-1', account: '10001', at: NOW })
    learn(book, [friend(5, { nick: 'A', number: '77777' })], ids('n'))
    expect(idOf(book, 5)).toBe('new-1')
  })
})

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
