import { describe, expect, it } from 'vitest'
import { readItems } from '../../../../../lib/smartqq/wire/read-items.ts'
import { handle, item, login, oldItem } from './recorded.ts'

const read = (raw: unknown) => readItems([raw], login)[0]

describe('a message', () => {
  it('until 2015 of a friend', () => {
    expect(read(oldItem('message'))).toMatchObject({
      kind: 'message',
      conversation: 'friend',
      where: handle('person', 3021457781),
      author: handle('person', 3021457781),
      segments: [{ type: 'picture' }, { type: 'text', text: '\n ' }],
      sentAt: 1375798050_000,
    })
  })

  it('until 2015 in a group gives its real number, since then not', () => {
    expect(read(oldItem('group_message'))).toMatchObject({
      where: handle('group', 2714498213),
      author: handle('person', 3021457781),
      numbers: [{ handle: handle('group', 2714498213), number: '376024301' }],
    })
    expect(read(item('group_message'))).not.toHaveProperty('numbers')
    expect(read(item('group_message', { info_seq: 376024301 }))).not.toHaveProperty('numbers')
  })

  it('until 2015 in a discussion has the service for its place, and no number', () => {
    const event = read(oldItem('discu_message'))
    expect(event).toMatchObject({ where: handle('discuss', 1622730951), author: handle('person', 1876033142) })
    expect(event).not.toHaveProperty('numbers')
  })

  it('of a stranger from a group is a temporary one with a real number', () => {
    expect(read(oldItem('sess_message'))).toMatchObject({
      kind: 'message',
      conversation: 'friend',
      isTemporary: true,
      where: handle('person', 4018825530),
      author: handle('person', 4018825530),
      segments: [{ text: 'hi ' }, { type: 'face', name: '撇嘴' }, { text: ' ' }],
      numbers: [{ handle: handle('person', 4018825530), number: '444674000' }],
    })
  })

  it('that we wrote to a stranger has no number of theirs', () => {
    const event = read(oldItem('sess_message', { from_uin: 0, to_uin: 4018825530 }))
    expect(event).toMatchObject({ author: null, where: handle('person', 4018825530) })
    expect(event).not.toHaveProperty('numbers')
  })

  it.each([
    ['no time', { time: undefined }, null],
    ['a time that is none', { time: 'soon' }, null],
    ['the time 0', { time: 0 }, null],
    ['a time as string', { time: '1515002300' }, 1515002300_000],
    ['another spelling of the address', { reply1_ip: 1 }, 1515002300_000],
    ['broken counters', { msg_id: {}, msg_id2: null, msg_type: 'x' }, 1515002300_000],
    ['ids as strings', { from_uin: '3021457781' }, 1515002300_000],
  ])('is read with %s', (_case, change, sentAt) => {
    expect(read(item('message', change))).toMatchObject({
      kind: 'message',
      where: handle('person', 3021457781),
      sentAt,
    })
  })

  it('is the same whatever its msg_type says', () => {
    const events = [0, 1, 4, 43, 140, undefined].map((msg_type) => {
      const { raw: _raw, ...event } = read(item('message', { msg_type }))!
      return event
    })
    expect(new Set(events.map((event) => JSON.stringify(event)))).toHaveProperty('size', 1)
  })

  it.each([
    ['a friend below zero', item('message', { from_uin: -1 })],
    ['a group below zero', item('group_message', { from_uin: -5 })],
    ['an author below zero', item('group_message', { send_uin: -5 })],
    ['the service for a group', item('group_message', { from_uin: 10000 })],
    ['nested deeper than can be walked', item('message', { content: JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)) })],
  ])('is unreadable with %s', (_case, raw) => {
    expect(read(raw)).toMatchObject({ kind: 'unreadable', raw })
  })
})

describe('a notice about muting', () => {
  const said = (text: string, ...more: unknown[]) => read(item('group_message', { content: [text, ...more] }))

  it.each([
    ['小明(510942000) 被管理员禁言10分钟 ', 'muted', { who: '小明', number: '510942000', seconds: '600' }],
    ['a (b)(51094) 被管理员禁言1小时 ', 'muted', { who: 'a (b)', number: '51094', seconds: '3600' }],
    ['小明(510942000) 被管理员禁言1天2小时3分钟', 'muted', { who: '小明', number: '510942000', seconds: '93780' }],
    ['&lt;b&gt;(510942000) 被管理员解除禁言 ', 'unmuted', { who: '<b>', number: '510942000' }],
    ['管理员开启了全员禁言，只有群主和管理员才能发言', 'all-muted', {}],
    ['管理员关闭了全员禁言 ', 'all-unmuted', {}],
  ])('is %j', (text, what, facts) => {
    expect(said(text)).toMatchObject({
      kind: 'notice',
      conversation: 'group',
      where: handle('group', 2714498213),
      author: handle('person', 3021457781),
      notice: { type: 'notice', what, facts },
      sentAt: 1515002310_000,
    })
  })

  it.each([
    ['more words behind it', said('管理员关闭了全员禁言 了吗')],
    ['a line before it', said('看\n小明(510942000) 被管理员禁言10分钟 ')],
    ['a face behind it', said('管理员关闭了全员禁言', ['face', 14])],
    ['a second line', said('小明(510942000) 被管理员禁言10分钟\n哈哈')],
    ['no number', said('小明 被管理员禁言10分钟 ')],
    ['no duration', said('小明(510942000) 被管理员禁言 ')],
    ['another place', read(item('discu_message', { content: ['管理员关闭了全员禁言'] }))],
    ['a friend', read(item('message', { content: ['管理员关闭了全员禁言'] }))],
  ])('is not one with %s', (_case, event) => {
    expect(event).toMatchObject({ kind: 'message' })
  })
})
