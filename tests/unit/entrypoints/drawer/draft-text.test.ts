import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { draftText } from '../../../../entrypoints/drawer/draft-text.ts'
import type { Decision } from '../../../../lib/chat/decision.ts'
import { DAY } from '../../../../lib/time.ts'
import { aRule, pattern } from '../pages/a-rule.ts'
import { aContact, aMessage, archiveWith } from '../pages/archive-with.ts'

const NOW = new Date(2026, 10, 22, 9, 5).getTime()

function replied(key: string, conversation: string, at: number, ruleId = 'r1'): Decision {
  const outcome = { kind: 'reply', ruleId, outboxId: key, text: '' } as const
  return { messageKey: key, account: '1', conversation, kind: 'friend', at, outcome, trace: [] }
}

describe('draftText', () => {
  it('is what the rule would answer a friend now', async () => {
    const contact = aContact('c1', { nick: '阿强', remark: '强哥' })
    const decisions = [
      replied('m1', 'c1', NOW - 1),
      replied('m2', 'c1', NOW - 2, 'other'),
      replied('m3', 'c1', NOW - DAY - 1),
    ]
    const archive = await archiveWith({ contacts: [contact], decisions })
    const rule = aRule({ reply: '{nick} {remark} {time} 第{count}次 {card}{group}' })
    expect(await draftText(archive, rule, { contact }, undefined, NOW)).toBe('阿强 强哥 09:05 第2次 阿强')
  })

  it('names the author and the group, and what the pattern picks out of the message', async () => {
    const contact = aContact('g1', { kind: 'group', nick: '球队' })
    const archive = await archiveWith({ contacts: [contact, aContact('p1', { nick: '阿强', remark: '强哥' })] })
    const rule = aRule({
      who: { kinds: ['group'] },
      conditions: [pattern('几点(.+)')],
      reply: '@{card} {remark} 在{group}问{capture:1}',
    })
    const message = aMessage('m1', 'g1', { kind: 'group', author: 'p1', authorName: '球拍', text: '几点开会' })
    expect(await draftText(archive, rule, { contact }, message, NOW)).toBe('@球拍 强哥 在球队问开会')
  })
})
