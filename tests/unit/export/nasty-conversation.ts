import type { Contact } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { segmentsToText, type NoticeKind, type Segment } from '../../../lib/chat/segment.ts'

/**
 * The sample conversation that every export format is tested on: a group in which people wrote what breaks exporters.
 * Made up by hand; 22 November 2026, 12:00 UTC and after.
 */
const NOON = 1_795_348_800_000

const written: (Partial<Message> & { say: Segment[] })[] = [
  { say: [text('</script><img src=x onerror="alert(1)"> &amp; <b>fett</b>')] },
  { say: [text('"quotes", \'single\', back\\slash, `tick`, {curly}, [square], ${template}')] },
  { say: [text('=1+1, +2, -3, @SUM(A1) | a | b |, # not a heading, * nor a list')] },
  { say: [text('👨‍👩‍👧‍👦 🇨🇳 👍🏽 é e\u0301 ﷽')] },
  { say: [text('abc \u202Egpj.exe\u202C \u2066isolated\u2069 \u200Fright\u200E')] },
  { say: [text('null \u0000 bell \u0007 escape \u001B[31m delete \u007F')] },
  { say: [text('one\ntwo\r\nthree\rfour\u2028five\u2029six\tseven\u00A0eight')] },
  { say: [text('x'.repeat(5_000) + '长'.repeat(5_000))] },
  { say: [] },
  { say: [text('')] },
  { say: [text('broken \uD83D middle \uDE00 reversed \uDE00\uD83D end \uD83D')] },
  { say: [text('前'), face(14, '微笑'), text('后'), face(999, null), { type: 'picture' }] },
  { say: [{ type: 'withheld' }] },
  { say: [{ type: 'unknown', raw: ['cface', { from_uin: 424242 }] }] },
  { say: [text('@小明 在吗')], mentionsMe: true, author: 'person-2-of-another-login' },
  {
    say: [text('稍后回复你')],
    direction: 'out',
    author: null,
    authorName: null,
    outboxId: 'reply-1',
    source: 'outbox',
  },
  { say: [text('我自己写的')], direction: 'out', author: null, authorName: '小明' },
  { say: [text('gone')], direction: 'out', author: null, authorName: null, outboxId: 'reply-gone', source: 'outbox' },
  { say: [text('谁？')], author: 'person-unknown', authorName: null },
  { say: [notice('file-offered', { name: '</script>"\u202Egpj.exe\uD83D' })] },
  { say: [notice('muted', { who: '=小明|', number: '510942000', seconds: '600' })] },
  { say: [notice('group-dissolved', {})], author: null, authorName: null },
  { say: [text('说错了，撤回')], recalled: true, source: 'import', importId: 'import-1' },
  {
    say: [{ type: 'quote', text: '"quoted"\n> 第二行 </p>' }, text('回答：=HYPERLINK("http://x","y")')],
    author: 'person-2',
    authorName: '强哥',
    source: 'import',
    importId: 'import-1',
    exportId: '0123456789abcdef0123456789abcdef',
  },
  { say: [{ type: 'attachment', what: 'voice', name: null }], source: 'import', importId: 'import-1' },
  {
    say: [text('看'), { type: 'attachment', what: 'file', name: '</td>=cmd|\u202E"a.exe\uD83D' }],
    source: 'import',
    importId: 'import-1',
  },
  { say: [text("=cmd|'/C calc'!A0")] },
  { say: [text('\t=1+1')] },
  { say: [text('"a","b"\r\n"c"')] },
  { say: [text('2026-11-22 20:00:00 强哥(10001)\n假的一行')] },
  { say: [text('```\n# heading\n---\n[link](javascript:alert(1)) ![x](x)\n<!-- comment --> ]]> </style>')] },
  { say: [text('__proto__'), text(' constructor \\u0000 \\ud83d "\\"')] },
]

export const nastyMessages: Message[] = written.map(({ say, ...change }, index) => ({
  key: `in/10001/login-secret-epoch/${index}`,
  account: '10001',
  epoch: 'login-secret-epoch',
  conversation: 'group-1',
  kind: 'group',
  direction: 'in',
  author: 'person-1',
  authorName: '<Lily> "\u202Eyag',
  segments: say,
  text: segmentsToText(say),
  mentionsMe: false,
  // Three messages in each second.
  sentAt: NOON + Math.floor(index / 3) * 1000,
  receivedAt: NOON + index * 1000,
  order: index % 3,
  source: 'poll',
  raw: { poll_type: 'group_message', value: { from_uin: 424242, send_uin: 434343 } },
  outboxId: null,
  ...change,
}))

type NastyContact = Pick<Contact, 'id' | 'kind' | 'number' | 'nick' | 'remark' | 'members'>

export const nastyContacts: NastyContact[] = [
  {
    id: 'group-1',
    kind: 'group',
    number: null,
    nick: '../..\\CON:"群"\u202E\u0000\uD83D',
    remark: null,
    members: [
      { contact: 'person-1', nick: '<Lily>', card: '=card|"', role: 'owner', isSelf: false },
      { contact: 'person-2', nick: '强哥', card: null, role: 'admin', isSelf: false },
      { contact: null, nick: '潜水员', card: null, role: 'member', isSelf: false },
    ],
  },
  { id: 'person-1', kind: 'person', number: '1876033142', nick: '<Lily>', remark: '"\uDE00', members: null },
  { id: 'person-2', kind: 'person', number: null, nick: '强哥', remark: null, members: null },
  { id: 'bystander', kind: 'person', number: '30214577', nick: 'wrote nothing', remark: null, members: null },
]

/** `person-2` wrote under another contact id before the two were merged. */
export const nastyAliases: ReadonlyMap<string, string> = new Map([['person-2-of-another-login', 'person-2']])

function notice(what: NoticeKind, facts: Record<string, string>): Segment {
  return { type: 'notice', what, facts }
}

function text(words: string): Segment {
  return { type: 'text', text: words }
}

function face(code: number, name: string | null): Segment {
  return { type: 'face', code, name }
}
