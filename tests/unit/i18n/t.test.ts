import { beforeEach, describe, expect, it } from 'vitest'
import {
  alsoSpeak,
  cardWords,
  drawerWords,
  language,
  lateWords,
  learn,
  setLanguage,
  t,
  wordParts,
  workbenchWords,
} from '../../../lib/i18n/t.ts'

beforeEach(() => setLanguage('zh-CN', 'zh-CN'))

alsoSpeak(lateWords, workbenchWords)

describe('setLanguage', () => {
  it.each([
    ['auto', 'zh-CN', 'zh-CN'],
    ['auto', 'zh-TW', 'zh-CN'],
    ['auto', 'zh', 'zh-CN'],
    ['auto', 'en-GB', 'en'],
    ['auto', 'fr', 'en'],
    ['auto', 'zhx', 'en'],
    ['zh-CN', 'en-US', 'zh-CN'],
    ['en', 'zh-CN', 'en'],
  ] as const)('reads %s in a browser that speaks %s as %s', async (preferred, ui, spoken) => {
    await setLanguage(preferred, ui)
    expect(language.value).toBe(spoken)
  })
})

describe('setLanguage, called again before the words are there', () => {
  it('ends with the language that was asked for last', async () => {
    await Promise.all([setLanguage('zh-CN', ''), setLanguage('en', '')])
    expect(t('tab.rules')).toBe('Rules')
    await Promise.all([setLanguage('en', ''), setLanguage('zh-CN', '')])
    expect(t('tab.rules')).toBe('规则')
  })
})

describe('learn', () => {
  it('brings further words, in the language that is spoken, to everybody who asks for them', async () => {
    await setLanguage('en', '')
    expect(t('drawer.export.chat')).toBe('drawer.export.chat')
    await Promise.all([learn(drawerWords), learn(drawerWords)])
    expect(t('drawer.export.chat')).toBe('Export this chat')
    await setLanguage('zh-CN', '')
    await learn(drawerWords)
    expect(t('drawer.export.chat')).toBe('导出这个聊天')
  })

  it('does not take the page back to a language that is being left', async () => {
    const leaving = setLanguage('en', '')
    await Promise.all([leaving, learn(cardWords)])
    expect([language.value, t('card.refresh')]).toEqual(['en', 'Refresh'])
  })
})

describe('t', () => {
  it('speaks the language that is set', async () => {
    expect(t('tab.rules')).toBe('规则')
    await setLanguage('en', '')
    expect(t('tab.rules')).toBe('Rules')
  })

  it('puts values in their places, numbers as the language writes them', () => {
    expect(t('export.messages', { count: 1234 })).toBe('1,234 条消息')
  })

  it('chooses the plural by the count', async () => {
    await setLanguage('en', '')
    expect(t('export.messages', { count: 1 })).toBe('1 message')
    expect(t('export.messages', { count: 2 })).toBe('2 messages')
    expect(t('export.messages', { count: 0 })).toBe('0 messages')
  })

  it('never reads a value as words again', () => {
    expect(t('decision.reply', { text: '{time} {text} $1' })).toBe('回复「{time} {text} $1」')
  })

  it('leaves a place empty when there is no value for it', () => {
    expect(t('decision.reply')).toBe('回复「」')
  })
})

describe('wordParts', () => {
  it('gives the words and the places in order', () => {
    expect(wordParts('sentence')).toEqual([
      { place: 'who' },
      '发来',
      { place: 'what' },
      '→「',
      { place: 'reply' },
      '」',
    ])
  })
})
