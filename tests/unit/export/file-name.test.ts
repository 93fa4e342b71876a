import { describe, expect, it } from 'vitest'
import { exportFileName } from '../../../lib/export/file-name.ts'

const at = Date.UTC(2026, 10, 22, 20, 0)
const bytes = (text: string) => new TextEncoder().encode(text).length

function nameOf(title: string | null, account = '10001'): string {
  return exportFileName({ title, account, at, timeZone: 'UTC' })
}

describe('exportFileName', () => {
  it.each([
    ['names chat and date', '强哥', 'SmartQQ-强哥-2026-11-22.json'],
    ['names the account when there is no one chat', null, 'SmartQQ-10001-2026-11-22.json'],
    [
      'names the account when nothing of the title can be shown',
      '\u202E\u0000\u200B .. \uD83D',
      'SmartQQ-10001-2026-11-22.json',
    ],
    ['has no path in it', '../..\\a/b:c', 'SmartQQ-_.._a_b_c-2026-11-22.json'],
    [
      'has nothing in it that a file system or a shell takes amiss',
      'a<b>"c"|d?e*f%g~',
      'SmartQQ-a_b__c__d_e_f_g_-2026-11-22.json',
    ],
    ['has no invisible characters in it', 'a\u202Eb\u2066c\u200Fd\u0007e\uFEFFf', 'SmartQQ-abcde f-2026-11-22.json'],
    ['has one line and no runs of blanks', ' a\r\n\tb\u00A0\u3000c ', 'SmartQQ-a b c-2026-11-22.json'],
    ['has no dots at the ends of the title', '...hidden...', 'SmartQQ-hidden-2026-11-22.json'],
    ['does not leave a device name alone between the dashes', 'NUL', 'SmartQQ-NUL_-2026-11-22.json'],
    ['keeps emoji', '👍🏽 ok', 'SmartQQ-👍🏽 ok-2026-11-22.json'],
  ])('%s', (_, title, name) => {
    expect(nameOf(title)).toBe(name)
  })

  it('is at most 200 bytes long and cuts no character in two', () => {
    const name = nameOf('长'.repeat(300))
    expect(bytes(name)).toBeLessThanOrEqual(200)
    expect(bytes(name)).toBeGreaterThan(195)
    expect(name).toMatch(/^SmartQQ-长+-2026-11-22\.json$/u)
    const flags = nameOf('🇨🇳'.repeat(100)).match(/🇨🇳/gu)
    expect(nameOf('🇨🇳'.repeat(100))).toBe(`SmartQQ-${'🇨🇳'.repeat(flags?.length ?? 0)}-2026-11-22.json`)
  })

  it('is never without a name', () => {
    expect(nameOf('', '')).toBe('SmartQQ-chat-2026-11-22.json')
    // One letter under more marks than a file name may have bytes.
    expect(nameOf(`a${'\u0301'.repeat(300)}`)).toBe('SmartQQ-10001-2026-11-22.json')
  })

  it('has the date of the time zone', () => {
    expect(exportFileName({ title: 'x', account: '1', at, timeZone: 'Asia/Shanghai' })).toBe(
      'SmartQQ-x-2026-11-23.json',
    )
    expect(exportFileName({ title: 'x', account: '1', at })).toMatch(/^SmartQQ-x-2026-11-2[23]\.json$/u)
    expect(() => exportFileName({ title: 'x', account: '1', at, timeZone: 'Nowhere/At_All' })).toThrow(RangeError)
  })
})
