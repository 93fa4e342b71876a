import { describe, expect, it } from 'vitest'
import type { HandleKind } from '../../../lib/chat/handle.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { findEcho } from '../../../lib/outbox/echo.ts'
import { NOON, row } from './world.ts'

const handle = (kind: HandleKind, number: number) => ({ account: '10001', epoch: 'login-1', kind, number })
const incoming = { where: handle('person', 999), text: '稍后', receivedAt: NOON + 1_000 }
const inGroup = { ...incoming, where: handle('group', 90) }
const sent = (change: Partial<OutboxRow> = {}) => row('o1', { state: 'sent', ...change })
const toGroup = sent({ kind: 'group', target: handle('group', 90) })

describe('findEcho', () => {
  it.each<[string, OutboxRow, typeof incoming]>([
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

  it.each<[string, OutboxRow, typeof incoming]>([
    ['other words', sent(), { ...incoming, text: '稍候' }],
    ['a reply that waits', sent({ state: 'pending' }), incoming],
    ['one that was refused', sent({ state: 'refused' }), incoming],
    ['one that was dropped', sent({ state: 'dropped' }), incoming],
    ['one whose echo has come', sent({ echoedAt: NOON }), incoming],
    ['another group', toGroup, { ...inGroup, where: handle('group', 91) }],
    ['a discussion of that number', toGroup, { ...inGroup, where: handle('discuss', 90) }],
    ['another kind of chat', toGroup, incoming],
    ['what came before the reply was thought of', sent(), { ...incoming, receivedAt: NOON - 1 }],
    ['two minutes later', sent(), { ...incoming, receivedAt: NOON + 120_000 }],
  ])('passes over %s', (_case, reply, item) => {
    expect(findEcho([reply], item)).toBeUndefined()
  })

  it('finds the first of two in the same words', () => {
    const [older, newer] = [row('o1', { state: 'sent' }), row('o2', { state: 'uncertain' })]
    expect(findEcho([older, newer], incoming)).toBe(older)
    expect(findEcho([{ ...older, echoedAt: NOON }, newer], incoming)).toBe(newer)
  })
})
