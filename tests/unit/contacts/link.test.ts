import { describe, expect, it } from 'vitest'
import { canonical, contactOf, noChange, recognised } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { linkNamed } from '../../../lib/contacts/link.ts'
import { meet } from '../../../lib/contacts/meet.ts'
import { bookOf, contact, friend, handle, ids, learn, NOW } from './people.ts'

const idOf = (book: Book, number: number) => contactOf(book, handle(number))?.id

describe('linkNamed', () => {
  it('knows somebody again by an equal real number', () => {
    const book = bookOf([contact('anna', { number: '777' })])
    const { handles, contacts } = learn(book, [friend(5, { number: '777', nick: 'Anna' })])
    expect(handles).toEqual([{ handle: handle(5), contact: 'anna', evidence: 'number', at: NOW }])
    expect(contacts).toMatchObject([{ id: 'anna', nick: 'Anna', number: '777', isFriend: true, updatedAt: NOW }])
  })

  it('knows somebody again by a remark that is unique on both sides', () => {
    const book = bookOf([contact('anna', { remark: '安娜' }), contact('bob', { remark: '老王' })])
    const { handles } = learn(book, [friend(5, { remark: '老王' }), friend(6, { remark: '安娜' })])
    expect(handles).toMatchObject([
      { contact: 'bob', evidence: 'remark' },
      { contact: 'anna', evidence: 'remark' },
    ])
  })

  it.each([
    ['two stored contacts have the remark', [contact('a', { remark: '同学' }), contact('b', { remark: '同学' })], 1],
    ['two people in the list have the remark', [contact('a', { remark: '同学' })], 2],
    ['only the nick is equal', [contact('a', { nick: '同学' })], 1],
    ['the remark is of a group', [contact('a', { remark: '同学', kind: 'group' })], 1],
  ])('makes a new contact when %s', (_case, stored, people) => {
    const book = bookOf(stored)
    const named = Array.from({ length: people }, (_, index) => friend(5 + index, { remark: '同学', nick: '同学' }))
    const { handles, aliases } = learn(book, named)
    expect(handles.map((link) => [link.contact, link.evidence])).toEqual(
      named.map((_, index) => [`new-${index + 1}`, 'none']),
    )
    expect(aliases).toEqual([])
  })

  it('takes two real numbers as two people, whatever the remark says', () => {
    const book = bookOf([contact('anna', { remark: '安娜', number: '777' })])
    const { handles } = learn(book, [friend(5, { remark: '安娜', number: '888' })])
    expect(handles).toMatchObject([{ contact: 'new-1', evidence: 'none' }])
    expect(book.contacts.get('anna')?.number).toBe('777')
  })

  it('does not take a number of a group for that of a person', () => {
    const book = bookOf([contact('chess', { kind: 'group', number: '777' })])
    expect(learn(book, [friend(5, { number: '777' })]).handles).toMatchObject([{ contact: 'new-1' }])
  })

  it('lets go of a link by remark when the real number says otherwise', () => {
    const book = bookOf([contact('anna', { remark: '安娜', number: '777' })])
    learn(book, [friend(5, { remark: '安娜' })])
    expect(idOf(book, 5)).toBe('anna')
    learn(book, [friend(5, { remark: '安娜', number: '888' })])
    expect(idOf(book, 5)).toBe('new-1')
    expect(book.contacts.get('anna')).toMatchObject({ number: '777' })
    expect(recognised(book, 'login-2').has('anna')).toBe(false)
  })

  it('moves a handle to the contact with its number when only a remark had linked it elsewhere', () => {
    const book = bookOf([contact('anna', { remark: '安娜' }), contact('bob', { number: '888' })])
    learn(book, [friend(5, { remark: '安娜' })])
    const { handles, aliases } = learn(book, [friend(5, { remark: '安娜', number: '888' })])
    expect(handles).toMatchObject([{ contact: 'bob', evidence: 'number' }])
    expect(aliases).toEqual([])
  })

  it('keeps the contact of a handle through new names in the same login', () => {
    const book = bookOf([contact('anna', { remark: '安娜' }), contact('old', { remark: '前同事' })])
    learn(book, [friend(5, { remark: '安娜', nick: 'A' })])
    learn(book, [friend(5, { remark: '前同事', nick: 'B' })])
    expect(idOf(book, 5)).toBe('anna')
    expect(book.aliases.size).toBe(0)
    expect(book.contacts.get('anna')).toMatchObject({ remark: '前同事', nick: 'B' })
  })

  it('keeps it as well when the contact was merged into an older one before', () => {
    const book = bookOf([contact('anna', { remark: '安娜' }), contact('old', { remark: '前同事' })])
    const { change } = meet(book, handle(5), NOW, ids())
    learn(book, [friend(5, { remark: '安娜' })])
    expect(canonical(book, change.contacts[0]!.id)).toBe('anna')
    learn(book, [friend(5, { remark: '前同事' })])
    expect(idOf(book, 5)).toBe('anna')
    expect(canonical(book, 'anna')).toBe('anna')
    expect(canonical(book, 'old')).toBe('old')
  })

  it('merges by alias a contact that was made for the handle in this login', () => {
    const book = bookOf([contact('anna', { remark: '安娜' }), contact('bob', { number: '888' })])
    const newId = ids()
    meet(book, handle(5), NOW, newId)
    meet(book, handle(6), NOW, newId)
    const { aliases, handles } = learn(book, [friend(5, { remark: '安娜' }), friend(6, { number: '888' })])
    expect(aliases).toEqual([
      { from: 'new-2', to: 'bob', why: 'same-number', at: NOW },
      { from: 'new-1', to: 'anna', why: 'same-remark', at: NOW },
    ])
    expect(handles).toMatchObject([
      { contact: 'new-1', evidence: 'remark' },
      { contact: 'new-2', evidence: 'number' },
    ])
    expect([idOf(book, 5), idOf(book, 6)]).toEqual(['anna', 'bob'])
  })

  it('does not link a second handle of the same login by remark', () => {
    const book = bookOf([contact('anna', { remark: '安娜' })])
    learn(book, [friend(5, { remark: '安娜' })])
    expect(learn(book, [friend(6, { remark: '安娜' })]).handles).toMatchObject([{ contact: 'new-1', evidence: 'none' }])
    expect(idOf(book, 5)).toBe('anna')
  })

  it('never mixes histories when a login deals the same numbers to other people', () => {
    const before = bookOf([])
    learn(before, [
      friend(5, { handle: handle(5, 'person', 'login-1'), nick: '阿强' }),
      friend(6, { handle: handle(6, 'person', 'login-1'), nick: 'Lily', remark: '莉莉' }),
    ])
    // In the next login 5 is Lily and 6 is 阿强: the archive gives no handles of another login.
    const book = bookOf([...before.contacts.values()])
    expect(contactOf(book, handle(5))).toBeUndefined()
    learn(book, [friend(6, { nick: '阿强' }), friend(5, { nick: 'Lily', remark: '莉莉' })], ids('later'))
    expect(idOf(book, 5)).toBe('new-2')
    expect(idOf(book, 6)).toBe('later-1')
  })

  it('says nothing is new when nothing is', () => {
    const book = bookOf([contact('anna', { remark: '安娜' })])
    const people = [friend(5, { remark: '安娜' }), friend(6, { nick: 'Neu' })]
    learn(book, people)
    expect(linkNamed(book, people, NOW + 5, ids())).toEqual(noChange())
  })

  it('forgets a remark that the user took away, and keeps what a list does not say', () => {
    const book = bookOf([])
    learn(book, [friend(5, { remark: '安娜', nick: 'Anna', category: '同学' })])
    learn(book, [friend(5)])
    expect(contactOf(book, handle(5))).toMatchObject({ remark: null, nick: 'Anna', category: '同学', isFriend: true })
  })
})
