import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { PREVIEWED, readPreviewMessages } from '../../../../../entrypoints/pages/editor/preview-messages.ts'
import { previewRule } from '../../../../../entrypoints/pages/editor/preview-run.ts'
import { MINUTE } from '../../../../../lib/time.ts'
import { aRule, pattern } from '../a-rule.ts'
import { aContact, aMessage, archiveWith } from '../archive-with.ts'

const NOON = Date.UTC(2026, 10, 23, 12)

const chats = {
  contacts: [
    aContact('f1', { nick: '阿强', remark: '强哥', category: '同事' }),
    aContact('g1', { kind: 'group', nick: '球队' }),
    aContact('p1', { nick: '小李', isFriend: false }),
  ],
  messages: [
    aMessage('m1', 'f1', { text: '在吗 <b>1</b>', sentAt: NOON }),
    aMessage('m2', 'g1', { kind: 'group', author: 'p1', authorName: '球拍', text: '在吗', sentAt: NOON + 1 }),
    aMessage('m3', 'g1', {
      kind: 'group',
      author: 'p1',
      authorName: '球拍',
      text: '在吗',
      mentionsMe: true,
      sentAt: NOON + 2,
    }),
    aMessage('m4', 'f1', { text: '晚安', sentAt: NOON + 3 }),
    aMessage('mine', 'f1', { direction: 'out', author: null, text: '在吗', sentAt: NOON + 4 }),
  ],
}

describe('readPreviewMessages', () => {
  it('are the newest received ones of all chats, newest first, with the names of today', async () => {
    const found = await readPreviewMessages(await archiveWith(chats))
    expect(found.map(({ message, place }) => [message.key, place])).toEqual([
      ['m4', '强哥'],
      ['m3', '球队'],
      ['m2', '球队'],
      ['m1', '强哥'],
    ])
    expect(found[1]).toMatchObject({ names: { nick: '小李', card: '球拍', group: '球队' }, category: null })
    expect(found[3]).toMatchObject({ names: { nick: '阿强', remark: '强哥', card: null }, category: '同事' })
  })

  it('are at most twenty, of whichever chats they are', async () => {
    const messages = Array.from({ length: 60 }, (_, index) =>
      aMessage(`k${index}`, `f${index % 3}`, { sentAt: NOON + index }),
    )
    const found = await readPreviewMessages(await archiveWith({ messages }))
    expect(found.map(({ message }) => message.key)).toEqual(
      Array.from({ length: PREVIEWED }, (_, index) => `k${59 - index}`),
    )
  })

  it('follow merged contacts', async () => {
    const archive = await archiveWith({
      contacts: [aContact('old'), aContact('new', { nick: '新名' })],
      aliases: [{ from: 'old', to: 'new', account: '1', at: 1, by: 'user' } as never],
      messages: [aMessage('m1', 'old', { text: '在吗' })],
    })
    const [found] = await readPreviewMessages(archive)
    expect(found).toMatchObject({ place: '新名', message: { conversation: 'new', author: 'new' } })
  })
})

describe('previewRule', () => {
  const preview = async (change: Parameters<typeof aRule>[0]) => {
    const messages = await readPreviewMessages(await archiveWith(chats))
    return Object.fromEntries(previewRule(aRule(change), messages, 'UTC').map((row) => [row.key, row]))
  }

  it('says what the engine would answer to each, by itself', async () => {
    const rows = await preview({
      who: { kinds: ['friend', 'group'] },
      reply: '{nick}，{capture:1}',
      conditions: [pattern('在(吗)')],
    })
    expect(rows.m1).toMatchObject({ verdict: 'reply', reply: '阿强，吗', text: '在吗 <b>1</b>' })
    expect(rows.m3).toMatchObject({ verdict: 'reply', reply: '小李，吗' })
    expect(rows.m4).toMatchObject({ verdict: 'no' })
  })

  it('says when the kernel would hold it back, whatever the rule wants', async () => {
    const rows = await preview({ who: { kinds: ['group'], onlyWhenMentioned: false } })
    expect(rows.m2).toMatchObject({ verdict: 'held', why: 'group-needs-mention' })
    expect(rows.m3).toMatchObject({ verdict: 'reply' })
  })

  it('takes a rule that is switched off, in a group that is, or cooling down as one that answers', async () => {
    const rows = await preview({ enabled: false, group: 'g', cooldownMs: 60 * MINUTE })
    expect(rows.m1).toMatchObject({ verdict: 'reply' })
  })

  it('goes by the time the message was sent', async () => {
    const hours = (from: number, to: number) => ({ when: { hours: [{ on: [1], from, to }] } })
    expect((await preview(hours(12 * 60, 13 * 60))).m1).toMatchObject({ verdict: 'reply' })
    expect((await preview(hours(13 * 60, 14 * 60))).m1).toMatchObject({ verdict: 'no' })
  })

  it('tells a draft, and a rule whose reply is not written yet', async () => {
    expect((await preview({ reply: { mode: 'draft', texts: [{ text: '好', weight: 1 }] } })).m1).toMatchObject({
      verdict: 'draft',
      reply: '好',
    })
    expect((await preview({ reply: '' })).m1).toMatchObject({ verdict: 'held', why: 'empty-reply' })
  })
})
