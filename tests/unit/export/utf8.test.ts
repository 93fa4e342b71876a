import { describe, expect, it } from 'vitest'
import { createUtf8 } from '../../../lib/export/utf8.ts'

describe('text in UTF-8', () => {
  it('is whole, whatever came before it', () => {
    const utf8 = createUtf8()
    for (const text of ['短', 'a longer text than the one before', '', '\0é😀\uD800', '长'.repeat(3_000), 'short'])
      expect(utf8(text)).toEqual(new TextEncoder().encode(text))
  })

  it('may be longer than the room that is kept', () => {
    const text = '长'.repeat(6_000_000)
    expect(createUtf8()(text)).toHaveLength(18_000_000)
  })
})
