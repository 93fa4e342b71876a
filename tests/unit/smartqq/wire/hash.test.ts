import { describe, expect, it } from 'vitest'
import { bkn, hash33, listHash, time33 } from '../../../../lib/smartqq/wire/hash.ts'

describe('listHash', () => {
  // From the php-sdk's recorded request, slince's unit tests, and runs of the page's own function.
  it.each([
    [1353693508, '', '001500EC00F6000F'],
    [123456789, '', '004200180082005E'],
    [10000, '', '004500430068005B'],
    [10001, '', '004500430068005A'],
    [1234, 'bar', '62456143724B0099'],
    [3087958343, '551a0ec0f70f347e2ffc7931bcf7a13e4c774a2cb9f9085b8ac65a9505e412c9', '08FD5A4D5FCE530C'],
    [2769546520, '636683b80e7b0b46e26cc6b07c33432a4ab692e52f96e105d4d06fabd0735986', '52E00C5006A20C53'],
    [4294967295, 'abc', '61BA62BC63B000B4'],
    [123456789, '4e8b1a2d', '054204180A82065E'],
    [123456789, '7e2f3c9a5b1d4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7', '05425E180C825C5E'],
    [3021565570, '0123456789abcdef'.repeat(4), '00F1005A002100C9'],
    [2147483648, 'ptwebqq', '12C50543064F654B'],
  ])('hashes %d with %j', (uin, ptwebqq, hash) => {
    expect(listHash(uin, ptwebqq)).toBe(hash)
    expect(listHash(String(uin), ptwebqq)).toBe(hash)
  })
})

describe('hash33', () => {
  it.each([
    ['', 0],
    ['a', 97],
    ['abc', 108966],
    ['Qjy*mWVaseiG-qeonlAXEtSvIMfHFWHB*0QN*Axsf6AZ*xWL6uDJ*WEGSl0YJhJM', 1264130581],
    ['g3x2rsxBl5XERjRyBw1UMc2vgoXpjLyVXUa0qBUX5BEqHg2UWuF8rJtk-KB*jL1A', 1591611444],
    ['hJ9GvNx*oIvLjP5I5dQ19KPa3zwxNI62eALLO*g2JLbKPYsZIRsnbJIxNe74NzQQ', 1178303247],
    ['0123456789abcdef'.repeat(4), 953329160],
  ])('hashes %j', (text, hash) => {
    expect(hash33(text)).toBe(hash)
  })
})

describe('bkn', () => {
  it.each([
    ['', 5381],
    ['@beMESLu1X', 1412445979],
    ['@Z86pBPzDt', 559630849],
    ['@SoxMZ1bd4', 1016657201],
    ['@ZdKOGlQ7Q', 1084343465],
  ])('hashes %j', (skey, hash) => {
    expect(bkn(skey)).toBe(hash)
  })
})

describe('time33', () => {
  it.each([
    ['', 0],
    ['397467000', 3597819412],
    ['@beMESLu1X', 2659342294],
    ['4200000000', 3241031270],
  ])('hashes %j without losing the 32nd bit', (text, hash) => {
    expect(time33(text)).toBe(hash)
  })
})
