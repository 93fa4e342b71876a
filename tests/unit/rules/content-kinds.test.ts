import { describe, expect, it } from 'vitest'
import type { NoticeKind, Segment } from '../../../lib/chat/segment.ts'
import { contentKinds, noticeContent } from '../../../lib/rules/content-kinds.ts'
import type { ContentKind } from '../../../lib/rules/rule.ts'

const notice = (what: NoticeKind): Segment => ({ type: 'notice', what, facts: {} })

describe('contentKinds', () => {
  it.each<[string, Segment[], ContentKind[]]>([
    ['text', [{ type: 'text', text: '在吗' }], ['text']],
    ['nothing in blanks', [{ type: 'text', text: ' \u00A0' }], []],
    ['a face', [{ type: 'face', code: 14, name: '微笑' }], ['face']],
    ['a picture', [{ type: 'picture' }], ['picture']],
    ['a picture in what was withheld', [{ type: 'withheld' }], ['picture']],
    ['nothing in what is not known', [{ type: 'unknown', raw: 1 }], []],
    ['nothing in nothing', [], []],
    [
      'each kind once',
      [{ type: 'text', text: 'a' }, { type: 'picture' }, { type: 'text', text: 'b' }],
      ['text', 'picture'],
    ],
  ])('sees %s', (_, segments, kinds) => {
    expect([...contentKinds(segments)]).toEqual(kinds)
  })
})

describe('noticeContent', () => {
  it.each<[NoticeKind, ContentKind]>([
    ['share', 'share'],
    ['shake', 'shake'],
    ['group-joined', 'join'],
    ['file-offered', 'file'],
    ['file-failed', 'file'],
    ['offline-file', 'file'],
    ['offline-file-taken', 'file'],
    ['group-left', 'system'],
    ['muted', 'system'],
    ['video-offered', 'system'],
    ['friend-request', 'system'],
  ])('takes %s for %s', (what, kind) => {
    expect(noticeContent([notice(what)])).toBe(kind)
    expect([...contentKinds([notice(what)])]).toEqual([kind])
  })

  it.each<[string, Segment[]]>([
    ['text', [{ type: 'text', text: '[窗口抖动]' }]],
    ['an empty message', []],
    ['a notice among other segments', [notice('shake'), { type: 'text', text: 'a' }]],
  ])('does not take %s for a notice', (_, segments) => {
    expect(noticeContent(segments)).toBeNull()
  })
})
