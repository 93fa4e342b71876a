import { describe, expect, it } from 'vitest'
import { passphraseStrength } from '../../../lib/backup/passphrase.ts'

describe('the strength of a passphrase', () => {
  it.each([
    ['empty', ['', '   ', '\u3000']],
    ['weak', ['123456', 'password1', 'aaaaaaaaaaaaaaaaaaaaaaaa', '我爱你', 'qq qq qq qq qq', '20261123']],
    ['fair', ['sunny mountain bread', 'correcthorsebat3']],
    ['good', ['correct horse battery staple', '正确的马电池订书钉', 'tN7#qv2!Lk9$wz4pRx']],
  ] as const)('is %s', (strength, all) => {
    expect(all.map((text) => [text, passphraseStrength(text)])).toEqual(all.map((text) => [text, strength]))
  })
})
