import { describe, expect, it } from 'vitest'
import { segmentsToText } from '../../../../../lib/chat/segment.ts'
import { readItems } from '../../../../../lib/smartqq/wire/read-items.ts'
import { handle, login, oldItem } from './recorded.ts'
import type { OldKind } from './recorded.ts'

const read = (kind: OldKind, change?: Record<string, unknown>) => readItems([oldItem(kind, change)], login)[0]!
const friend = handle('person', 3021457781)
const group = handle('group', 2714498213)
const leaver = handle('person', 4018825530)
const own = 1234567890

type Facts = Record<string, string>

function said(kind: OldKind, change?: Record<string, unknown>): [string, Facts] | string {
  const event = read(kind, change)
  return event.kind === 'notice' ? [event.notice.what, event.notice.facts] : event.kind
}

describe('between friends', () => {
  it('a shake has no time', () => {
    expect(read('shake_message')).toMatchObject({
      kind: 'notice',
      conversation: 'friend',
      where: friend,
      author: friend,
      notice: { what: 'shake', facts: {} },
      sentAt: null,
    })
  })

  it.each<[string, OldKind, Record<string, unknown>, string, Facts]>([
    ['an offer', 'file_message', {}, 'file-offered', { name: 'a.txt' }],
    ['our file taken', 'file_message', { mode: 'send_ack' }, 'file-accepted', { name: 'a.txt' }],
    ['refused by hand', 'file_message', { mode: 'refuse', cancel_type: 2 }, 'file-refused', { name: 'a.txt' }],
    ['nobody answered', 'file_message', { mode: 'refuse', cancel_type: 3 }, 'file-failed', { name: 'a.txt' }],
    ['a call', 'file_message', { type: 161, name: undefined }, 'video-offered', {}],
    ['a call refused', 'file_message', { type: 161, name: '', mode: 'refuse' }, 'video-refused', {}],
    ['a call refused otherwise', 'av_refuse', {}, 'video-refused', {}],
    ['timed out', 'filesrv_transfer', {}, 'file-failed', { name: 'd.png' }],
    ['done', 'filesrv_transfer', { file_infos: [{ file_name: 'd', file_status: 0 }] }, 'file-sent', { name: 'd' }],
    ['waiting on a server', 'push_offfile', {}, 'offline-file', { name: 'b.py', size: '235' }],
    ['taken', 'notify_offfile', {}, 'offline-file-taken', { name: 'c.jpg', size: '137972' }],
    ['not taken', 'notify_offfile', { action: 2 }, 'offline-file-refused', { name: 'c.jpg', size: '137972' }],
    ['a request', 'system_message', {}, 'friend-request', { text: '我是小红' }],
    ['accepted', 'system_message', { type: 'verify_pass_add', msg: undefined }, 'friend-accepted', {}],
    ['refused', 'system_message', { type: 'verify_rejected', msg: '不' }, 'friend-refused', { text: '不' }],
    ['added', 'system_message', { type: 'added_buddy_sig', sig: '\u00e5\u0000', msg: 7 }, 'friend-added', {}],
  ])('%s', (_case, kind, change, what, facts) => {
    expect(said(kind, change)).toEqual([what, facts])
  })

  it('has the time of the item where there is one', () => {
    expect(read('file_message')).toMatchObject({ sentAt: 1375798080_000, author: friend, where: friend })
    expect(read('filesrv_transfer')).toMatchObject({ sentAt: 1375798090_000 })
    expect(read('notify_offfile')).toMatchObject({ sentAt: null })
  })

  it('is ours when we sent it', () => {
    const ours = read('filesrv_transfer', { from_uin: own, to_uin: 3021457781 })
    expect(ours).toMatchObject({ author: null, where: friend })
  })

  it('gives the real number of whoever asks to be a friend', () => {
    const numbers = [{ handle: handle('person', 4011979000), number: '841473000' }]
    expect(read('system_message')).toMatchObject({ author: handle('person', 4011979000), numbers })
  })

  it.each<[string, OldKind, Record<string, unknown>]>([
    ['a transfer that begins', 'filesrv_transfer', { file_infos: [{ file_name: 'd', file_status: 10 }] }],
    ['a mode nobody knows', 'file_message', { mode: 'think' }],
    ['a call taken', 'file_message', { mode: 'send_ack', type: 161 }],
    ['a type nobody knows', 'system_message', { type: 'toString' }],
    ['a state nobody knows', 'buddies_status_change', { status: 'dancing' }],
    ['typing', 'input_notify', {}],
    ['a kick', 'kick_message', {}],
    ['hints', 'tips', {}],
  ])('keeps %s whole', (_case, kind, change) => {
    const raw = oldItem(kind, change)
    expect(readItems([raw], login)).toEqual([{ kind: 'other', wireKind: kind, raw }])
  })
})

describe('friends who come and go', () => {
  it.each<[Record<string, unknown>, string, string | null]>([
    [{}, 'away', 'computer'],
    [{ status: 'busy', client_type: 24 }, 'busy', 'phone'],
    [{ status: 'callme', client_type: 41 }, 'callme', 'web'],
    [{ status: 'silent', client_type: '42' }, 'silent', 'pad'],
    [{ status: 'online', client_type: 7 }, 'online', null],
    [{ status: 'online', client_type: undefined }, 'online', null],
    [{ status: 'hidden' }, 'offline', null],
    [{ status: 'offline' }, 'offline', null],
  ])('%j is %s', (change, state, client) => {
    const raw = oldItem('buddies_status_change', change)
    expect(readItems([raw], login)).toEqual([{ kind: 'state', state: { person: friend, state, client }, raw }])
  })

  it('change the list', () => {
    const raw = oldItem('buddylist_change')
    expect(readItems([raw], login)).toEqual([{ kind: 'lists-changed', wireKind: 'buddylist_change', raw }])
  })
})

describe('in a group', () => {
  const base = { msg_type: 0, op_type: undefined, old_member: undefined, admin_nick: undefined }

  it.each<[string, Record<string, unknown>, string, Facts, number | null]>([
    ['a kick', {}, 'group-kicked', { by: '创建者' }, 4018825530],
    ['leaving', { op_type: 2 }, 'group-left', {}, 4018825530],
    ['the end', { ...base, op_type: 1 }, 'group-dissolved', {}, null],
    ['the beginning', { ...base, type: 'group_create', owner_uin: 7 }, 'group-created', {}, 7],
    ['a new member', { type: 'group_join', op_type: 3, new_member: 7 }, 'group-joined', { by: '创建者' }, 7],
    ['ourselves as new', { ...base, type: 'group_join', new_member: own }, 'group-joined', {}, null],
    [
      'somebody asking',
      { ...base, type: 'group_request_join', request_uin: 7, msg: '让我进' },
      'group-request',
      { text: '让我进' },
      7,
    ],
    ['a yes to us', { type: 'group_request_join_agree', admin_uin: 7, msg: '' }, 'group-request-accepted', {}, 7],
    [
      'a no to us',
      { type: 'group_request_join_deny', admin_uin: 7, msg: '不' },
      'group-request-refused',
      { text: '不' },
      7,
    ],
    ['a new administrator', { type: 'group_admin_op', op_type: 1, uin: 7 }, 'group-admin-made', {}, 7],
    ['one less', { type: 'group_admin_op', op_type: 0, uin: 7 }, 'group-admin-removed', {}, 7],
    ['a new owner', { type: 'group_admin_op', op_type: 255, uin: 7 }, 'group-owner-changed', {}, 7],
  ])('%s', (_case, change, what, facts, who) => {
    expect(said('sys_g_msg', change)).toEqual([what, facts])
    const author = who === null ? null : handle('person', who)
    expect(read('sys_g_msg', change)).toMatchObject({ conversation: 'group', where: group, author, sentAt: null })
  })

  it('keeps a type or an operation nobody knows whole', () => {
    expect(said('sys_g_msg', { type: 'group_party' })).toBe('other')
    expect(said('sys_g_msg', { type: 'constructor' })).toBe('other')
    expect(said('sys_g_msg', { type: 'group_admin_op', op_type: 9 })).toBe('other')
  })

  it('gives the real numbers that are there, and nothing for those that are empty', () => {
    expect(read('sys_g_msg')).toMatchObject({ numbers: [{ handle: group, number: '376024301' }] })
    expect(read('sys_g_msg', { t_old_member: '444674000', t_admin_uin: 510942000 })).toMatchObject({
      numbers: [
        { handle: group, number: '376024301' },
        { handle: leaver, number: '444674000' },
        { handle: friend, number: '510942000' },
      ],
    })
    expect(read('sys_g_msg', { t_gcode: '' })).not.toHaveProperty('numbers')
    expect(read('sys_g_msg', { t_gcode: 1 })).not.toHaveProperty('numbers')
  })

  it('reads what a share says', () => {
    expect(read('group_web_message')).toMatchObject({
      where: group,
      author: friend,
      notice: { what: 'share', facts: { text: '共享文件 plan.xls' } },
      sentAt: null,
    })
  })

  it.each([
    ['entities', '<d><n t="t" s="a&amp;b &lt;c&gt;"/></d>', 'a&b <c>'],
    ['other quotes and blanks', `<n  s = 'x"y' t='t' /><n t="r"/><n t="t" l="http://a" s="link">`, 'x"y link'],
    ['pictures and heads', '<n t="h" u="5"/><n t="i" s="no"/><n t="c"/><n t="t" s="yes"/>', 'yes'],
    ['a broken element', '<n t="t" s="lost<n t="t" s="kept"/>', 'kept'],
    ['nothing in it', '', undefined],
    ['binary', '\u0000\u0001\u0000<\u0000n\u0000', undefined],
    ['more than is looked at', `${' '.repeat(70_000)}<n t="t" s="far"/>`, undefined],
    ['controls', '<n t="t" s="a\u0000b\u0007"/>', 'ab'],
  ])('reads a share with %s', (_case, xml, text) => {
    expect(read('group_web_message', { xml })).toMatchObject({ notice: { facts: text === undefined ? {} : { text } } })
  })
})

describe('texts of notices', () => {
  it.each([
    ['entities', '&lt;a&gt;.txt', '<a>.txt'],
    ['controls', 'a\u0000b\u001b.txt', 'ab.txt'],
    ['line ends', 'a\r\nb\u00a0c', 'a b c'],
    ['great length', 'x'.repeat(10_000), 'x'.repeat(300)],
    ['half a pair at the cut', `${'x'.repeat(299)}😀`, `${'x'.repeat(299)}\uFFFD`],
  ])('are clean of %s', (_case, name, clean) => {
    expect(said('file_message', { name })).toEqual(['file-offered', { name: clean }])
  })

  it.each<[OldKind, Record<string, unknown>, string]>([
    ['shake_message', {}, '[窗口抖动]'],
    ['file_message', {}, '[文件] a.txt'],
    ['group_web_message', {}, '[群分享] 共享文件 plan.xls'],
    ['group_message', { content: ['小明(510942000) 被管理员禁言10分钟 '] }, '[禁言] 小明'],
    ['sys_g_msg', {}, '[成员被移出群]'],
  ])('%s stands as plain text', (kind, change, text) => {
    const event = read(kind, change)
    expect(event.kind === 'notice' && segmentsToText([event.notice])).toBe(text)
  })
})

describe('the fingerprint of a notice', () => {
  const of = (change?: Record<string, unknown>) => {
    const event = read('shake_message', change)
    return event.kind === 'notice' ? event.fingerprint : event.kind
  }

  it('is equal for the same delivery, also by another way', () => {
    expect(of({ reply_ip: 1 })).toBe(of())
    expect(of({ reply_ip: undefined, reply1_ip: 2 })).toBe(of())
  })

  it('differs for another one', () => {
    expect(of({ msg_id2: 1 })).not.toBe(of())
    expect(of({ from_uin: 7 })).not.toBe(of())
  })
})
