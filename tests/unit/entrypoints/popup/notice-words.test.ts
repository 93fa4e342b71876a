import { beforeEach, describe, expect, it } from 'vitest'
import { noticeWords } from '../../../../entrypoints/popup/notice-words.ts'
import { alsoSpeak, lateWords, setLanguage } from '../../../../lib/i18n/t.ts'
import { MINUTE } from '../../../../lib/time.ts'

const NOON = new Date(2026, 10, 22, 12, 0).getTime()

alsoSpeak(lateWords)
beforeEach(() => setLanguage('zh-CN', ''))

describe('noticeWords', () => {
  it('says until when a login lives, in the local time', () => {
    const detail = String(NOON + 61 * MINUTE)
    expect(noticeWords({ at: NOON, code: 'login-ends-soon', detail })).toContain('13:01')
  })

  it('has the detail in its place', () => {
    expect(noticeWords({ at: NOON, code: 'send-refused', detail: '100101' })).toBe(
      '有回复被服务器拒绝（代码 100101）。没有重发。',
    )
  })

  it('leaves no empty brackets behind', async () => {
    expect(noticeWords({ at: NOON, code: 'send-refused', detail: '' })).toBe('有回复被服务器拒绝。没有重发。')
    await setLanguage('en', '')
    expect(noticeWords({ at: NOON, code: 'internal', detail: '' })).toBe('Internal error. The rest works on.')
  })

  it('keeps brackets that are the detail’s own', () => {
    expect(noticeWords({ at: NOON, code: 'list-failed', detail: 'friends（5）' })).toContain('friends（5）')
  })

  it('says what to do when the archive refuses, and nothing in words of our own making', async () => {
    const notice = { at: NOON, code: 'storage-failed' } as const
    expect(noticeWords({ ...notice, detail: 'blocked' })).toBe(
      '保存失败，会再试。已保存的内容没有变。存档正被另一个页面更新或占用。稍等，或者关掉其他页面再试。',
    )
    expect(noticeWords({ ...notice, detail: 'TypeError' })).toBe('保存失败，会再试。已保存的内容没有变。')
    await setLanguage('en', '')
    expect(noticeWords({ ...notice, detail: '' })).toBe(
      'Saving failed and will be tried again. What was saved before is unchanged.',
    )
  })

  it('names the conversation, as soon as its name is known', () => {
    const notice = { at: NOON, code: 'loop', detail: 'c1' } as const
    expect(noticeWords(notice)).toBe('两边像都在自动回复，这个会话暂停 30 分钟。')
    expect(noticeWords(notice, new Map([['c1', '机器人']]))).toContain('（机器人）')
  })

  it('says how far the clocks are apart, whichever is ahead', () => {
    expect(noticeWords({ at: NOON, code: 'clock-skew', detail: '-95000' })).toContain('相差 1分钟35秒')
  })
})
