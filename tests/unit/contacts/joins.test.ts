import { describe, expect, it } from 'vitest'
import { adopt, canonical, contactOf, noChange } from '../../../lib/contacts/book.ts'
import type { Book, BookChange } from '../../../lib/contacts/book.ts'
import { questionsIn } from '../../../lib/contacts/doubts.ts'
import { join, keepApart, undoApart, undoJoin } from '../../../lib/contacts/joins.ts'
import { linkNamed } from '../../../lib/contacts/link.ts'
import { meet } from '../../../lib/contacts/meet.ts'
import { ACCOUNT, bookOf, contact, friend, handle, ids, learn, NOW } from './people.ts'

const LATER = NOW + 60_000
const idOf = (book: Book, number: number) => contactOf(book, handle(number))?.id
const take = (book: Book, change: BookChange) => {
  adopt(book, change)
  return change
}
const joined = (book: Book, a: string, b: string) => {
  const outcome = join(book, a, b, LATER, ids('own'))
  if (outcome.kind === 'done') adopt(book, outcome.change)
  return outcome
}

/** Two friends called 小李 from before, and two in this login: nobody can say who is who. */
function twoNamesakes(): Book {
  const book = bookOf([
    contact('a', { nick: '小李', category: '同学', isFriend: true }),
    contact('b', { nick: '小李', category: '同学', isFriend: true }),
  ])
  learn(book, [friend(5, { nick: '小李', category: '同学' }), friend(6, { nick: '小李', category: '同学' })])
  return book
}

describe('join', () => {
  it('makes the younger part of the older, which takes over the newer names', () => {
    const book = twoNamesakes()
    learn(book, [friend(5, { nick: '小李子', category: '同学' })])
    expect(joined(book, 'a', 'new-1')).toMatchObject({ kind: 'done', from: 'new-1', to: 'a' })
    expect(idOf(book, 5)).toBe('a')
    expect(book.contacts.get('a')).toMatchObject({ nick: '小李子' })
  })

  it('makes of two from before the one with the older names part of the other, and gives both back', () => {
    const was = contact('was', { nick: '旧名', category: '同学', updatedAt: NOW - 500 })
    const since = contact('since', { nick: '新名', firstSeenAt: NOW - 400, updatedAt: NOW - 300 })
    for (const [a, b] of [
      ['was', 'since'],
      ['since', 'was'],
    ] as const) {
      const book = bookOf([was, since])
      expect(joined(book, a, b)).toMatchObject({ kind: 'done', from: 'was', to: 'since' })
      take(book, undoJoin(book, 'was', LATER, ids('own')))
      expect([book.contacts.get('was'), book.contacts.get('since')]).toEqual([was, since])
    }
  })

  it('keeps the names of whoever this login has recognised, and gives the other back as it was', () => {
    const early = contact('early', { nick: '同城', firstSeenAt: NOW - 9_000, updatedAt: NOW + 9_000 })
    const book = bookOf([contact('anna', { remark: '安娜' }), early])
    const { change } =
      (learn(book, [friend(5, { remark: '安娜', nick: 'Anna' })]), meet(book, handle(5), NOW, ids('since')))
    take(book, change)
    expect(joined(book, 'early', 'anna')).toMatchObject({ kind: 'done', from: 'early', to: 'anna' })
    expect(contactOf(book, handle(5))).toMatchObject({ id: 'anna', nick: 'Anna', remark: '安娜' })
    take(book, undoJoin(book, 'early', LATER, ids('own')))
    expect(book.contacts.get('early')).toEqual(early)
    expect(idOf(book, 5)).toBe('anna')
  })

  it('settles the other pair once one is joined', () => {
    const book = twoNamesakes()
    joined(book, 'new-1', 'a')
    learn(book, [friend(6, { nick: '小李', category: '同学' })], ids('again'))
    expect(idOf(book, 6)).toBe('b')
  })

  it('takes back that the two were kept apart', () => {
    const book = twoNamesakes()
    take(book, keepApart(book, 'a', 'new-1', NOW))
    joined(book, 'a', 'new-1')
    expect(book.aparts.size).toBe(0)
    expect(idOf(book, 5)).toBe('a')
  })

  it.each([
    ['somebody unknown', 'a', 'nobody', 'unknown'],
    ['somebody with himself', 'a', 'a', 'same'],
    ['two that are in this login', 'new-1', 'new-2', 'both-here'],
    ['a person and a group', 'a', 'club', 'other-kind'],
    ['two real numbers', 'n1', 'n2', 'numbers-differ'],
  ])('refuses to join %s', (_case, a, b, why) => {
    const book = twoNamesakes()
    const others = [
      contact('club', { kind: 'group' }),
      contact('n1', { number: '10001' }),
      contact('n2', { number: '10002' }),
    ]
    adopt(book, { ...noChange(), contacts: others })
    expect(joined(book, a, b)).toEqual({ kind: 'refused', why })
    expect(book.aliases.size).toBe(0)
  })
})

describe('undoJoin', () => {
  it('gives back what was merged by the user, and keeps it apart from then on', () => {
    const book = twoNamesakes()
    learn(book, [friend(5, { nick: '改名', category: '同学' })])
    const before = book.contacts.get('a')!
    joined(book, 'a', 'new-1')
    take(book, undoJoin(book, 'new-1', LATER, ids('own')))
    expect(idOf(book, 5)).toBe('new-1')
    expect(book.contacts.get('a')).toMatchObject({ nick: before.nick, category: before.category })
    expect(book.contacts.get('new-1')).toMatchObject({ nick: '改名' })
    expect([...book.aparts.values()]).toEqual([{ a: 'a', b: 'new-1', account: ACCOUNT, at: LATER }])
  })

  it('gives the handle a contact of its own when evidence had recognised somebody who wrote nothing', () => {
    const book = bookOf([contact('anna', { remark: '安娜', nick: 'Anna', category: '家人' })])
    learn(book, [friend(5, { remark: '安娜', nick: 'Fake', category: '同学' })])
    expect(book.contacts.get('anna')).toMatchObject({ nick: 'Fake', category: '同学' })
    take(book, undoJoin(book, 'anna', LATER, ids('own')))
    expect(book.contacts.get('anna')).toMatchObject({ nick: 'Anna', category: '家人', remark: '安娜' })
    expect(idOf(book, 5)).toBe('own-1')
    expect(contactOf(book, handle(5))).toMatchObject({ nick: 'Fake', remark: '安娜', isFriend: true })
  })

  it('separates what was written since by whoever was mistaken for somebody', () => {
    const book = bookOf([contact('anna', { remark: '安娜' })])
    learn(book, [friend(5, { remark: '安娜', nick: 'Fake' })])
    const { contact: shown, storeAs, change } = meet(book, handle(5), NOW, ids('since'))
    expect(shown.id).toBe('anna')
    expect(storeAs).toBe('since-1')
    expect(change.aliases).toEqual([{ from: 'since-1', to: 'anna', why: 'same-remark', at: NOW }])
    expect(meet(book, handle(5), NOW, ids('again'))).toMatchObject({ storeAs: 'since-1', change: noChange() })

    take(book, undoJoin(book, 'since-1', LATER, ids('own')))
    expect(idOf(book, 5)).toBe('since-1')
    expect(canonical(book, 'since-1')).toBe('since-1')
    expect(book.contacts.get('since-1')).toMatchObject({ nick: 'Fake' })
  })

  it('is not undone by the same evidence, in this login or the next', () => {
    const book = bookOf([contact('anna', { remark: '安娜' })])
    learn(book, [friend(5, { remark: '安娜' })])
    take(book, undoJoin(book, 'anna', LATER, ids('own')))
    learn(book, [friend(5, { remark: '安娜' })], ids('more'))
    expect(idOf(book, 5)).toBe('own-1')

    const next = bookOf([...book.contacts.values()])
    for (const [key, apart] of book.aparts) next.aparts.set(key, apart)
    const named = friend(9, { handle: handle(9, 'person', 'login-3'), remark: '安娜' })
    learn(next, [named], ids('third'))
    expect(contactOf(next, named.handle)?.id).toBe('third-1')
    expect(
      questionsIn(next)
        .map(({ old }) => old)
        .toSorted(),
    ).toEqual(['anna', 'own-1'])
  })

  it('changes nothing for somebody who was never joined', () => {
    const book = twoNamesakes()
    expect(undoJoin(book, 'new-1', LATER, ids())).toEqual(noChange())
    expect(undoJoin(book, 'nobody', LATER, ids())).toEqual(noChange())
  })
})

describe('keepApart', () => {
  it('takes a pair out of the questions for good, also under the ids that stand for them later', () => {
    const book = twoNamesakes()
    const asked = () => questionsIn(book).map(({ fresh, old }) => `${fresh} ${old}`)
    expect(asked()).toHaveLength(4)
    take(book, keepApart(book, 'new-1', 'a', NOW))
    expect(asked()).not.toContain('new-1 a')
    expect(asked()).toHaveLength(3)
  })

  it('leaves the only other candidate, and links it when that makes it sure', () => {
    const book = twoNamesakes()
    take(book, keepApart(book, 'new-1', 'a', NOW))
    take(book, keepApart(book, 'new-2', 'b', NOW))
    adopt(book, linkNamed(book, [friend(5, { nick: '小李', category: '同学' })], NOW, ids('again')))
    expect([idOf(book, 5), idOf(book, 6)]).toEqual(['b', 'a'])
  })

  it('can be taken back', () => {
    const book = twoNamesakes()
    take(book, keepApart(book, 'new-1', 'a', NOW))
    const { apartsGone } = take(book, undoApart(book, 'a', 'new-1', NOW, ids()))
    expect(apartsGone).toEqual([{ a: 'a', b: 'new-1' }])
    expect(questionsIn(book)).toHaveLength(4)
  })
})
