import { beforeAll, describe, expect, it } from 'vitest'
import { codeWords } from '../../../../entrypoints/popup/code-words.ts'
import { alsoSpeak, lateWords, setLanguage } from '../../../../lib/i18n/t.ts'
import { detailOf, meaningOf } from '../../../../lib/smartqq/wire/return-codes/meaning-of.ts'

alsoSpeak(lateWords)
beforeAll(async () => setLanguage('en', 'en'))

describe('codeWords', () => {
  it('says what a code means, and the number beside it for whoever helps', () => {
    const detail = detailOf('login2', 115, meaningOf('login', 115).words)
    expect(detail).toBe('login2:115:blocked-for-a-while')
    expect(codeWords(detail)).toBe('The server refuses this number or this network for some time. (code 115)')
  })

  it('gives the number alone where nobody explains the code', () => {
    expect(codeWords('login2:4711')).toBe('The server answered with code 4711 and no explanation.')
    expect(codeWords('login2:-3')).toContain('-3')
    expect(codeWords('login2:4711:words-of-a-newer-version')).toContain('4711')
  })

  it('leaves the number out where there was none', () => {
    expect(codeWords('poll:portal-page:portal')).toBe('Your network wants you to log in first.')
  })

  it.each(['', '您的账号在另一地点登录', 'signed out: see https://qq.com', 'a:b c'])('is silent about %j', (detail) => {
    expect(codeWords(detail)).toBeNull()
  })
})
