import 'fake-indexeddb/auto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { compare } from '../../../lib/import/compare.ts'
import { crc32 } from '../../../lib/import/crc32.ts'
import { ImportError } from '../../../lib/import/import-error.ts'
import { openFiles } from '../../../lib/import/open-files.ts'
import { propose } from '../../../lib/import/propose.ts'
import { survey } from '../../../lib/import/survey.ts'
import type { Survey } from '../../../lib/import/survey.ts'
import { allMessages, fileOf, freshArchive, takeIn, ZONE } from './take-in.ts'
import { zipOf } from './zip-of.ts'

const folder = new URL('../../fixtures/import/', import.meta.url)
const fixtures = readdirSync(folder).map((name) => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(name, folder))),
}))

/** Reads files to their end; the code of what is wrong, with the line, or what was found. */
async function read(...files: File[]): Promise<Survey | string> {
  try {
    return await survey(await openFiles(files), ZONE)
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    return [error.why, error.place.entry, error.place.line].filter((part) => part !== undefined).join(' ')
  }
}

const chat = (messages: string) =>
  `{"chatlab":{"version":"0.0.2"},"meta":{"name":"a","type":"group"},"members":[],"messages":[\n${messages}]}`
const message = (rest: string) => `{"sender":"1","accountName":"a",${rest}}`

describe('a file that is broken or means harm', () => {
  it.each([
    ['', 'empty'],
    ['  \n ', 'empty'],
    ['hello', 'unknown'],
    ['{"a":1}', 'unknown'],
    ['SQQBAK\n\u001a\0\u0001', 'backup'],
    ['<!doctype html><p>', 'for-reading'],
    ['time,name,text,kind\n1,2,3,4', 'for-reading'],
    ['# 群聊\n\n- a', 'for-reading'],
    [`{"format":"smartqq-companion-export","version":4,"account":{},"conversations":[]}`, 'newer'],
    [chat(''), 'no-messages'],
    [chat(message('"timestamp":1600000000,"type":0,"content":"a"')).slice(0, -12), 'truncated 2'],
    [chat(`${message('"timestamp":1600000000,"type":0,"content":"a"')},\n{"sender":"1",,}`), 'broken-json 3'],
    [chat(message(`"timestamp":1600000000,"content":${'['.repeat(1_000_000)}`)), 'too-deep 2'],
  ])('refuses %.40s', async (text, why) => {
    expect(await read(fileOf(text))).toBe(why)
  })

  it('leaves out what cannot be a message, with its line', async () => {
    const good = message('"timestamp":1600000000,"type":0,"content":"a"')
    const bad = ['"timestamp":null', '"timestamp":-5', '"timestamp":1e300', '"type":0', '"timestamp":"NaN"'].map(
      message,
    )
    const found = await read(fileOf(chat([good, ...bad, '7'].join(',\n'))))
    expect(found).toMatchObject({
      messages: 1,
      problems: {
        first: [
          { what: 'bad-time', line: 3 },
          { what: 'bad-time', line: 4 },
          { what: 'bad-time', line: 5 },
          { what: 'no-time', line: 6 },
          { what: 'bad-time', line: 7 },
          { what: 'not-a-message', line: 8 },
        ],
      },
    })
  })

  it('takes nothing from a prototype, and leaves every prototype alone', async () => {
    const archive = await freshArchive()
    const text = chat(
      message(
        '"__proto__":{"timestamp":1600000000,"content":"polluted"},"constructor":{"prototype":{"x":1}},"type":0',
      ) +
        ',\n' +
        message('"timestamp":1600000000,"type":0,"content":"good","__proto__":{"content":"bad"}'),
    )
    await takeIn(archive, [fileOf(text)])
    expect((await allMessages(archive)).map((one) => one.text)).toEqual(['good'])
    expect(({} as Record<string, unknown>)['content']).toBeUndefined()
  })

  it('mends half of a surrogate pair', async () => {
    const archive = await freshArchive()
    await takeIn(archive, [fileOf(chat(message('"timestamp":1600000000,"type":0,"content":"a\\ud800b"')))])
    expect((await allMessages(archive)).map((one) => one.text)).toEqual(['a\ufffdb'])
  })

  it('tells the line of bytes that are no text', async () => {
    const start = new TextEncoder().encode(
      '消息记录（此消息记录为文本格式，不支持重新导入）\n消息对象:甲\n\n2019-01-01 20:00:00 甲\n',
    )
    const bytes = new Uint8Array([...start, ...new Uint8Array(300_000).fill(0x61), 0x0a, 0xff, 0xff, 0x0a])
    expect(await read(fileOf(bytes, 'a.txt'))).toBe('encoding 6')
  })

  it.each(['utf-16le', 'utf-16be'] as const)('reads a text in %s', async (encoding) => {
    const text =
      '\ufeff消息记录（此消息记录为文本格式，不支持重新导入）\r\n消息对象:甲\r\n\r\n2019-01-01 20:00:00 甲\r\n你好\r\n'
    const bytes = new Uint8Array(text.length * 2)
    const view = new DataView(bytes.buffer)
    for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), encoding === 'utf-16le')
    expect(await read(fileOf(bytes, 'a.txt'))).toMatchObject({ messages: 1, conversations: [{ title: '甲' }] })
  })

  it('takes a message that stands twice under one id once, and tells of one that says two things', async () => {
    const archive = await freshArchive()
    const one = (id: string, text: string) =>
      message(`"timestamp":1600000000,"type":0,"content":"${text}","platformMessageId":"${id}"`)
    const { outcome, conflicts } = await takeIn(archive, [
      fileOf(chat([one('1', 'a'), one('1', 'a'), one('1', 'other'), one('2', 'b')].join(','))),
    ])
    expect(outcome).toMatchObject({ added: 3, duplicates: 1, conflicts: 1 })
    expect(conflicts).toMatchObject([{ why: 'same-id', text: 'other', other: 'a', from: 'file' }])
  })
})

describe('a zip', () => {
  const good = chat(message('"timestamp":1600000000,"type":0,"content":"a"'))

  it('is read entry by entry, stored or packed, and passes over what is no export', async () => {
    const found = await read(
      fileOf(
        zipOf([
          { name: 'x/a.json', text: good },
          { name: 'b.json', text: good, isPacked: true },
          { name: 'c.png', text: 'x' },
        ]),
        'a.zip',
      ),
    )
    expect(found).toMatchObject({ messages: 2 })
  })

  it.each([
    ['../a.json', 'zip-names ../a.json'],
    ['/etc/a.json', 'zip-names /etc/a.json'],
    ['C:\\a.json', 'zip-names C:\\a.json'],
  ])('with the path %s is refused', async (name, why) => {
    expect(await read(fileOf(zipOf([{ name, text: good }]), 'a.zip'))).toBe(why)
  })

  it('that is cut, changed, encrypted, a bomb or holds another zip is refused', async () => {
    const whole = zipOf([{ name: 'a.json', text: good, isPacked: true }])
    expect(await read(fileOf(whole.slice(0, -30), 'a.zip'))).toBe('zip-truncated')
    const changed = whole.slice()
    changed[50] = (changed[50] ?? 0) ^ 0xff
    expect(await read(fileOf(changed, 'a.zip'))).toMatch(/^zip-broken a.json|^broken-json|^unknown/)
    expect(await read(fileOf(zipOf([{ name: 'a.json', text: good, isEncrypted: true }]), 'a.zip'))).toBe(
      'zip-encrypted a.json',
    )
    expect(await read(fileOf(zipOf([{ name: 'a.json', text: ' '.repeat(50_000_000), isPacked: true }]), 'a.zip'))).toBe(
      'zip-bomb a.json',
    )
    expect(
      await read(fileOf(zipOf([{ name: 'a.json', text: ' '.repeat(9_000_000), isPacked: true, size: 100 }]), 'a.zip')),
    ).toBe('zip-bomb a.json')
    expect(
      await read(fileOf(zipOf([{ name: 'in.zip', text: new TextDecoder('latin1').decode(whole) }]), 'a.zip')),
    ).toBe('zip-nested in.zip')
  })
})

describe('whatever becomes of a good file', () => {
  it('is told as an ImportError or read, and the archive is left alone', async () => {
    const change = fc.record({
      which: fc.nat(fixtures.length - 1),
      cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      edits: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 0.999, noNaN: true }),
          bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
        }),
        { maxLength: 4 },
      ),
      swap: fc.constantFrom('', '"', '}', ']', '[[[[', '\u0000', 'null', '-1', '{"__proto__":{}}'),
    })
    const archive = await freshArchive()
    await fc.assert(
      fc.asyncProperty(change, async ({ which, cut, edits, swap }) => {
        const { name, bytes } = fixtures[which] ?? { name: '', bytes: new Uint8Array() }
        let changed = new Uint8Array(bytes)
        for (const { at, bytes: put } of edits)
          changed.set(
            put.subarray(0, changed.length - Math.floor(at * changed.length)),
            Math.floor(at * changed.length),
          )
        const at = Math.floor((edits[0]?.at ?? 0.5) * changed.length)
        changed = new Uint8Array([
          ...changed.subarray(0, at),
          ...new TextEncoder().encode(swap),
          ...changed.subarray(at),
        ])
        if (cut !== null) changed = changed.slice(0, Math.floor(cut * changed.length))
        const found = await read(fileOf(changed, name))
        if (typeof found === 'string') return
        const decisions = propose(found, '0', { contacts: [], aliases: [] })
        const { verdicts } = await compare(found, decisions, archive)
        expect(verdicts).toHaveLength(found.messages)
      }),
      { numRuns: 250 },
    )
    expect(await archive.conversations()).toEqual([])
    expect(await archive.imports()).toEqual([])
  })
})

describe('crc32', () => {
  it('goes on from what came before', () => {
    const bytes = new TextEncoder().encode('123456789')
    expect(crc32(bytes)).toBe(0xcbf43926)
    expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926)
  })
})
