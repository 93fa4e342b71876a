import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { meaningOf, meaningOfCall, tables } from '../../../../lib/smartqq/wire/return-codes/meaning-of.ts'
import type { Family } from '../../../../lib/smartqq/wire/return-codes/meaning-of.ts'
import type { Row } from '../../../../lib/smartqq/wire/return-codes/row.ts'
import { HOUR, MINUTE, SECOND } from '../../../../lib/time.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const protocol = readFileSync(join(ROOT, 'docs/PROTOCOL.md'), 'utf8')
const section = protocol.slice(protocol.indexOf('\n## Return codes'), protocol.indexOf('\n## Identity'))

/** Heads of the two tables of answers, "code" and "shape", which are rows too. */
const HEADS = 2
const OWN_COLUMNS = ['poll', 'send', 'login', 'relink'] as const
const families = Object.keys(tables) as Family[]
const calls = families.filter((family) => family !== 'qr' && !OWN_COLUMNS.some((own) => own === family))
const rowsOf = (family: Family) => Object.entries(tables[family] as Record<string, Row>)

/** Rows of the Markdown tables of a part: first cell without its back ticks -> the other cells. */
function documented(part: string): Map<string, string[]> {
  const lines = part.split('\n').filter((line) => line.startsWith('| '))
  return new Map(
    lines.map((line) => {
      const [key = '', ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
      return [key.replaceAll('`', ''), cells]
    }),
  )
}

const [answers = '', qrCodes = ''] = section.split('\n### QR')
const inDocs = documented(answers)
const qrInDocs = documented(qrCodes)
const UNITS: Record<string, number> = { s: SECOND, min: MINUTE, h: HOUR }

/** What the last column, `refused; lists, qun: retry-later 5 min`, says of one kind of call. */
function ofCall(family: Family, cell = ''): string | undefined {
  const parts = cell.split('; ')
  const own = parts.find((part) => /^(.*):/.exec(part)?.[1]?.split(', ').includes(family))
  return own?.replace(/^.*: /, '') ?? parts.find((part) => part !== '' && !part.includes(':'))
}

function inWords({ do: act, retryAfterMs }: Row): string {
  const [unit, length] = Object.entries(UNITS).findLast(([, ms]) => (retryAfterMs ?? 0) >= ms) ?? ['', 1]
  return retryAfterMs === undefined ? act : `${act} ${retryAfterMs / length} ${unit}`
}

describe('docs/PROTOCOL.md, "Return codes"', () => {
  it.each(OWN_COLUMNS)('says about each answer to %s what the table says', (family) => {
    const column = OWN_COLUMNS.indexOf(family) + 1
    const filled = [...inDocs].filter(([, cells]) => cells.length === 6 && cells[column] !== '')
    const said = filled.map(([answer, cells]) => [answer, cells[column]])
    const done = rowsOf(family).map(([answer, row]) => [answer, row.testSession ? `${row.do} +` : row.do])
    expect(Object.fromEntries(said)).toMatchObject(Object.fromEntries(done))
    expect(said).toHaveLength(done.length + HEADS)
  })

  it.each(calls)('says about each answer to %s what the table says', (family) => {
    const said = rowsOf(family).map(([answer]) => [answer, ofCall(family, inDocs.get(answer)?.at(-1))])
    expect(said).toEqual(rowsOf(family).map(([answer, row]) => [answer, inWords(row)]))
  })

  it('says what each code of the QR login means', () => {
    const codes = rowsOf('qr').filter(([answer]) => /^\d|^frozen-link$|^unknown-code$/.test(answer))
    const said = codes.map(([answer]) => [answer, qrInDocs.get(answer)?.at(-1)])
    expect(said).toEqual(codes.map(([answer, row]) => [answer, row.do]))
  })
})

describe('the tables', () => {
  it('say what is done in words that the documentation explains', () => {
    const acts = families.flatMap((family) => rowsOf(family).map(([, row]) => row.do))
    for (const act of new Set(acts)) expect(section).toContain(act)
  })

  it('have a meaning for each answer, known or not', () => {
    for (const family of families) {
      expect(meaningOf(family, 4711)).toBe(tables[family]['unknown-code'])
      expect(meaningOf(family, -3).note).not.toBe('')
      expect(meaningOf(family, 'time-out').note).not.toBe('')
    }
    expect(meaningOfCall('friends', 50).do).toBe('rehash')
    expect(meaningOfCall('qunFriends', 1).do).toBe('drop-feature')
  })

  it('know when to ask again wherever asking again is what to do', () => {
    const later = calls.flatMap((family) => rowsOf(family).filter(([, row]) => row.do === 'retry-later'))
    expect(later.length).toBeGreaterThan(20)
    expect(later.filter(([, { retryAfterMs = 0 }]) => retryAfterMs < SECOND)).toEqual([])
  })

  it('are the only place in the product that knows a code', () => {
    const codes = [...new Set(families.flatMap((family) => rowsOf(family).map(([answer]) => answer)))]
      // Shorter ones mean nothing by themselves.
      .filter((answer) => /^\d{3,}$/.test(answer))
      .join('|')
    const compared = new RegExp(
      `(?:[cC]ode|answer|retcode)\\b[^\\n]{0,20}(?:===|!==|==)\\s*(?:${codes})\\b|case (?:${codes}):|\\b(?:1202|1000\\d\\d|1001\\d\\d)\\b`,
    )
    const files = globSync('{lib,entrypoints}/**/*.{ts,tsx}', { cwd: ROOT }).filter(
      (file) => !file.startsWith('lib/smartqq/wire/return-codes/'),
    )
    expect(files.length).toBeGreaterThan(100)
    const found = files.filter((file) => compared.test(withoutComments(readFileSync(join(ROOT, file), 'utf8'))))
    expect(found).toEqual([])
  })
})

/** Comments may name codes. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}
