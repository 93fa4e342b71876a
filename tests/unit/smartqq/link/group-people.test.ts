import { describe, expect, it } from 'vitest'
import type { Handle } from '../../../../lib/chat/handle.ts'
import { groupDetails } from '../../../../lib/smartqq/link/group-people.ts'
import type { GroupInfo, GroupMember } from '../../../../lib/smartqq/wire/read-groups.ts'
import type { QunMember } from '../../../../lib/smartqq/wire/read-qun.ts'

const handle = (number: number): Handle => ({ account: '1', epoch: 'e', kind: 'person', number })
const member = (uin: number, nick: string, card: string | null = null): GroupMember => ({
  uin,
  nick,
  card,
  role: 'member',
  gender: null,
  country: '',
  province: '',
  city: '',
  vipLevel: null,
  online: null,
})
const numbered = (number: string, nick: string, card: string | null = null): QunMember => ({
  number,
  nick,
  card,
  role: 'member',
  joinedAt: null,
  lastSpokeAt: null,
})
const info = (...members: GroupMember[]): GroupInfo => ({
  gid: 90,
  code: 91,
  name: '羽毛球',
  notice: null,
  createdAt: null,
  owner: null,
  face: null,
  subject: null,
  level: null,
  flag: null,
  members,
})

describe('groupDetails', () => {
  const numbersOf = (members: GroupMember[], told: QunMember[]) =>
    groupDetails(info(...members), 1, handle, told).members.map(({ number }) => number)

  it('gives a member the number of who has the same nick there, once on each side', () => {
    const members = [member(5, '阿强'), member(6, 'Lily'), member(7, 'Lily'), member(8, 'Tom')]
    const told = [numbered('105', '阿强'), numbered('106', 'Lily'), numbered('108', 'Tom'), numbered('109', 'Tom')]
    expect(numbersOf(members, told)).toEqual(['105', null, null, null])
  })

  it('does not when the cards say otherwise, but a card that was cut says nothing', () => {
    const long = '周末羽毛球队长兼后勤部长'
    const members = [member(5, '阿强', '强哥'), member(6, 'Lily', long.slice(0, 6)), member(7, 'Tom', '汤姆')]
    const told = [numbered('105', '阿强', '队长'), numbered('106', 'Lily', long), numbered('107', 'Tom')]
    expect(numbersOf(members, told)).toEqual([null, '106', '107'])
  })

  it('knows which member is oneself', () => {
    const { members } = groupDetails(info(member(1, '我'), member(5, '阿强')), 1, handle)
    expect(members.map(({ isSelf }) => isSelf)).toEqual([true, false])
  })
})
