import { describe, expect, it } from 'vitest'
import { envelopeText } from '../../../../lib/smartqq/page/envelope-text.ts'

describe('envelopeText', () => {
  it('gives text as it is, and an object as JSON', () => {
    expect(envelopeText('{"id":0 }')).toBe('{"id":0 }')
    expect(envelopeText({ id: 0, type: 'onSuccess', option: { status: 200 } })).toBe(
      '{"id":0,"type":"onSuccess","option":{"status":200}}',
    )
  })

  it('gives nothing for what is neither, or cannot be written down', () => {
    const round: { self?: object } = {}
    round.self = round
    for (const data of [undefined, null, 1, true, round, { n: 1n }]) expect(envelopeText(data)).toBeNull()
  })
})
