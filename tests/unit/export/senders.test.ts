import { describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/chat/message.ts'
import type { ExportOptions } from '../../../lib/export/export-options.ts'
import { FORMATS } from '../../../lib/export/formats/index.ts'
import type { ExportSource } from '../../../lib/export/ports.ts'
import { chatlabProblems, readChatlabJson, readChatlabJsonl } from './formats/chatlab-reader.ts'
import { nastyMessages } from './nasty-conversation.ts'
import { exported, sourceOf } from './samples.ts'

const [first] = nastyMessages
const both = { formats: [FORMATS['chatlab-json'], FORMATS['chatlab-jsonl']] }
const members = (ids: readonly string[]): ExportSource['contacts'] => {
  const people = ids.map((id) => ({ id, kind: 'person' as const, number: null, nick: id, remark: null, members: null }))
  const listed = ids.map((contact) => {
    return { contact, nick: contact, card: null, role: 'member' as const, isSelf: false }
  })
  return async () => [
    { id: 'g', kind: 'group', number: '123456789', nick: 'g', remark: null, members: listed },
    ...people,
  ]
}

/** Messages of one group, by these people, a day apart. */
function said(authors: readonly string[]): Message[] {
  return authors.map((author, index) => ({
    ...first!,
    key: `g/${index}`,
    conversation: 'g',
    author,
    authorName: `${author} then`,
    sentAt: first!.sentAt + index * 86_400_000,
    receivedAt: 0,
  }))
}

async function files(source: ExportSource, change: Partial<ExportOptions> = {}) {
  const { texts } = await exported(source, { ...both, ...change })
  return Array.from(texts, ([name, text]) => (name.endsWith('l') ? readChatlabJsonl(text) : readChatlabJson(text)))
}

describe('the people of a ChatLab file', () => {
  it('are the list of the group and those who wrote and left it', async () => {
    const read = await files(sourceOf(said(['left', 'here', 'left']), { contacts: members(['here', 'silent']) }))
    expect(read).toHaveLength(2)
    for (const file of read) {
      expect(chatlabProblems(file)).toEqual([])
      expect(file.members.map(({ platformId }) => platformId)).toEqual(['10001', 'here', 'silent', 'left'])
    }
  })

  it('are the same in every part, and not those of messages that are left out', async () => {
    const source = sourceOf(said(['a', 'b', 'c', 'd']), { contacts: members([]) })
    const read = await files(source, {
      split: { by: 'messages', messages: 1 },
      filter: { from: first!.sentAt + 1, authors: ['b', 'd'] },
    })
    expect(read).toHaveLength(4)
    for (const file of read) {
      expect(chatlabProblems(file)).toEqual([])
      expect(file.members.map(({ platformId }) => platformId)).toEqual(['10001', 'b', 'd'])
    }
  })

  it('have one entry each, whatever ids they had', async () => {
    const aliases = new Map([['old', 'here']])
    const source = sourceOf(said(['old', 'here']), {
      contacts: async () => (await members(['here'])()).concat(await members(['old'])()).slice(0, 2),
      canonical: (id) => aliases.get(id) ?? id,
    })
    for (const file of await files(source))
      expect(file.members.map(({ platformId }) => platformId)).toEqual(['10001', 'here'])
  })

  it('are listed by what stands for them in a redacted file, those on the list too', async () => {
    const source = sourceOf(said(['left', 'here']), { contacts: members(['here', 'silent']) })
    for (const file of await files(source, { redaction: { salt: 'salt' } })) {
      expect(chatlabProblems(file)).toEqual([])
      expect(file.members).toHaveLength(4)
      for (const { platformId, accountName } of file.members.slice(1)) {
        expect(platformId).toMatch(/^x[0-9a-f]{32}$/u)
        expect(accountName).toMatch(/^用户/u)
      }
    }
  })

  it('cost one more reading, however many formats list them, and other formats none', async () => {
    const messages = said(['a', 'b'])
    const source = sourceOf(messages)
    let scans = 0
    const counting = { ...source, scan: (range: Parameters<ExportSource['scan']>[0]) => (++scans, source.scan(range)) }
    await exported(counting, both)
    expect(scans).toBe(2)
    await exported(counting, { formats: [FORMATS.txt] })
    expect(scans).toBe(3)
  })

  it('are those of what can be read when the end cannot', async () => {
    const messages = said(['a', 'b'])
    const source = sourceOf(messages, {
      contacts: members([]),
      async *scan() {
        yield messages.slice(0, 1)
        throw new Error('gone')
      },
    })
    for (const file of await files(source)) {
      expect(chatlabProblems(file)).toEqual([])
      expect(file.members.map(({ platformId }) => platformId)).toEqual(['10001', 'a'])
      expect(file.messages).toHaveLength(1)
    }
  })

  it('are looked for until the export is cancelled', async () => {
    const controller = new AbortController()
    const messages = said(['a', 'b', 'c'])
    let scans = 0
    const source = sourceOf(messages, {
      async *scan() {
        scans += 1
        for (const message of messages) {
          yield [message]
          // The second reading is that for the people: the first one has been begun ahead.
          if (scans === 2) controller.abort()
        }
      },
    })
    const { summary, target } = await exported(source, both, { signal: controller.signal })
    expect(summary.outcome).toBe('cancelled')
    for (const { bytes, happened } of target.files.values()) {
      expect(bytes).toHaveLength(0)
      expect(happened).toContain('abort')
    }
  })
})
