import { describe, expect, it } from 'vitest'
import { readDrawerReport, readHostReport } from '../../../entrypoints/background/host-reports.ts'

const chat = { title: '强哥', kind: 'friend', chosen: { kind: 'friend', number: 3785096088 }, authors: [3785096088] }

describe('what the script on the page says', () => {
  it.each([
    { kind: 'chat', chat },
    { kind: 'chat', chat: null },
    { kind: 'chat', chat: { title: '', kind: null, chosen: null, authors: [] } },
    { kind: 'typing', chat },
    { kind: 'health', broken: ['chat-title', 'http-frame'] },
    { kind: 'health', broken: [] },
    { kind: 'opening' },
    { kind: 'closed' },
    { kind: 'filled', outcome: 'not-empty' },
    { kind: 'why', key: 'message-1' },
  ])('is read: $kind', (report) => {
    expect(readHostReport(report)).toEqual(report)
  })

  it.each([
    ['no report', 'opening'],
    ['nothing', undefined],
    ['an unknown kind', { kind: 'send', text: '在吗' }],
    ['typing without a chat', { kind: 'typing', chat: null }],
    ['a title that is no text', { kind: 'chat', chat: { ...chat, title: { toString: 1 } } }],
    ['a title without end', { kind: 'chat', chat: { ...chat, title: '长'.repeat(1_001) } }],
    ['a number that is none', { kind: 'chat', chat: { ...chat, authors: ['1'] } }],
    ['a negative number', { kind: 'chat', chat: { ...chat, chosen: { kind: 'friend', number: -1 } } }],
    ['a broken number', { kind: 'chat', chat: { ...chat, authors: [1.5] } }],
    ['a crowd of authors', { kind: 'chat', chat: { ...chat, authors: Array.from({ length: 5_001 }, () => 1) } }],
    ['a part nobody knows', { kind: 'health', broken: ['toString'] }],
    ['an outcome nobody knows', { kind: 'filled', outcome: 'sent' }],
    ['a key without end', { kind: 'why', key: 'k'.repeat(301) }],
  ])('is nothing when it is %s', (_what, message) => {
    expect(readHostReport(message)).toBeNull()
  })

  it('brings nothing along that was not asked for', () => {
    const read = readHostReport({ kind: 'opening', token: 'mine', __proto__: { kind: 'closed' } })
    expect(read).toEqual({ kind: 'opening' })
  })
})

describe('what a drawer says', () => {
  it.each([
    { kind: 'claim', token: 'abc' },
    { kind: 'close' },
    { kind: 'fill', text: '稍后联系\n[微笑]', contact: 'anna' },
  ])('is read: $kind', (report) => {
    expect(readDrawerReport(report)).toEqual(report)
  })

  it.each([
    { kind: 'claim' },
    { kind: 'claim', token: 1 },
    { kind: 'fill', text: '长'.repeat(20_001), contact: 'a' },
    { kind: 'fill', text: '好' },
    null,
    [],
  ])('is nothing when it is %j', (message) => {
    expect(readDrawerReport(message)).toBeNull()
  })
})
