import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../../lib/smartqq/wire/entities.ts'

describe('decodeText', () => {
  it.each([
    ['&lt;b&gt; &amp; &quot;&#39;&apos;', "<b> & \"''"],
    ['&#24378;&#x5F3A;&#X5f3a;', '强强强'],
    ['&#128512;', '😀'],
    ['a&nbsp;b\u00a0c', 'a b c'],
  ])('decodes %j', (text, decoded) => {
    expect(decodeText(text)).toBe(decoded)
  })

  it('decodes once', () => {
    expect(decodeText('&amp;lt;')).toBe('&lt;')
    expect(decodeText('&amp;amp;nbsp;')).toBe('&amp;nbsp;')
  })

  it.each(['&', '&;', '&foo;', '&#0;', '&#2;', '&#xd800;', '&#1114112;', 'AT&T', '&am'])('leaves %j alone', (text) => {
    expect(decodeText(text)).toBe(text)
  })
})
