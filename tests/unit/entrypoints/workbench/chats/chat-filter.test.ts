import { describe, expect, it } from 'vitest'
import { canBeSpelled, filterChats } from '../../../../../entrypoints/workbench/chats/chat-filter.ts'
import type { ChatFilter, ChatRow } from '../../../../../entrypoints/workbench/chats/chat-filter.ts'
import type { Contact } from '../../../../../lib/chat/contact.ts'
import type { ConversationSummary } from '../../../../../lib/chat/message.ts'
import { loadSpeller } from '../../../../../lib/contacts/pinyin.ts'
import { aContact } from '../../pages/archive-with.ts'

function row(id: string, contact: Partial<Contact> = {}, summary: Partial<ConversationSummary> = {}): ChatRow {
  const name = contact.remark ?? contact.nick ?? id
  return {
    name,
    contact: aContact(id, contact),
    summary: { id, account: '1', kind: 'friend', lastAt: 1, lastText: '', lastDirection: 'in', count: 1, ...summary },
  }
}

const rows = [
  row('zeng', { nick: '小明', remark: '曾小明', number: '123456' }),
  row('hike', { nick: '周末爬山' }, { kind: 'group' }),
  row('lost', { nick: 'Anna' }, { account: '0' }),
]
const none: ChatFilter = { text: '', kind: 'all', account: null, spell: null }
const found = (filter: Partial<ChatFilter>) =>
  filterChats(rows, { ...none, ...filter }).map(({ summary }) => summary.id)

describe('filterChats', () => {
  it('gives everything, the very same list, when nothing is asked', () => {
    expect(filterChats(rows, { ...none, text: '  ' })).toBe(rows)
  })

  it('finds names, remarks and numbers in any case', () => {
    expect(found({ text: '小明' })).toEqual(['zeng'])
    expect(found({ text: '曾' })).toEqual(['zeng'])
    expect(found({ text: '2345' })).toEqual(['zeng'])
    expect(found({ text: ' aNN' })).toEqual(['lost'])
  })

  it('finds names by how they are spelled, once the dictionary is there', async () => {
    expect(found({ text: 'zengxm' })).toEqual([])
    const spell = await loadSpeller()
    expect(found({ text: 'zengxm', spell })).toEqual(['zeng'])
    expect(found({ text: 'pashan', spell })).toEqual(['hike'])
  })

  it('keeps to a kind and an account', () => {
    expect(found({ kind: 'group' })).toEqual(['hike'])
    expect(found({ account: '0' })).toEqual(['lost'])
    expect(found({ account: '0', text: '小明' })).toEqual([])
  })

  it('finds a conversation whose contact is lost by the name it is shown with', () => {
    const { contact: _contact, ...rest } = row('gone')
    const orphan: ChatRow = { ...rest, name: '未知联系人', contact: undefined }
    expect(filterChats([orphan], { ...none, text: '未知' })).toEqual([orphan])
  })
})

describe('canBeSpelled', () => {
  it('takes letters for pinyin, not characters and not nothing', () => {
    expect(['zeng xm', "xi'an", '曾', ''].map(canBeSpelled)).toEqual([true, true, false, false])
  })
})
