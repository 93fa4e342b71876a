import { describe, expect, it } from 'vitest'
import { faceByName, faceName } from '../../../../lib/smartqq/wire/faces.ts'

const codes = Array.from({ length: 300 }, (_, code) => code)

describe('faceName', () => {
  it('knows the 139 faces of the panel that have a code of their own, and 44 newer ones', () => {
    const known = codes.filter((code) => faceName(code) !== null)
    expect(known).toHaveLength(139 + 44)
    const sendable = known.filter((code) => faceByName(faceName(code)!) === code)
    expect(sendable).toHaveLength(139)
  })

  it.each([0, 15, 89, 213, -1, 1.5])('has no name for %d', (code) => {
    expect(faceName(code)).toBeNull()
  })
})

describe('faceByName', () => {
  it.each([
    ['微笑', 14],
    ['惊讶', 0],
    ['难过', 50],
    ['K歌', 140],
    ['青蛙', 170],
    ['doge', null],
    ['toString', null],
  ])('%s is %s', (name, code) => {
    expect(faceByName(name)).toBe(code)
  })
})
