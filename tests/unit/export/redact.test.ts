import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextRedactor } from '../../../lib/export/redact-text.ts'
import { createPseudonyms } from '../../../lib/export/pseudonyms.ts'
import { FORMATS } from '../../../lib/export/formats/index.ts'
import type { ExportOptions } from '../../../lib/export/export-options.ts'
import { verifyText } from '../../../lib/export/verifier/verify-core.js'
import { nastyMessages } from './nasty-conversation.ts'
import { chat, exported, exportedJson, sourceOf } from './samples.ts'

const [first] = nastyMessages
const redaction: Partial<ExportOptions> = { redaction: { salt: 'one salt' } }
const shown = { kind: 'person' as const, members: null }

describe('createTextRedactor', () => {
  const redact = createTextRedactor(
    new Map([
      ['强哥', 'A'],
      ['强哥的店', 'B'],
      ['Lily', 'C'],
      ['10002', 'D'],
      ['明', 'E'],
      ['I', 'F'],
      ['~', 'G'],
      ['@home', 'H'],
    ]),
    (name) => `?${name.length}`,
  )

  it.each([
    ['强哥在吗', 'A在吗'],
    ['去强哥的店', '去B'],
    ['LILY and lily', 'C and C'],
    ['加 10002 吧', '加 D 吧'],
    // Of one character: behind an @, and alone.
    ['明天 @明 来 @明，@明天', '明天 @E 来 @E，@?2'],
    ['明，小明 明 说明 (明)！明1', 'E，小明 E 说明 (E)！明1'],
    ['𠀀明', '𠀀明'],
    ["I am, i am, I'm, WiFi, I", "F am, i am, I'm, WiFi, F"],
    ['好~ ~ @~ 好', '好~ ~ @G 好'],
    // Behind an @, of people nobody knows: up to a blank or the end of a clause.
    ['@小龙女 吃了吗，＠王 五，(@Tom)，@Tom。', '@?3 吃了吗，＠?1 五，(@?3)，@?3。'],
    ['@全体成员 @all @小-明... @', '@全体成员 @all @?3... @'],
    ['@强哥在吗 @小强哥', '@A在吗 @?1A'],
    ['@1876033142 @home a@b', '@**** H a@?1'],
    ['写信到 lily.wang@example.com.cn 或 a@b.cn', '写信到 ****@**** 或 ****@****'],
    ['电话 13800138000，138-0013-8000，+86 138 0013 8000', '电话 ****，****，****'],
    ['QQ 1876033142 共 1234 人', 'QQ **** 共 1234 人'],
    ['全角１２３４５６７', '全角****'],
    ['', ''],
  ])('makes of %j %j', (text, redacted) => {
    expect(redact(text)).toBe(redacted)
  })

  it('is done soon with a long text that has no blanks', () => {
    expect(redact(`${'a'.repeat(50_000)}@`)).toHaveLength(50_001)
    expect(redact('12 '.repeat(20_000))).toMatch(/\*{4}/u)
  })
})

describe('pseudonyms', () => {
  it('are the same for a salt, others for another, and give nothing away', () => {
    const [a, b, other] = ['one', 'one', 'two'].map((salt) => createPseudonyms(salt, 'zh-CN', ['x', 'y']))
    expect(a!.person('x')).toBe(b!.person('x'))
    expect(a!.person('x')).not.toBe(a!.person('y'))
    expect(a!.person('x')).not.toBe(other!.person('x'))
    expect(a!.id('x')).not.toContain('x'.repeat(2))
    expect(a!.person('x')).toMatch(/^用户[2-9A-HJ-NP-Z]{6}$/u)
    expect(a!.chat('x', 'group')).toMatch(/^群/u)
  })

  it('never give two people one name', () => {
    const ids = Array.from({ length: 30_000 }, (_, index) => `id-${index}`)
    const pseudonyms = createPseudonyms('salt', 'en', ids)
    expect(new Set(ids.map(pseudonyms.person)).size).toBe(ids.length)
  })
})

describe('a redacted export', () => {
  it('has pseudonyms in place of people, groups and ids, and keeps times and shapes', async () => {
    const plain = (await exportedJson(sourceOf())).file
    const { file, summary } = await exportedJson(sourceOf(), redaction)
    expect(file.redacted).toBe(true)
    expect(file.account).toEqual({ number: '0', nick: '我' })
    expect(file.conversations[0]?.title).toMatch(/^群/u)
    const messages = file.conversations[0]?.messages ?? []
    const before = plain.conversations[0]?.messages ?? []
    expect(messages.map(({ at, n, direction }) => [at, n, direction])).toEqual(
      before.map(({ at, n, direction }) => [at, n, direction]),
    )
    const ids = new Set([...Object.keys(plain.people), 'group-1', ...before.map(({ id }) => id)])
    expect([...ids].filter((id) => JSON.stringify(file).includes(`"${id}"`))).toEqual([])
    // One person has one name, in every place.
    const names = new Map(
      messages.filter(({ author }) => author !== null).map(({ author, authorName }) => [author, authorName]),
    )
    const known = [...names].filter(([author, name]) => author !== null && name !== null && author in file.people)
    const inPeople = known.map(([author]) => file.people[author ?? '']?.nick ?? null)
    expect(known.length).toBeGreaterThan(1)
    expect(inPeople.filter((nick) => nick !== null)).toEqual(known.map(([, name]) => name))
    expect(summary.files[0]?.name).toMatch(/^SmartQQ-群/u)
  })

  it('drops rules, and pictures of people', async () => {
    const { text } = await exportedJson(sourceOf(), { ...redaction, withAvatars: true })
    expect(text).not.toContain('rule-1')
    expect(text).not.toContain('data:image')
  })

  it('has a chain of its own, which holds', async () => {
    const { text } = await exportedJson(sourceOf(), redaction)
    expect(await verifyText(new Blob([text]))).toMatchObject({ isGood: true, isRedacted: true })
  })

  it('replaces names that people had in the past, also in messages from before', async () => {
    const [one, two] = chat('anna', 2)
    const messages = [
      { ...one!, segments: [{ type: 'text' as const, text: '老花名说的' }], text: '老花名说的' },
      { ...two!, author: 'anna', authorName: '老花名' },
    ]
    const { file, text } = await exportedJson(sourceOf(messages), redaction)
    expect(text).not.toContain('老花名')
    expect(file.conversations[0]?.messages[0]?.text).toBe(`${file.conversations[0]?.messages[1]?.authorName}说的`)
  })

  it('replaces names under which people wrote in chats that are not in it', async () => {
    const [here] = chat('anna', 1)
    const [there] = chat('bob', 1)
    const messages = [{ ...here!, segments: [{ type: 'text' as const, text: '问问花名去' }], text: '问问花名去' }]
    const all = sourceOf([...messages, { ...there!, authorName: '花名' }])
    const source = { ...all, conversations: [{ id: 'anna', kind: 'friend' as const }] }
    const { file, text } = await exportedJson(source, redaction)
    expect(text).not.toContain('花名')
    expect(file.conversations[0]?.messages[0]?.text).toMatch(/^问问用户[2-9A-Z]{6}去$/u)
  })

  it('knows only the names that were there when it began, whatever comes while it goes on', async () => {
    const [here] = chat('anna', 1, { receivedAt: 1_000 })
    const [there] = chat('bob', 1, { receivedAt: 2_000, authorName: '花名' })
    const said = { segments: [{ type: 'text' as const, text: '问问花名去' }], text: '问问花名去' }
    const all = sourceOf([{ ...here!, ...said }, there!])
    const source = { ...all, conversations: [{ id: 'anna', kind: 'friend' as const }] }
    const { file } = await exportedJson(source, { ...redaction, filter: { archivedBefore: 1_500 } })
    expect(file.conversations[0]?.messages.map(({ text }) => text)).toEqual(['问问花名去'])
  })

  it('calls somebody alike wherever an @ names them, and nobody knows who it is', async () => {
    const said = (text: string) => ({ segments: [{ type: 'text' as const, text }], text })
    const [one, two] = chat('anna', 2)
    const { file } = await exportedJson(
      sourceOf([
        { ...one!, ...said('@小龙女 在吗') },
        { ...two!, ...said('叫 @小龙女，@杨过') },
      ]),
      redaction,
    )
    const [first, second] = file.conversations[0]!.messages.map(({ text }) => text.match(/用户[2-9A-Z]{10}/gu) ?? [])
    expect(first).toHaveLength(1)
    expect(second).toHaveLength(2)
    expect(second![0]).toBe(first![0])
    expect(second![1]).not.toBe(first![0])
  })

  it('says nothing about whom was searched for, and who could not be read', async () => {
    const source = sourceOf(chat('person-2', 1), {
      // eslint-disable-next-line require-yield -- it fails before there is anything to give
      async *scan() {
        throw new Error('强哥 1876033142')
      },
    })
    const { text, file } = await exportedJson(source, {
      ...redaction,
      filterWords: { words: 'from:强哥', authors: ['person-2'] },
    })
    expect(text).not.toMatch(/强哥|1876033142|person-2/u)
    expect(file.completeness.failures).toHaveLength(1)
    expect(file.filter?.words).toBe('****')
  })

  it('lets no name and no number of two characters and more through, in any format', async () => {
    // Letters that no format and no word of ours has.
    const name = fc.string({
      unit: fc.constantFrom('赵', '钱', '孙', '李', 'Ж', 'Ю', '<', '&', '"', '|', '\\'),
      minLength: 2,
      maxLength: 6,
    })
    // From behind 10000, which is QQ's own: system messages of TXT files are from it.
    const number = fc.integer({ min: 10_001, max: 4_000_000_000 }).map(String)
    const person = fc.record({ nick: name, remark: fc.option(name), number: fc.option(number), card: name })
    const glue = fc.constantFrom('', ' ', '，', 'x', '@', '1', '\n')
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 2, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(3), glue), { minLength: 1, maxLength: 8 }),
        async (people, said) => {
          const contacts = people.map(({ nick, remark, number: own }, index) => ({
            ...shown,
            id: `p${index}`,
            nick,
            remark,
            number: own,
          }))
          const all = people
            .flatMap(({ nick, remark, number: own, card }) => [nick, remark, own, card])
            .filter((one) => one !== null)
          const text = said.map(([which, , between]) => `${between}${all[which % all.length]}`).join('')
          const messages = people.map(({ card }, index) => ({
            ...first!,
            key: `k${index}`,
            author: `p${index}`,
            authorName: card,
            segments: [
              { type: 'text' as const, text },
              { type: 'attachment' as const, what: 'file' as const, name: text },
              { type: 'quote' as const, text },
            ],
            text: `${text}[文件] ${text}「${text}」`,
          }))
          const source = sourceOf(messages, {
            account: { number: '7654321', nick: all[0] ?? null },
            contacts: async () => contacts,
            canonical: (id) => id,
          })
          const { texts } = await exported(source, { ...redaction, formats: Object.values(FORMATS) })
          // Two signs of markup are no name that anybody could tell from markup.
          const secrets = [...all, '7654321'].filter((secret) => /[\p{L}\p{N}]/u.test(secret))
          const leaks = [...texts].flatMap(([file, content]) => {
            // Ids and links: five digits in a row come up in them by chance.
            const words = plainly(content.replace(/\b[0-9a-f]{32}\b/g, ''))
            return secrets.filter((secret) => file.includes(secret) || words.includes(secret))
          })
          expect(leaks).toEqual([])
        },
      ),
      { numRuns: 15 },
    )
  })
})

/** Without what formats do to a text. */
function plainly(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\\u003c', '<')
    .replaceAll(/\\([^un])/gu, '$1')
}
