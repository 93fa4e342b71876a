import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { hostWords, pageMarks, pageWords } from '../../../entrypoints/background/host-words.ts'
import { enPage } from '../../../lib/i18n/en-page.ts'
import { zhCNPage } from '../../../lib/i18n/zh-CN-page.ts'
import type { ChatLine } from '../../../lib/companion/chat-lines.ts'

const browserSpeaks = (language: string) => vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue(language)
beforeEach(() => void browserSpeaks('zh-TW'))

const held: ChatLine = {
  key: 'm1',
  text: '在吗',
  at: 5,
  author: 11,
  isOwn: false,
  outcome: { kind: 'held', why: 'cooldown', reply: null },
}
const words = (line: ChatLine, language: 'zh-CN' | 'en') => pageMarks([line], pageWords(language))[0]?.mark?.words

describe('the words on the page', () => {
  it.each([
    ['auto', 'zh-TW', '打开网页QQ伴侣'],
    ['auto', 'fr', 'Open SmartQQ Companion'],
    ['zh-CN', 'fr', '打开网页QQ伴侣'],
    ['en', 'zh-TW', 'Open SmartQQ Companion'],
  ] as const)('are those of %s in a browser that speaks %s', (preferred, ui, open) => {
    browserSpeaks(ui)
    expect(hostWords(pageWords(preferred)).open).toBe(open)
  })

  it('say why a message was held back, shortly', () => {
    expect(words(held, 'zh-CN')).toBe('拦下：冷却中')
    expect(words(held, 'en')).toBe('held back: cooldown')
  })

  it('say that it was held back also when nobody knows why', () => {
    expect(words({ ...held, outcome: { kind: 'held', why: null, reply: null } }, 'zh-CN')).toBe('拦下')
  })

  it('have the same places in both languages, are short where they stand on the page, and nothing of them is empty or unused', () => {
    const source = readFileSync('entrypoints/background/host-words.ts', 'utf8')
    const words = Object.entries(enPage).map(([key, english]) => {
      const chinese = zhCNPage[key as keyof typeof zhCNPage]
      const isSaid = /^page\.(why|mark)\./.test(key) || source.includes(`'${key}'`)
      const hasSamePlaces = String(english.match(/\{\w+\}/g)) === String(chinese.match(/\{\w+\}/g))
      const isShort =
        english.trim() !== '' && chinese.trim() !== '' && (english.length < 26 || key.startsWith('page.badge.'))
      return { key, isSaid, hasSamePlaces, isShort }
    })
    expect(words).toEqual(words.map(({ key }) => ({ key, isSaid: true, hasSamePlaces: true, isShort: true })))
  })
})
