import { describe, expect, it } from 'vitest'
import { adopt, canonical, contactOf, createBook, noChange, recognised } from '../../../lib/contacts/book.ts'
import type { HandleLink } from '../../../lib/contacts/book.ts'
import { meet } from '../../../lib/contacts/meet.ts'
import { ACCOUNT, bookOf, contact, handle, ids, NOW } from './people.ts'

const merged = (from: string, to: string) => ({ from, to, why: 'user' as const, at: NOW })
const link = (number: number, contact: string, epoch = 'login-2'): HandleLink => ({
  handle: handle(number, 'person', epoch),
  contact,
  evidence: 'none',
  at: NOW,
})

describe('canonical', () => {
  it.each([
    ['somebody never merged', [], 'a', 'a'],
    ['a chain, to its end', [merged('a', 'b'), merged('b', 'c')], 'a', 'c'],
    ['a damaged ring, ending somewhere', [merged('a', 'b'), merged('b', 'a')], 'a', 'a'],
    ['a damaged ring, to the same end from wherever it is entered', [merged('a', 'b'), merged('b', 'a')], 'b', 'a'],
    ['a ring of one', [merged('a', 'a')], 'a', 'a'],
  ])('follows %s', (_case, aliases, from, to) => {
    const book = createBook(ACCOUNT, { contacts: [], aliases, aparts: [], handles: [] })
    expect(canonical(book, from)).toBe(to)
  })
})

describe('contactOf', () => {
  it('gives the contact a handle was linked to, under the id that stands for it now', () => {
    const book = bookOf([contact('a'), contact('b')], [link(5, 'a')])
    adopt(book, { ...noChange(), aliases: [merged('a', 'b')] })
    expect(contactOf(book, handle(5))?.id).toBe('b')
  })

  it('knows nobody by the number of another login or kind', () => {
    const book = bookOf([contact('a')], [link(5, 'a')])
    expect(contactOf(book, handle(5, 'person', 'login-3'))).toBeUndefined()
    expect(contactOf(book, handle(5, 'group'))).toBeUndefined()
  })
})

describe('recognised', () => {
  it('lists who has a handle in this login, by the id that stands for them', () => {
    const book = bookOf([contact('a'), contact('b'), contact('c')], [link(5, 'a'), link(6, 'c', 'login-1')])
    adopt(book, { ...noChange(), aliases: [merged('a', 'b')] })
    expect(recognised(book, 'login-2')).toEqual(new Map([['b', handle(5)]]))
  })
})

describe('meet', () => {
  it('makes a contact at once for somebody never met, and finds the same one again', () => {
    const book = bookOf([])
    const newId = ids()
    const first = meet(book, handle(5), NOW, newId)
    expect(first.change).toEqual({
      ...noChange(),
      contacts: [first.contact],
      handles: [{ handle: handle(5), contact: 'new-1', evidence: 'none', at: NOW }],
    })
    expect(first.contact).toMatchObject({ id: 'new-1', kind: 'person', nick: null, isFriend: false, firstSeenAt: NOW })
    expect(meet(book, handle(5), NOW + 1, newId)).toEqual({
      contact: first.contact,
      storeAs: 'new-1',
      change: noChange(),
    })
  })
})
