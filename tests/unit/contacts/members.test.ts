import { describe, expect, it } from 'vitest'
import type { GroupDetails } from '../../../lib/backend.ts'
import { adopt, contactOf } from '../../../lib/contacts/book.ts'
import { createCircle } from '../../../lib/contacts/circle.ts'
import { takeMembers } from '../../../lib/contacts/members.ts'
import { meet } from '../../../lib/contacts/meet.ts'
import { bookOf, contact, friend, handle, ids, learn, NOW } from './people.ts'

type MemberRow = GroupDetails['members'][number]

const row = (number: number, change: Partial<MemberRow> = {}): MemberRow => ({
  handle: handle(number),
  nick: `nick ${number}`,
  card: null,
  role: 'member',
  isSelf: false,
  number: null,
  ...change,
})
const details = (members: MemberRow[]): GroupDetails => ({ name: '羽毛球', notice: '周六', createdAt: 7, members })
const group = handle(90, 'group')

describe('takeMembers', () => {
  it('keeps the list in the group, with contacts only for those that are one', () => {
    const book = bookOf([])
    const newId = ids()
    meet(book, group, NOW, newId)
    meet(book, handle(5), NOW, newId)
    const members = [row(5, { card: '强' }), row(6, { role: 'owner' }), row(10001, { isSelf: true })]
    const change = takeMembers(book, group, details(members), NOW, newId)
    adopt(book, change)
    expect(change.handles).toEqual([])
    expect(change.contacts).toMatchObject([
      {
        id: 'new-1',
        nick: '羽毛球',
        notice: '周六',
        createdAt: 7,
        members: [
          { contact: 'new-2', card: '强' },
          { contact: null, role: 'owner' },
          { contact: null, isSelf: true },
        ],
      },
      { id: 'new-2', nick: 'nick 5' },
    ])
    expect(contactOf(book, group)?.members).toHaveLength(3)
  })

  it('learns real numbers, and keeps remark, category and friendship of a member who is a friend', () => {
    const book = bookOf([])
    const newId = ids()
    learn(book, [friend(5, { remark: '安娜', category: '同学' })], newId)
    meet(book, handle(90, 'discuss'), NOW, newId)
    adopt(book, takeMembers(book, handle(90, 'discuss'), details([row(5, { number: '777' })]), NOW, newId))
    const anna = { id: 'new-1', number: '777', remark: '安娜', category: '同学', isFriend: true }
    expect(contactOf(book, handle(5))).toMatchObject(anna)
  })

  it('keeps a name and a date that the service left out this time', () => {
    const book = bookOf(
      [contact('club', { kind: 'group', nick: '羽毛球', createdAt: 7 })],
      [{ handle: group, contact: 'club', evidence: 'none', at: NOW }],
    )
    const empty = { name: null, notice: null, createdAt: null, members: [] }
    const { contacts } = takeMembers(book, group, empty, NOW, ids())
    expect(contacts).toMatchObject([{ nick: '羽毛球', createdAt: 7, members: [] }])
  })
})

describe('createCircle', () => {
  const setUp = () => {
    const book = bookOf([])
    return { book, circle: createCircle(book, () => '小明') }
  }

  it('lists friends of this login and nobody else in a private chat', () => {
    const { book, circle } = setUp()
    learn(book, [friend(5), friend(6, { isFriend: false })])
    const lists = (number: number) => circle.lists(handle(number), handle(number))
    expect([lists(5), lists(6), lists(7)]).toEqual(['yes', 'no', 'no'])
  })

  it('tells a stranger from a list that has not come yet', () => {
    const { book, circle } = setUp()
    expect(circle.lists(group, handle(5))).toBe('not-yet')
    circle.takeMembers(group, details([row(5)]))
    learn(book, [friend(7)])
    expect([5, 6, 7].map((number) => circle.lists(group, handle(number)))).toEqual(['yes', 'no', 'yes'])
  })

  it('names the account by its card in that group and its nick, and members by theirs', () => {
    const { circle } = setUp()
    expect(circle.ownNames(group)).toEqual(['小明'])
    circle.takeMembers(group, details([row(10001, { isSelf: true, card: '队长' }), row(5, { nick: '', card: '强' })]))
    expect(circle.ownNames(group)).toEqual(['队长', '小明'])
    expect(circle.memberName(group, handle(5))).toMatchObject({ nick: null, card: '强' })
    expect(circle.memberName(handle(91, 'group'), handle(5))).toBeNull()
  })

  it('knows everybody’s role in a group, and the account’s own, from a fresh list', () => {
    const { circle } = setUp()
    const [self, owner] = [row(10001, { isSelf: true, role: 'admin' }), row(5, { role: 'owner' })]
    expect([circle.role(group, handle(5)), circle.ownRole(group)]).toEqual([null, null])
    circle.takeMembers(group, details([self, owner, row(6)]))
    expect([5, 6, 7].map((number) => circle.role(group, handle(number)))).toEqual(['owner', 'member', null])
    expect(circle.ownRole(group)).toBe('admin')
    const discuss = handle(90, 'discuss')
    circle.takeMembers(discuss, details([self, owner]))
    expect([circle.role(discuss, handle(5)), circle.ownRole(discuss)]).toEqual([null, null])
  })

  it('knows the roles of those who have written from the archive before the list has come again', () => {
    const { book, circle } = setUp()
    const newId = ids()
    for (const who of [group, handle(5), handle(6)]) meet(book, who, NOW, newId)
    const members = [row(10001, { isSelf: true, role: 'owner' }), row(5, { role: 'admin' }), row(6), row(7)]
    adopt(book, takeMembers(book, group, details(members), NOW, newId))
    expect([5, 6, 7].map((number) => circle.role(group, handle(number)))).toEqual(['admin', 'member', null])
    expect(circle.ownRole(group)).toBe('owner')
  })

  it('knows its own card from the archive before the list has come again', () => {
    const { book, circle } = setUp()
    const newId = ids()
    meet(book, group, NOW, newId)
    adopt(book, takeMembers(book, group, details([row(10001, { isSelf: true, card: '队长' })]), NOW, newId))
    expect(circle.ownNames(group)).toEqual(['队长', '小明'])
  })
})
