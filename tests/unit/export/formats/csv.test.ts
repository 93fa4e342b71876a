import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportedMessage } from '../../../../lib/export/format.ts'
import { guarded, unguarded } from '../../../../lib/export/formats/csv-cell.ts'
import { csv, CSV_COLUMNS } from '../../../../lib/export/formats/csv.ts'
import { hostileMessages, hostileText, withoutControls } from './hostile.ts'
import { contextOf, expectGolden, nastyExported, writeFile } from './write-file.ts'

/** RFC 4180, and not a comma more. @throws where a file is not. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const found = field.exec(text)
    if (!found) throw new Error(`not RFC 4180 at ${at}`)
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

async function read(messages: readonly ExportedMessage[], change: Parameters<typeof writeFile>[2] = {}) {
  const text = await writeFile(csv, messages, change)
  expect(text.startsWith('\ufeff')).toBe(true)
  const [columns = [], ...rows] = parseCsv(text.slice(1))
  return rows.map((cells) => {
    expect(cells).toHaveLength(CSV_COLUMNS.length)
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']))
  })
}

describe('CSV', () => {
  it('writes the nasty conversation byte for byte as it always did', async () => {
    expectGolden('nasty-conversation.csv.golden', await writeFile(csv, await nastyExported()))
  })

  it('keeps every text in one cell, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessages, hostileText, async (messages, title) => {
        const rows = await read(messages, { head: { id: 'g', kind: 'group', title, number: null } })
        expect(rows.map((row) => unguarded(row.text ?? ''))).toEqual(messages.map(({ text }) => withoutControls(text)))
        for (const row of rows) expect(unguarded(row.conversation ?? '')).toBe(withoutControls(title))
      }),
      { numRuns: 80 },
    )
  })

  it('has no cell that a spreadsheet would calculate', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessages, hostileText, async (messages, nick) => {
        const rows = await read(messages, { context: contextOf({ account: { number: '10001', nick } }) })
        const formulas = rows
          .flatMap((row) => Object.values(row))
          .filter((cell) => /^["\s]*[=+\-@＝＋－＠\t\r\n]/.test(cell))
        expect(formulas).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('shows the local time with its offset, and the instant', async () => {
    const [first] = await nastyExported()
    const messages = ['2026-10-25T00:30:00.250Z', '2026-10-25T01:30:00.000Z'].map((at) => ({
      ...first,
      at,
    })) as ExportedMessage[]
    const rows = await read(messages, { context: contextOf({ timeZone: 'Europe/Berlin' }) })
    expect(rows.map(({ time }) => time)).toEqual(['2026-10-25T02:30:00.250+02:00', '2026-10-25T02:30:00.000+01:00'])
    for (const row of rows) expect(Date.parse(row.time ?? '')).toBe(Number(row.unix_ms))
  })

  it('says who wrote, what is in it, and how it was sent', async () => {
    const messages = await nastyExported()
    const rows = await read(messages)
    const of = (text: string) => rows[messages.findIndex((message) => message.text.startsWith(text))]
    expect(of('稍后回复你')).toMatchObject({
      direction: 'out',
      author_id: '',
      author: '小明',
      auto_reply: 'uncertain',
      content: 'text',
    })
    expect(of('前')).toMatchObject({ author_id: 'person-1', author_number: '1876033142', content: 'text+face+picture' })
    expect(of('[群已解散]')).toMatchObject({ author: '系统消息', author_id: '', content: 'notice:group-dissolved' })
    expect(of('@小明')).toMatchObject({ mentions_me: 'yes', author_id: 'person-2' })
  })

  it('goes on after any message as if it had never stopped', async () => {
    const messages = await nastyExported()
    const whole = await writeFile(csv, messages)
    for (const at of [-1, ...messages.keys()]) expect(await writeFile(csv, messages, { cuts: [at] })).toBe(whole)
  })
})

describe('the guard against formulas', () => {
  it.each(['=1', '+1', '-1', '@x', '\t=1', ' =1', '"=1', "'=1", '＝1', '\r', '\n', '\u200b=1'])('guards %j', (text) => {
    expect(guarded(text)).toBe(`'${text}`)
  })

  it.each(['', 'a=1', "'", "'a", '1', ' a', '"a"', '强'])('leaves %j alone', (text) => {
    expect(guarded(text)).toBe(text)
  })

  it('can be taken off every text', () => {
    const quoted = fc.string({ unit: fc.constantFrom("'", '=', ' ', '"', 'a', '\t') })
    fc.assert(
      fc.property(fc.oneof(hostileText, quoted), (text) => {
        expect(unguarded(guarded(text))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })
})
