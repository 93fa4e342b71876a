import { describe, expect, it } from 'vitest'
import { segmentsToText } from '../../../lib/chat/segment.ts'
import type { Segment } from '../../../lib/chat/segment.ts'

describe('segmentsToText', () => {
  it.each<[Segment, string]>([
    [{ type: 'text', text: '在吗 ' }, '在吗 '],
    [{ type: 'face', code: 14, name: '微笑' }, '[微笑]'],
    [{ type: 'face', code: 15, name: null }, '[表情15]'],
    [{ type: 'face', code: 0, name: null }, '[表情]'],
    [{ type: 'face', code: 0, name: '惊讶' }, '[惊讶]'],
    [{ type: 'picture' }, '[图片]'],
    [{ type: 'withheld' }, '[图片或长消息]'],
    [{ type: 'unknown', raw: 7 }, '[未知内容]'],
    [{ type: 'notice', what: 'shake', facts: {} }, '[窗口抖动]'],
    [{ type: 'notice', what: 'file-offered', facts: { name: 'a.txt' } }, '[文件] a.txt'],
    [{ type: 'notice', what: 'friend-request', facts: { text: '我是小红' } }, '[好友请求] 我是小红'],
    [{ type: 'notice', what: 'unmuted', facts: { who: '小明', number: '51094' } }, '[解除禁言] 小明'],
  ])('of %j', (segment, text) => {
    expect(segmentsToText([segment])).toBe(text)
  })

  it('joins all of them without a gap', () => {
    expect(segmentsToText([{ type: 'text', text: 'a' }, { type: 'picture' }, { type: 'text', text: 'b' }])).toBe(
      'a[图片]b',
    )
  })
})
