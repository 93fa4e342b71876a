import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NoticeKind } from '../../../lib/chat/segment.ts'
import { alsoSpeak, lateWords, setLanguage } from '../../../lib/i18n/t.ts'
import { chatNoticeWords, lastWords } from '../../../lib/ui/chat-notice-words.ts'
import { noticeKinds } from '../chat/notice-kinds.ts'

const words = (what: NoticeKind, facts: Record<string, string> = {}) => chatNoticeWords({ type: 'notice', what, facts })

alsoSpeak(lateWords)

beforeEach(() => setLanguage('zh-CN', 'zh-CN'))
afterEach(() => setLanguage('zh-CN', 'zh-CN'))

describe('chatNoticeWords', () => {
  it.each<[NoticeKind, Record<string, string>, string, string]>([
    ['shake', {}, '窗口抖动', 'Window shake'],
    ['file-offered', { name: 'a.txt' }, '文件：a.txt', 'File: a.txt'],
    ['file-offered', {}, '文件', 'File'],
    ['file-offered', { name: '{who}' }, '文件：{who}', 'File: {who}'],
    ['friend-refused', {}, '好友请求被拒绝', 'Friend request refused'],
    ['muted', { who: '小明', seconds: '600' }, '小明 被管理员禁言 10分钟', '小明 was muted for 10 minutes'],
  ])('%s with %j', async (what, facts, chinese, english) => {
    expect(words(what, facts)).toBe(chinese)
    await setLanguage('en', 'en')
    expect(words(what, facts)).toBe(english)
  })

  it.each(noticeKinds)('has words for %s without any fact', (what) => {
    expect(words(what)).toMatch(/\p{Script=Han}/u)
    expect(words(what)).not.toMatch(/[{}：]/u)
  })
})

describe('lastWords', () => {
  it('says a notice in the language of the user, and any other message as it is', async () => {
    await setLanguage('en', 'en')
    const lastNotice = { type: 'notice', what: 'shake', facts: {} } as const
    expect(lastWords({ lastText: '[窗口抖动]', lastNotice })).toBe('Window shake')
    expect(lastWords({ lastText: '[窗口抖动]' })).toBe('[窗口抖动]')
  })
})
