import { describe, expect, it } from 'vitest'
import { readItems } from '../../../../lib/smartqq/wire/read-items.ts'

const login = { account: '1234567890', epoch: 'e1' }
const font = ['font', { color: '000000', name: '微软雅黑', size: 10, style: [0, 0, 0] }]
const handle = (kind: string, number: number) => ({ ...login, kind, number })

const friendItem = (time: number, text = '在吗 ', msg_id = 25478) => ({
  poll_type: 'message',
  value: { content: [font, text], from_uin: 3021457781, msg_id, msg_type: 1, time, to_uin: 1234567890 },
})
const groupItem = {
  poll_type: 'group_message',
  value: {
    content: [font, '', '@小明', ' 周六来吗 &lt;9点&gt;'],
    from_uin: 2714498213,
    group_code: 2714498213,
    msg_id: 4771,
    msg_type: 4,
    send_uin: 3021457781,
    time: 1515002310,
    to_uin: 1234567890,
  },
}
const discussItem = {
  poll_type: 'discu_message',
  value: {
    content: [font],
    did: 1622730951,
    from_uin: 1622730951,
    msg_id: 5,
    msg_type: 5,
    send_uin: 1876033142,
    time: 1515002320,
    to_uin: 1234567890,
  },
}

const texts = (items: unknown[]) =>
  readItems(items, login).map((event) =>
    event.kind === 'message' && event.segments[0]?.type === 'text' ? event.segments[0].text : event.kind,
  )

describe('readItems', () => {
  it('reads friend, group and discussion messages', () => {
    const raw = friendItem(1515002300)
    expect(readItems([raw, groupItem, discussItem], login)).toMatchObject([
      {
        kind: 'message',
        conversation: 'friend',
        where: handle('person', 3021457781),
        author: handle('person', 3021457781),
        segments: [{ type: 'text', text: '在吗 ' }],
        sentAt: 1515002300_000,
        raw,
      },
      {
        conversation: 'group',
        where: handle('group', 2714498213),
        author: handle('person', 3021457781),
        segments: [{ type: 'text', text: '@小明 周六来吗 <9点>' }],
      },
      {
        conversation: 'discuss',
        where: handle('discuss', 1622730951),
        author: handle('person', 1876033142),
        segments: [{ type: 'withheld' }],
      },
    ])
  })

  it('carries nothing of a fuller login into the handles', () => {
    const fuller = { ...login, nick: '小明', clockOffset: 5 }
    expect(readItems([friendItem(9)], fuller)[0]).toMatchObject({ where: handle('person', 3021457781) })
    expect(JSON.stringify(readItems([friendItem(9)], fuller))).not.toContain('clockOffset')
  })

  it('reads the format of before 2015', () => {
    const group = {
      poll_type: 'group_message',
      value: {
        msg_id: 12419,
        from_uin: 2714498213,
        to_uin: 1234567890,
        msg_id2: 7256,
        msg_type: 43,
        reply_ip: 176496859,
        group_code: 3390175526,
        send_uin: 3021457781,
        seq: 114,
        time: 1375798045,
        info_seq: 376024301,
        content: [font, ['cface', { name: '{9}.jpg', file_id: 1, key: 'k', server: '1.2.3.4:80' }], '123 '],
      },
    }
    const discuss = {
      poll_type: 'discu_message',
      value: { ...group.value, from_uin: 10000, did: 1622730951, content: [font, 'test '] },
    }
    expect(readItems([group, discuss], login)).toMatchObject([
      { where: handle('group', 2714498213), segments: [{ type: 'picture' }, { type: 'text', text: '123 ' }] },
      { where: handle('discuss', 1622730951) },
    ])
  })

  it('knows our own messages by the own number and by 0', () => {
    const own = (change: object) => ({ poll_type: 'message', value: { ...friendItem(9).value, ...change } })
    expect(
      readItems(
        [
          own({ from_uin: 1234567890 }),
          own({ from_uin: 0 }),
          own({ from_uin: 1234567890, to_uin: 3021457781 }),
          { ...groupItem, value: { ...groupItem.value, time: 9, send_uin: 1234567890 } },
          { ...groupItem, value: { ...groupItem.value, time: 9, send_uin: 0 } },
        ],
        login,
      ),
    ).toMatchObject([
      { author: null, where: handle('person', 1234567890) },
      { author: null, where: handle('person', 1234567890) },
      { author: null, where: handle('person', 3021457781) },
      { author: null, where: handle('group', 2714498213) },
      { author: null },
    ])
  })

  it('takes numbers written as strings', () => {
    const raw = { poll_type: 'message', value: { content: ['a'], from_uin: '3021457781', time: '1515002300' } }
    expect(readItems([raw], login)).toMatchObject([{ where: handle('person', 3021457781), sentAt: 1515002300_000 }])
  })

  it('keeps what it does not read, in its place', () => {
    const kick = { poll_type: 'kick_message', value: { way: 'poll', show_reason: 1, reason: '…' } }
    const strange = { poll_type: 'somebodys_new_kind', value: friendItem(9).value }
    const events = readItems([friendItem(8, 'a'), kick, strange, friendItem(10, 'b')], login)
    expect(events.map(({ kind }) => kind)).toEqual(['message', 'other', 'other', 'message'])
    expect(events[1]).toEqual({ kind: 'other', wireKind: 'kick_message', raw: kick })
  })

  it.each([
    ['no object', 'rubbish', null],
    ['null', null, null],
    ['no kind', { value: {} }, null],
    ['no value', { poll_type: 'message' }, 'message'],
    ['no sender', { poll_type: 'message', value: { content: ['a'], time: 5 } }, 'message'],
    ['no content', { poll_type: 'message', value: { from_uin: 5, time: 5 } }, 'message'],
    [
      'a group without author',
      { poll_type: 'group_message', value: { ...groupItem.value, send_uin: undefined } },
      'group_message',
    ],
    [
      'a discussion that does not say which',
      { poll_type: 'discu_message', value: { ...discussItem.value, did: undefined, from_uin: 10000 } },
      'discu_message',
    ],
    [
      'a sender that is no number',
      { poll_type: 'message', value: { content: ['a'], from_uin: 'x', time: 5 } },
      'message',
    ],
  ])('calls %s unreadable and reads its neighbours', (_, raw, wireKind) => {
    const events = readItems([friendItem(1, 'a'), raw, friendItem(9, 'b')], login)
    expect(events.map(({ kind }) => kind).sort()).toEqual(['message', 'message', 'unreadable'])
    expect(events).toContainEqual({ kind: 'unreadable', wireKind, raw })
  })

  it('does not take a property of every object for a kind', () => {
    expect(readItems([{ poll_type: 'toString', value: {} }], login)).toMatchObject([{ kind: 'other' }])
  })

  describe('order', () => {
    it('turns a batch round that runs newest first, within a second too', () => {
      expect(texts([friendItem(3, 'd'), friendItem(2, 'c'), friendItem(2, 'b'), friendItem(1, 'a')])).toEqual([
        'a',
        'b',
        'c',
        'd',
      ])
    })

    it('keeps the order of arrival within a second when the batch runs oldest first', () => {
      expect(texts([friendItem(1, 'a'), friendItem(2, 'b'), friendItem(2, 'c'), friendItem(3, 'd')])).toEqual([
        'a',
        'b',
        'c',
        'd',
      ])
    })

    it('keeps the order of arrival when it cannot be told, and sorts by time otherwise', () => {
      expect(texts([friendItem(2, 'a'), friendItem(2, 'b')])).toEqual(['a', 'b'])
      expect(texts([friendItem(1, 'a'), friendItem(3, 'd'), friendItem(2, 'b'), friendItem(2, 'c')])).toEqual([
        'a',
        'b',
        'c',
        'd',
      ])
    })
  })

  describe('fingerprint', () => {
    const of = (item: unknown) =>
      readItems([item], login).map((event) => (event.kind === 'message' ? event.fingerprint : ''))[0]

    it('is equal for the same delivery', () => {
      expect(of(structuredClone(groupItem))).toBe(of(groupItem))
    })

    it.each([
      ['another text', friendItem(9, 'b')],
      ['another time', friendItem(10, 'a')],
      ['another msg_id', friendItem(9, 'a', 1)],
      ['another sender', { poll_type: 'message', value: { ...friendItem(9, 'a').value, from_uin: 7 } }],
      ['another msg_id2', { poll_type: 'message', value: { ...friendItem(9, 'a').value, msg_id2: 7 } }],
    ])('differs for %s', (_, other) => {
      expect(of(other)).not.toBe(of(friendItem(9, 'a')))
    })

    it('differs for another author in the same group', () => {
      expect(of({ ...groupItem, value: { ...groupItem.value, send_uin: 7 } })).not.toBe(of(groupItem))
    })
  })
})
