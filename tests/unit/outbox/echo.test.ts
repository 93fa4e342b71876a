import { describe, expect, it } from 'vitest'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { findEcho } from '../../../lib/outbox/echo.ts'
import { NOON, row } from './world.ts'

const incoming = { kind: 'friend' as const, conversation: '', text: '稍后', receivedAt: NOON + 1_000 }
const inGroup = { ...incoming, kind: 'group' as const, conversation: 'club' }
const sent = (change: Partial<OutboxRow> = {}) => row('o1', { state: 'sent', ...change })
const toGroup = sent({ kind: 'group', conversation: 'club' })

describe('findEcho', () => {
  it.each<[string, OutboxRow, typeof incoming | typeof inGroup]>([
    ['the same words', sent(), incoming],
    ['a reply on its way', sent({ state: 'sending' }), incoming],
    ['an uncertain one', sent({ state: 'uncertain' }), incoming],
    ['other blanks', sent({ text: '稍后 再\n说' }), { ...incoming, text: ' 稍后  再 说 ' }],
    ['a face by another name', sent({ text: '好[微笑]' }), { ...incoming, text: '好[表情]' }],
    ['the same group', toGroup, inGroup],
    ['almost two minutes later', sent(), { ...incoming, receivedAt: NOON + 119_999 }],
  ])('finds %s', (_case, reply, item) => {
    expect(findEcho([reply], item)).toBe(reply)
  })

  it.each<[string, OutboxRow, typeof incoming | typeof inGroup]>([
    ['other words', sent(), { ...incoming, text: '稍候' }],
    ['a reply that waits', sent({ state: 'pending' }), incoming],
    ['one that was refused', sent({ state: 'refused' }), incoming],
    ['one that was dropped', sent({ state: 'dropped' }), incoming],
    ['one whose echo has come', sent({ echoedAt: NOON }), incoming],
    ['another group', toGroup, { ...inGroup, conversation: 'other' }],
    ['another kind of chat', toGroup, incoming],
    ['two minutes later', sent(), { ...incoming, receivedAt: NOON + 120_000 }],
  ])('passes over %s', (_case, reply, item) => {
    expect(findEcho([reply], item)).toBeUndefined()
  })
})
