import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { findMembers, inQqOrder, loadAids } from '../../../../entrypoints/drawer/member-search.ts'
import type { Member } from '../../../../lib/chat/contact.ts'
import { aContact, archiveWith } from '../pages/archive-with.ts'

const member = (nick: string, change: Partial<Member> = {}): Member => ({
  contact: null,
  nick,
  card: null,
  role: 'member',
  isSelf: false,
  ...change,
})
const names = (members: readonly Member[]) => members.map(({ nick }) => nick)

describe('inQqOrder', () => {
  it('has the owner first, then the administrators, each kind as the service orders it', () => {
    const members = [member('c'), member('b', { role: 'admin' }), member('a'), member('o', { role: 'owner' })]
    expect(names(inQqOrder([...members, member('d', { role: 'admin' })]))).toEqual(['o', 'b', 'd', 'c', 'a'])
  })
})

describe('findMembers', () => {
  const group = aContact('g', { kind: 'group' })
  const members = [
    member('曾小贤', { card: '主持人' }),
    member('Lily', { contact: 'p1' }),
    member('单雄信'),
    member('阿强', { contact: 'p2' }),
  ]
  const aids = async () => {
    const people = [aContact('p1', { number: '10086' }), aContact('p2', { remark: '仇经理' })]
    return await loadAids(await archiveWith({ contacts: [group, ...people] }), group)
  }

  it.each([
    ['贤', ['曾小贤']],
    ['主持', ['曾小贤']],
    ['LIL', ['Lily']],
    ['0086', ['Lily']],
    ['仇', ['阿强']],
    ['zengxx', ['曾小贤']],
    ['zcr', ['曾小贤']],
    ['zjr', ['']],
    ['zhuchi', ['曾小贤']],
    ['sxx', ['单雄信']],
    ['qiu', ['阿强']],
    ['', ['曾小贤', 'Lily', '单雄信', '阿强']],
    ['谁也不是', ['']],
  ])('finds by name, card, remark, number, pinyin: %s', async (text, found) => {
    expect(names(findMembers(members, text, await aids()))).toEqual(found.filter(Boolean))
  })

  it('finds what is written while the rest is being fetched', () => {
    expect(names(findMembers(members, '曾', null))).toEqual(['曾小贤'])
    expect(findMembers(members, 'zeng', null)).toEqual([])
  })
})
