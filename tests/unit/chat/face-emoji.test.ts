import { describe, expect, it } from 'vitest'
import { faceEmoji } from '../../../lib/chat/face-emoji.ts'
import { faceByName, faceName } from '../../../lib/smartqq/wire/faces.ts'

/** One emoji and nothing else. The flag is younger than the language level the project is checked for. */
const EMOJI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v')
const known = Array.from({ length: 300 }, (_, code) => faceName(code)).filter((name) => name !== null)

describe('faceEmoji', () => {
  it('has one drawing for every face the service can name', () => {
    expect(known.length).toBeGreaterThan(180)
    expect(known.filter((name) => !EMOJI.test(faceEmoji(name) ?? ''))).toEqual([])
  })

  it('has the face with code 0 too, which can be sent', () => {
    expect(faceByName('惊讶')).toBe(0)
    expect(faceEmoji('惊讶')).toBe('😮')
  })

  it('draws the well-known ones as what they are', () => {
    expect(['微笑', '大哭', '强', '玫瑰', 'OK', 'doge'].map(faceEmoji)).toEqual(['🙂', '😭', '👍', '🌹', '👌', '🐶'])
  })

  it('knows nothing else, whatever a file may call a face', () => {
    expect(['', '没有这个', '🙂', 'constructor', '__proto__'].map(faceEmoji)).toEqual([null, null, null, null, null])
  })
})
