import { describe, expect, it } from 'vitest'
import type { Contact } from '../../../lib/chat/contact.ts'
import type { HandleKind } from '../../../lib/chat/handle.ts'
import { createBook } from '../../../lib/contacts/book.ts'
import type { HandleLink } from '../../../lib/contacts/book.ts'
import { findOpenChat } from '../../../lib/contacts/open-chat.ts'
import type { ChatClues } from '../../../lib/contacts/open-chat.ts'
import { ACCOUNT, contact, handle, NOW } from './people.ts'

const LOGIN = { account: ACCOUNT, epoch: 'login-2' }

const friend = (id: string, nick: string | null, change: Partial<Contact> = {}) =>
  contact(id, { nick, isFriend: true, ...change })
const place = (id: string, kind: HandleKind, nick: string, change: Partial<Contact> = {}) =>
  contact(id, { kind, nick, ...change })
const member = (nick: string, contactId: string | null = null, isSelf = false) => ({
  contact: contactId,
  nick,
  card: null,
  role: 'member' as const,
  isSelf,
})

/** By number: who is in the lists of this login. */
const PEOPLE: Record<number, Contact> = {
  5: friend('qiang', '阿强'),
  6: friend('lily-1', 'Lily'),
  7: friend('lily-2', 'Lily', { remark: '阿强' }),
  8: friend('badminton-fan', '羽毛球'),
  9: friend('tom-and-jerry', 'Tom &amp; Jerry'),
  10: friend('bold', '<b>Bob</b>'),
  11: friend('blanks', ' 小\u00a0 红 '),
  12: friend('long', '一二三四五六七八九'),
  13: friend('nameless', null),
  14: contact('stranger', { nick: '路人' }),
  15: friend('in-a-group', '小刚'),
  16: friend('twin-of-member', '小芳'),
  17: friend('twice', '&amp;lt;'),
}
const GROUPS: Record<number, Contact> = {
  90: place('badminton', 'group', '羽毛球', {
    members: [member('阿强', 'qiang'), member('小刚', 'in-a-group'), member('小芳'), member('阿强', null, true)],
  }),
  91: place('class-1', 'group', '同学'),
  92: place('class-2', 'group', '同学'),
  93: place('family', 'group', '家人', { remark: '同学' }),
}
const DISCUSSES: Record<number, Contact> = {
  80: place('lunch', 'discuss', '午饭'),
  81: place('family-2', 'discuss', '家人'),
}

function links(kind: HandleKind, people: Record<number, Contact>): HandleLink[] {
  return Object.entries(people).map(([number, { id }]) => ({
    handle: handle(Number(number), kind),
    contact: id,
    evidence: 'none',
    at: NOW,
  }))
}

const book = createBook(ACCOUNT, {
  contacts: [...Object.values(PEOPLE), ...Object.values(GROUPS), ...Object.values(DISCUSSES), friend('gone', '老李')],
  // 5 was known before, under the id that counts; 老李 is nobody in this login.
  aliases: [{ from: 'qiang-now', to: 'qiang', why: 'same-remark', at: NOW }],
  aparts: [],
  handles: [
    ...links('person', PEOPLE).filter(({ contact: id }) => id !== 'qiang'),
    { handle: handle(5), contact: 'qiang-now', evidence: 'remark', at: NOW },
    ...links('group', GROUPS),
    ...links('discuss', DISCUSSES),
    { handle: handle(55, 'person', 'login-1'), contact: 'gone', evidence: 'none', at: NOW },
  ],
})

const clues = (change: Partial<ChatClues>): ChatClues => ({
  title: '',
  kind: 'friend',
  chosen: null,
  authors: [],
  ...change,
})
const chose = (kind: 'friend' | 'group' | 'discuss', number: number) => ({ kind, number })

describe('findOpenChat', () => {
  it.each<[string, Partial<ChatClues>, string | null]>([
    ['a friend who has written', { title: '阿强', authors: [5] }, 'qiang'],
    ['a friend whose item was clicked', { title: '阿强', chosen: chose('friend', 5) }, 'qiang'],
    ['a friend of whom there is only the name', { title: '阿强' }, 'qiang'],
    ['the friend who wrote, of two of one nick', { title: 'Lily', authors: [7] }, 'lily-2'],
    ['the friend who was clicked, of two of one nick', { title: 'Lily', chosen: chose('friend', 6) }, 'lily-1'],
    ['neither of two friends of one nick', { title: 'Lily' }, null],
    [
      'nobody, when the one of two who was clicked is not the one who wrote',
      { title: 'Lily', authors: [7], chosen: chose('friend', 6) },
      null,
    ],
    [
      'a friend renamed since the page was opened, clicked and writing',
      { title: '强哥', authors: [5], chosen: chose('friend', 5) },
      'qiang',
    ],
    ['nobody for a renamed friend who only wrote', { title: '强哥', authors: [5] }, null],
    ['nobody for a renamed friend who was only clicked', { title: '强哥', chosen: chose('friend', 5) }, null],
    ['a friend whose name is another’s remark: the page shows no remarks', { title: '阿强', authors: [5] }, 'qiang'],
    ['nobody for a remark', { title: '同学', kind: 'friend' }, null],
    ['nobody where two people write to a friend', { title: '阿强', authors: [5, 6] }, null],
    ['nobody where somebody writes whom this login does not know', { title: '阿强', authors: [404] }, null],
    ['nobody where such a one was clicked', { title: '阿强', chosen: chose('friend', 404) }, null],
    ['nobody for a friend of an earlier login', { title: '老李' }, null],
    ['nobody for a number of an earlier login', { title: '老李', authors: [55] }, null],
    ['a stranger in a temporary chat who has written', { title: '路人', authors: [14] }, 'stranger'],
    ['no stranger by the name alone', { title: '路人' }, null],
    ['a friend who is a member of a group as well', { title: '小刚' }, 'in-a-group'],
    ['nobody where a member of a group has the friend’s name', { title: '小芳' }, null],
    ['the friend of a member’s name, when the friend wrote', { title: '小芳', authors: [16] }, 'twin-of-member'],
    [
      'a friend whose name nobody knows, clicked and writing',
      { title: '谁', authors: [13], chosen: chose('friend', 13) },
      'nameless',
    ],
    ['nobody without a title', { title: ' ' }, null],
    ['the friend who wrote and was clicked, without a title', { authors: [5], chosen: chose('friend', 5) }, 'qiang'],
    ['a friend called like a group', { title: '羽毛球', authors: [8] }, 'badminton-fan'],
    ['a friend called like a group, by the menu', { title: '羽毛球' }, 'badminton-fan'],
    ['nobody in a friend’s chat where a group was clicked', { title: '羽毛球', chosen: chose('group', 90) }, null],
  ])('finds %s', (_, change, found) => {
    expect(findOpenChat(book, LOGIN, clues(change))).toBe(found)
  })

  it.each<[string, Partial<ChatClues>, string | null]>([
    ['a group by its name', { title: '羽毛球' }, 'badminton'],
    ['a group whoever writes in it', { title: '羽毛球', authors: [5, 404] }, 'badminton'],
    ['a discussion by its name', { title: '午饭' }, 'lunch'],
    ['neither of two groups of one name', { title: '同学' }, null],
    ['the one of two groups that was clicked', { title: '同学', chosen: chose('group', 92) }, 'class-2'],
    ['neither a group nor a discussion of one name', { title: '家人' }, null],
    ['the discussion that was clicked', { title: '家人', chosen: chose('discuss', 81) }, 'family-2'],
    ['nothing for the number of a group as a discussion’s', { title: '羽毛球', chosen: chose('discuss', 90) }, null],
    ['nothing where a friend was clicked', { title: '羽毛球', chosen: chose('friend', 8) }, null],
    ['nothing where the clicked group has another name', { title: '羽毛球', chosen: chose('group', 91) }, null],
    ['nothing where nobody knows the clicked group', { title: '羽毛球', chosen: chose('group', 404) }, null],
    ['nothing without a title', { title: '' }, null],
  ])('finds %s, among many', (_, change, found) => {
    expect(findOpenChat(book, LOGIN, clues({ kind: 'many', ...change }))).toBe(found)
  })

  it.each<[string, Partial<ChatClues>, string | null]>([
    ['a discussion whose name nobody else has', { title: '午饭' }, 'lunch'],
    ['nobody where a friend and a group have the name', { title: '羽毛球' }, null],
    ['the group of those that was clicked', { title: '羽毛球', chosen: chose('group', 90) }, 'badminton'],
    ['the friend of those who was clicked', { title: '羽毛球', chosen: chose('friend', 8) }, 'badminton-fan'],
    ['no friend by name alone: it may be a group nobody knows', { title: '阿强' }, null],
    ['no friend by who writes: it may be in a group', { title: '阿强', authors: [5] }, null],
  ])('finds %s, when the kind is not known', (_, change, found) => {
    expect(findOpenChat(book, LOGIN, clues({ kind: null, ...change }))).toBe(found)
  })

  it.each<[string, string, number, string | null]>([
    ['an entity that the page has decoded', 'Tom & Jerry', 9, 'tom-and-jerry'],
    ['an entity as it is', 'Tom &amp; Jerry', 9, 'tom-and-jerry'],
    ['markup that the page has swallowed', 'Bob', 10, 'bold'],
    ['markup as it is', '<b>Bob</b>', 10, 'bold'],
    ['blanks of other kinds', '小 红', 11, 'blanks'],
    ['a name that the service has cut', '一二三四五六', 12, 'long'],
    ['what was escaped twice, once', '&lt;', 17, 'twice'],
    ['what was escaped twice, not twice', '<', 17, null],
    ['another name', '阿强', 6, null],
  ])('compares names as the page shows them: %s', (_, title, author, found) => {
    expect(findOpenChat(book, LOGIN, clues({ title, authors: [author] }))).toBe(found)
  })
})
