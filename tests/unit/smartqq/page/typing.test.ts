import { beforeEach, describe, expect, it } from 'vitest'
import type { ChatEvidence } from '../../../../lib/ports.ts'
import { createTyping } from '../../../../lib/smartqq/page/typing.ts'

const chat: ChatEvidence = { title: '小明', kind: 'friend', chosen: null, authors: [] }
const other: ChatEvidence = { ...chat, title: '小红' }

let now: number
let said: string[]
let seen: ReturnType<typeof createTyping>

beforeEach(() => {
  now = 0
  said = []
  seen = createTyping(
    () => now,
    ({ title }) => said.push(title),
  )
})

describe('typing', () => {
  it('is said when the draft changes, and not more often than every ten seconds', () => {
    seen(chat, '', false)
    seen(chat, '你', true)
    expect(said).toEqual(['小明'])
    now = 9_000
    seen(chat, '你好', true)
    expect(said).toHaveLength(1)
    now = 10_000
    seen(chat, '你好', false)
    expect(said).toHaveLength(1)
    seen(chat, '你好吗', true)
    expect(said).toHaveLength(2)
  })

  it('is also a text that was put into the box', () => {
    seen(chat, '', false)
    seen(chat, '草稿', false)
    expect(said).toEqual(['小明'])
  })

  it('is not an empty box, nor a text that was there when the chat was opened', () => {
    seen(chat, '留着的', false)
    seen(chat, '', true)
    expect(said).toEqual([])
    seen(chat, '留着', true)
    seen(other, '留着', false)
    expect(said).toEqual(['小明'])
  })

  it('is said at once of another chat', () => {
    seen(chat, '', false)
    seen(chat, 'a', true)
    seen(null, '', false)
    seen(other, 'b', true)
    expect(said).toEqual(['小明', '小红'])
  })

  it('goes on in a chat of which more is known now', () => {
    seen(chat, 'a', true)
    now = 10_000
    seen({ ...chat, authors: [7] }, 'ab', true)
    expect(said).toHaveLength(2)
  })
})
