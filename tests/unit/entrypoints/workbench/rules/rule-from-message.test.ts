import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { startFrom } from '../../../../../entrypoints/workbench/rules/rule-from-message.ts'
import { aContact, aMessage, archiveWith } from '../../pages/archive-with.ts'

describe('startFrom', () => {
  it('begins with the words of the message and the one that its chat stands for now', async () => {
    const store = await archiveWith({
      contacts: [aContact('a'), aContact('old')],
      aliases: [{ from: 'old', to: 'a', why: 'user', at: 1 }],
      messages: [aMessage('m', 'old', { text: '在吗' })],
    })
    const start = await startFrom(store, 'm')
    expect(start?.who).toMatchObject({ kinds: ['friend'], contacts: ['a'] })
    expect(JSON.stringify(start?.what)).toContain('在吗')
  })

  it('has nothing to begin with when the message or its chat is not there', async () => {
    const store = await archiveWith({ messages: [aMessage('m', 'gone')] })
    expect(await startFrom(store, 'm')).toBeNull()
    expect(await startFrom(store, 'other')).toBeNull()
  })
})
