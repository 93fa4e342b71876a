/**
 * One item of every kind, in the shapes that old clients recorded (names and numbers made up): the first three in the
 * format of 2016 to 2018, the rest in that of 2012 to 2015.
 */
export const login = { account: '1234567890', epoch: 'e1' }
export const handle = (kind: 'person' | 'group' | 'discuss', number: number) => ({ ...login, kind, number })

const font = ['font', { color: '000000', name: '微软雅黑', size: 10, style: [0, 0, 0] }]
const to_uin = 1234567890

const newFormat = {
  message: {
    content: [font, '在吗 ', ['face', 14]],
    from_uin: 3021457781,
    msg_id: 25478,
    msg_type: 1,
    time: 1515002300,
    to_uin,
  },
  group_message: {
    content: [font, '', '@小明', ' 周六来吗 &lt;9点&gt;'],
    from_uin: 2714498213,
    group_code: 2714498213,
    msg_id: 4771,
    msg_type: 4,
    send_uin: 3021457781,
    time: 1515002310,
    to_uin,
  },
  discu_message: {
    content: [font],
    did: 1622730951,
    from_uin: 1622730951,
    msg_id: 5,
    msg_type: 5,
    send_uin: 1876033142,
    time: 1515002320,
    to_uin,
  },
}

const oldFormat = {
  group_message: {
    msg_id: 12419,
    from_uin: 2714498213,
    to_uin,
    msg_id2: 7256,
    msg_type: 43,
    reply_ip: 176496859,
    group_code: 3390175526,
    send_uin: 3021457781,
    seq: 114,
    time: 1375798045,
    info_seq: 376024301,
    content: [
      font,
      ['cface', { name: '{9982}.jpg', file_id: 2610173877, key: 'uCyu', server: '183.60.18.38:8000' }],
      '123 ',
    ],
  },
  message: {
    msg_id: 5245,
    from_uin: 3021457781,
    to_uin,
    msg_id2: 395911,
    msg_type: 9,
    reply_ip: 176752041,
    time: 1375798050,
    content: [font, ['offpic', { success: 1, file_path: '/7acc' }], '\n '],
  },
  discu_message: {
    msg_id: 27597,
    from_uin: 10000,
    to_uin,
    msg_id2: 36247,
    msg_type: 42,
    reply_ip: 176752214,
    did: 1622730951,
    send_uin: 1876033142,
    seq: 1,
    time: 1375798060,
    info_seq: 1,
    content: [font, 'test '],
  },
  sess_message: {
    msg_id: 25145,
    from_uin: 4018825530,
    to_uin,
    msg_id2: 139233,
    msg_type: 140,
    reply_ip: 176752037,
    time: 1375798070,
    id: 2714498213,
    ruin: 444674000,
    service_type: 0,
    flags: { text: 1, pic: 1, file: 1, audio: 1, video: 1 },
    content: [font, 'hi ', ['face', 1], ' '],
  },
  buddies_status_change: { uin: 3021457781, status: 'away', client_type: 1 },
  input_notify: {
    msg_id: 37146,
    from_uin: 3021457781,
    to_uin,
    msg_id2: 1624200352,
    msg_type: 121,
    reply_ip: 4294967295,
  },
  shake_message: { msg_id: 29527, from_uin: 3021457781, to_uin, msg_id2: 969678, msg_type: 9, reply_ip: 176881746 },
  kick_message: { way: 'poll', show_reason: 1, reason: '您的帐号在另一地点登录，您已被迫下线。' },
  system_message: {
    seq: 63434,
    type: 'verify_required',
    uiuin: '',
    from_uin: 4011979000,
    account: 841473000,
    msg: '我是小红',
    allow: 1,
    stat: 10,
    client_type: 1,
  },
  buddylist_change: { added_friends: [{ groupid: 0, uin: 4011979000 }], removed_friends: [] },
  sys_g_msg: {
    msg_id: 803,
    from_uin: 2714498213,
    to_uin,
    msg_id2: 794855,
    msg_type: 34,
    reply_ip: 176722703,
    type: 'group_leave',
    gcode: 3390175526,
    t_gcode: 376024301,
    op_type: 3,
    old_member: 4018825530,
    t_old_member: '',
    admin_uin: 3021457781,
    t_admin_uin: '',
    admin_nick: '创建者',
  },
  group_web_message: {
    msg_id: 27903,
    from_uin: 2714498213,
    to_uin,
    msg_id2: 600924,
    msg_type: 45,
    reply_ip: 176488596,
    group_code: 3390175526,
    group_type: 1,
    ver: 1,
    send_uin: 3021457781,
    xml: '<?xml version="1.0" encoding="utf-8"?><d><n t="h" u="510942000"/><n t="t" s="共享文件"/><n t="b"/><n t="t" s="plan.xls"/></d>',
  },
  file_message: {
    msg_id: 6300,
    mode: 'recv',
    from_uin: 3021457781,
    to_uin,
    msg_id2: 559004,
    msg_type: 9,
    reply_ip: 176621916,
    type: 101,
    name: 'a.txt',
    time: 1375798080,
    session_id: 19824,
    inet_ip: 2051695055,
  },
  push_offfile: {
    msg_id: 10439,
    rkey: '2c09344b',
    ip: '101.226.77.168',
    port: 80,
    from_uin: 3021457781,
    size: 235,
    name: 'b.py',
    expire_time: 1376402885,
    time: 1375798085,
  },
  notify_offfile: {
    msg_id: 9949,
    from_uin: 3021457781,
    to_uin,
    msg_id2: 460591,
    msg_type: 9,
    reply_ip: 178847911,
    action: 1,
    filename: 'c.jpg',
    filesize: 137972,
  },
  filesrv_transfer: {
    file_count: 1,
    file_infos: [{ file_name: 'd.png', file_status: 51, pro_id: 0 }],
    from_uin: 3021457781,
    lc_id: 2021,
    now: 1375798090,
    operation: 1,
    to_uin,
    type: 1,
  },
  av_refuse: { msg_id: 3, from_uin: 3021457781, to_uin, msg_id2: 4, type: 161, session_id: 9, time: 1375798095 },
  tips: { text: '欢迎' },
  somebodys_new_kind: { from_uin: 3021457781, anything: [1, { deep: null }] },
}

export type NewKind = keyof typeof newFormat
export type OldKind = keyof typeof oldFormat

/** An item of the new format, with some fields of its value changed. */
export function item(kind: NewKind, change: Record<string, unknown> = {}) {
  return { poll_type: kind, value: { ...newFormat[kind], ...change } as Record<string, unknown> }
}

/** An item of the old format, with some fields of its value changed. */
export function oldItem(kind: OldKind, change: Record<string, unknown> = {}) {
  return { poll_type: kind, value: { ...oldFormat[kind], ...change } as Record<string, unknown> }
}

/** All of them, unchanged. */
export const everyItem = [
  ...Object.entries(newFormat).map(([poll_type, value]) => ({ poll_type, value })),
  ...Object.entries(oldFormat).map(([poll_type, value]) => ({ poll_type, value })),
]
