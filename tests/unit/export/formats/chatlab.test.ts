import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatlabJson } from '../../../../lib/export/formats/chatlab-json.ts'
import { chatlabJsonl } from '../../../../lib/export/formats/chatlab-jsonl.ts'
import { chatlabType } from '../../../../lib/export/formats/chatlab-shape.ts'
import type { ExportedMessage } from '../../../../lib/export/format.ts'
import type { ExportedMember, FileContext } from '../../../../lib/export/ports.ts'
import { chatlabProblems, readChatlabJson, readChatlabJsonl } from './chatlab-reader.ts'
import { hostileMessages, hostileText } from './hostile.ts'
import { completeness, contextOf, expectGolden, friend, nastyExported, writeFile } from './write-file.ts'

const FORMATS = [
  { name: 'JSON', format: chatlabJson, read: readChatlabJson, golden: 'nasty-conversation.chatlab.json.golden' },
  { name: 'JSONL', format: chatlabJsonl, read: readChatlabJsonl, golden: 'nasty-conversation.chatlab.jsonl.golden' },
]
const NUMBERS = ['0', '1', '2']

describe.each(FORMATS)('ChatLab $name', ({ format, read, golden }) => {
  it('writes the nasty conversation byte for byte as it always did', async () => {
    expectGolden(golden, await writeFile(format, await nastyExported()))
  })

  it('keeps the documented rules, and every text, through the reader of ChatLab', async () => {
    const messages = await nastyExported()
    const file = read(await writeFile(format, messages))
    expect(chatlabProblems(file)).toEqual([])
    expect(file.messages.map(({ content }) => content ?? '')).toEqual(messages.map(({ text }) => text))
    expect(file.messages.map(({ platformMessageId }) => platformMessageId)).toEqual(messages.map(({ id }) => id))
    expect(file.members.map(({ platformId }) => platformId)).toEqual([
      '10001',
      '1876033142',
      'person-2',
      'person-unknown',
    ])
  })

  it('has an entry for everybody who wrote, also for those on no list, under the name of their last message', async () => {
    const [one] = await nastyExported()
    const said = ['person-1', 'left', 'left', 'person-2', 'nameless'].map((author, index): ExportedMessage => ({
      ...one!,
      n: index + 1,
      id: String(index).padStart(32, '0'),
      author,
      authorName: author === 'nameless' ? null : `${author} ${index}`,
    }))
    const context = contextOf({
      members: () => [],
      people: new Map([['person-2', { number: '20002', nick: '强哥', remark: null }]]),
    })
    const file = read(await writeFile(format, said, { context }))
    expect(chatlabProblems(file)).toEqual([])
    expect(file.members).toEqual([
      { platformId: '10001', accountName: '小明' },
      { platformId: 'person-1', accountName: 'person-1 0' },
      { platformId: 'left', accountName: 'left 2' },
      { platformId: '20002', accountName: '强哥', groupNickname: 'person-2 3' },
      { platformId: 'nameless', accountName: '未知用户' },
    ])
  })

  it('keeps them whatever anybody is called and writes', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileMessages,
        hostileText,
        fc.array(fc.record({ nick: hostileText, card: fc.option(hostileText) }), { maxLength: 4 }),
        async (messages, title, names) => {
          const members = names.map(({ nick, card }, index): ExportedMember => {
            return { contact: `member-${NUMBERS[index % 3]}`, nick, card, role: 'admin' }
          })
          const context = contextOf({ members: () => members })
          const head = { id: 'group-1', kind: 'group' as const, title, number: '123456789' }
          const unique = messages.filter(({ id }, at) => messages.findIndex((other) => other.id === id) === at)
          const file = read(await writeFile(format, unique, { context, head }))
          expect(chatlabProblems(file)).toEqual([])
          expect(file.messages.map(({ content }) => content ?? '')).toEqual(unique.map(({ text }) => text))
          const wrote = file.messages.flatMap(({ sender }) => (sender === 'SYSTEM' ? [] : sender))
          const listed = members.map(({ contact }) => contact)
          expect(new Set(file.members.map(({ platformId }) => platformId))).toEqual(
            new Set(['10001', ...listed, ...wrote]),
          )
        },
      ),
      { numRuns: 70 },
    )
  })

  it('goes on after any message as if it had never stopped', async () => {
    const messages = await nastyExported()
    const whole = await writeFile(format, messages)
    for (const at of [-1, ...messages.keys()]) expect(await writeFile(format, messages, { cuts: [at] })).toBe(whole)
  })

  it('knows the two people of a private chat', async () => {
    const file = read(await writeFile(format, await nastyExported(), { head: friend }))
    expect(chatlabProblems(file)).toEqual([])
    expect(file.header.meta).toEqual({ name: '<Lily>', platform: 'qq', type: 'private', ownerId: '10001' })
    expect(file.members.slice(0, 2).map(({ platformId }) => platformId)).toEqual(['10001', '1876033142'])
  })

  it('says that the service said what nobody said, and who the account is without a number', async () => {
    const messages = await nastyExported()
    const context = contextOf({ account: { number: '0', nick: null } })
    const file = read(await writeFile(format, messages, { context }))
    expect(chatlabProblems(file)).toEqual([])
    expect(file.messages.at(messages.findIndex(({ text }) => text.startsWith('[群已解散]')))).toMatchObject({
      sender: 'SYSTEM',
      type: 80,
    })
    expect(file.members[0]).toMatchObject({ platformId: '0', accountName: '我' })
  })
})

describe('ChatLab JSON', () => {
  const crowd = (size: number, change: Partial<FileContext> = {}) =>
    contextOf({
      members: () =>
        Array.from({ length: size }, (_, index) => ({
          contact: `member-${index}`,
          nick: `名字 ${index}`,
          card: null,
          role: 'member' as const,
        })),
      ...change,
    })

  it('leaves avatars out, and says so, rather than push the members out of sight', async () => {
    const avatar = `data:image/png;base64,${'A'.repeat(30_000)}`
    const file = readChatlabJson(
      await writeFile(chatlabJson, await nastyExported(), { context: crowd(20, { avatar: async () => avatar }) }),
    )
    expect(chatlabProblems(file)).toEqual([])
    expect(file.members).toHaveLength(24)
    expect(file.members.filter((member) => member.avatar === avatar)).toHaveLength(6)
    expect(file.header.chatlab.description).toContain('省略了 18 个头像')
  })

  it('leaves members out, and says so, when even their names do not fit', async () => {
    const file = readChatlabJson(await writeFile(chatlabJson, await nastyExported(), { context: crowd(5_000) }))
    expect(chatlabProblems(file)).toEqual([])
    expect(file.members.length).toBeGreaterThan(2_000)
    expect(file.header.chatlab.description).toContain(`省略了 ${5_004 - file.members.length} 名成员`)
  })

  it('leaves out those who never wrote first', async () => {
    const [one] = await nastyExported()
    const said = ['member-4998', 'member-4999', 'gone'].map((author, index): ExportedMessage => ({
      ...one!,
      author,
      id: String(index).padStart(32, '0'),
    }))
    const file = readChatlabJson(await writeFile(chatlabJson, said, { context: crowd(5_000) }))
    expect(chatlabProblems(file)).toEqual([])
    expect(file.members.slice(-3).map(({ platformId }) => platformId)).toEqual(['member-4998', 'member-4999', 'gone'])
  })

  it('has no lists inside members, but JSONL has roles and remarks', async () => {
    const messages = await nastyExported()
    expect(readChatlabJson(await writeFile(chatlabJson, messages)).members[1]).not.toHaveProperty('roles')
    expect(readChatlabJsonl(await writeFile(chatlabJsonl, messages)).members[1]).toMatchObject({
      roles: [{ id: 'owner' }],
      aliases: ['"\ufffd'],
    })
  })

  it('ends with the completeness report', async () => {
    const messages = await nastyExported()
    expect(JSON.parse(await writeFile(chatlabJson, messages)).completeness).toEqual(completeness)
    const last = (await writeFile(chatlabJsonl, messages)).trimEnd().split('\n').at(-1) ?? ''
    expect(JSON.parse(last.slice(2))).toEqual({ completeness })
  })
})

describe('the ChatLab type of a message', () => {
  it.each([
    [0, []],
    [0, [{ type: 'text', text: '' }]],
    [
      5,
      [
        { type: 'face', code: 14, name: '微笑' },
        { type: 'face', code: 14, name: '微笑' },
      ],
    ],
    [
      0,
      [
        { type: 'face', code: 14, name: '微笑' },
        { type: 'text', text: 'x' },
      ],
    ],
    [1, [{ type: 'picture' }]],
    [4, [{ type: 'attachment', what: 'file', name: 'a.txt' }]],
    [
      25,
      [
        { type: 'quote', text: 'x' },
        { type: 'text', text: 'y' },
      ],
    ],
    [22, [{ type: 'notice', what: 'shake', facts: {} }]],
    [80, [{ type: 'notice', what: 'muted', facts: {} }]],
    [99, [{ type: 'withheld' }]],
  ] as const)('is %i', (code, segments) => {
    expect(chatlabType({ segments: [...segments] })).toBe(code)
    expect(chatlabType({ segments: [...segments], recalled: true })).toBe(81)
  })
})
