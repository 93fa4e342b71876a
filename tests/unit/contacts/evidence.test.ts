import { describe, expect, it } from 'vitest'
import type { Contact, Profile } from '../../../lib/chat/contact.ts'
import { adopt, contactOf } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { questionsIn } from '../../../lib/contacts/doubts.ts'
import { learnNumbers, linkDirectory } from '../../../lib/contacts/link.ts'
import type { Named } from '../../../lib/contacts/link.ts'
import { takeProfile, worthAsking } from '../../../lib/contacts/profile.ts'
import { claimedNumber } from '../../../lib/contacts/traits.ts'
import { HOUR } from '../../../lib/time.ts'
import { bookOf, contact, friend, handle, ids, learn, NOW } from './people.ts'

const old = (id: string, change: Partial<Contact>) => contact(id, { nick: null, isFriend: true, ...change })
const idOf = (book: Book, number: number) => contactOf(book, handle(number))?.id
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

  it('does not inherit what somebody with the same names left behind', () => {
    const names = { nick: '强', category: '同学' }
    const book = bookOf([
      old('first', { ...names, firstSeenAt: NOW - 9_000, updatedAt: NOW - 8_000 }),
      old('later', { ...names, remark: '老强', firstSeenAt: NOW - 7_000, updatedAt: NOW - 6_000 }),
    ])
    learn(book, [friend(5, { ...names, remark: '老强' }), friend(6, names)])
    expect([idOf(book, 5), idOf(book, 6)]).toEqual(['later', 'new-2'])
    learn(book, [friend(6, names)], ids('again'))
    expect(idOf(book, 6)).toBe('new-2')
    expect(questionsIn(book)).toMatchObject([{ fresh: 'new-2', old: 'first' }])
  })

  it('is not found by nick and category when the login before did not have them', () => {
    const names = { nick: '强', category: '同学' }
    const others = old('other', { updatedAt: NOW - HOUR })
    const known = (updatedAt: number) => {
      const book = bookOf([others, old('x', { ...names, firstSeenAt: 0, updatedAt })])
      learn(book, [friend(5, names)])
      return idOf(book, 5)
    }
    expect(known(NOW - 40 * HOUR)).toBe('x')
    expect(known(NOW - 60 * HOUR)).toBe('new-1')
  })

  it('who went on under another name is the same one at the next change', () => {
    const names = { nick: '强', category: '同学' }
    const book = bookOf([
      old('before', { ...names, category: '同事', firstSeenAt: NOW - 9_000, updatedAt: NOW - 8_000 }),
      old('since', { ...names, firstSeenAt: NOW - 7_000, updatedAt: NOW - 6_000 }),
    ])
    learn(book, [friend(5, names)])
    expect(idOf(book, 5)).toBe('since')
  })

  it('is not taken for what became of a namesake who was there all the time', () => {
    const names = { nick: '强', category: '同学' }
    const first = { ...names, remark: '老强' }
    const book = bookOf([old('first', { ...first, firstSeenAt: 0, updatedAt: NOW - 1 })])
    adopt(book, linkDirectory(book, [friend(5, first)], NOW, ids()))
    adopt(book, linkDirectory(book, [friend(5, first), friend(6, names)], NOW + HOUR, ids('second')))
    // In the next login the second friend is gone, and the first has lost the remark.
    const next = bookOf([...book.contacts.values()])
    const named = { ...friend(9, names), handle: handle(9, 'person', 'login-3') }
    adopt(next, linkDirectory(next, [named], NOW + 2 * HOUR, ids('third')))
    expect(contactOf(next, named.handle)?.id).toBe('third-1')
    expect(questionsIn(next)).toHaveLength(2)
  })

  it('renamed to a common name is known by the remark once those of that name are', () => {
    const names = { nick: '小李', category: '同学' }
    const book = bookOf([
      old('a', { ...names, remark: '甲' }),
      old('b', { ...names, remark: '乙' }),
      old('c', { nick: '老三', remark: '丙', category: '同学' }),
    ])
    learn(book, [
      friend(5, { ...names, remark: '丙' }),
      friend(6, { ...names, remark: '甲' }),
      friend(7, { ...names, remark: '乙' }),
    ])
    expect([idOf(book, 5), idOf(book, 6), idOf(book, 7)]).toEqual(['c', 'a', 'b'])
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
