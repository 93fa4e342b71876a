import { describe, expect, it } from 'vitest'
import { completenessLines } from '../../../lib/export/completeness-lines.ts'
import { countOddments, damagedGaps, listened } from '../../../lib/export/completeness.ts'
import { chat, exportedJson, sourceOf } from './samples.ts'

const MINUTE = 60_000
const NOW = 10_000 * MINUTE
type Watch = Parameters<typeof listened>[0][number]

function watch(from: number, to: number, ended: string | null = null, by: Watch['by'] = 'background'): Watch {
  return { from: from * MINUTE, to: to * MINUTE, by, ended }
}
/** In minutes. */
function shown(watches: Watch[], range: { from?: number; to?: number } = {}) {
  const inMs = Object.fromEntries(Object.entries(range).map(([end, at]) => [end, at * MINUTE]))
  const { captured, gaps } = listened(watches, inMs, NOW)
  const minutes = (at: string) => Date.parse(at) / MINUTE
  return {
    captured: captured.map((span) => [minutes(span.from), minutes(span.to), span.by]),
    gaps: gaps.map((gap) => [minutes(gap.from), minutes(gap.to), gap.why]),
  }
}

describe('listened', () => {
  it.each([
    ['logged-out', 'nobody-listening'],
    ['offline', 'offline'],
    ['switched-off', 'switched-off'],
    ['handed-over', 'nobody-listening'],
    [null, 'unknown'],
  ])('tells of a gap after a span that ended by %s that the reason is %s', (ended, why) => {
    expect(shown([watch(1, 5, ended), watch(9, NOW / MINUTE)]).gaps).toEqual([[5, 9, why]])
  })

  it('has a gap to the end when the last span ended, and none while it lasts', () => {
    expect(shown([watch(1, 5, 'logged-out')]).gaps).toEqual([[5, 10_000, 'nobody-listening']])
    expect(shown([watch(1, 9999)])).toEqual({ captured: [[1, 10_000, 'background']], gaps: [] })
  })

  it('has no gap before the first span, and says nothing without any', () => {
    expect(shown([watch(50, 10_000)], { from: 1 })).toEqual({ captured: [[50, 10_000, 'background']], gaps: [] })
    expect(shown([])).toEqual({ captured: [], gaps: [] })
  })

  it('clips all to the range', () => {
    const watches = [watch(1, 20, 'offline'), watch(40, 60, 'logged-out'), watch(80, 90, 'logged-out')]
    expect(shown(watches, { from: 10, to: 50 })).toEqual({
      captured: [
        [10, 20, 'background'],
        [40, 50, 'background'],
      ],
      gaps: [[20, 40, 'offline']],
    })
    expect(shown(watches, { from: 30, to: 35 })).toEqual({ captured: [], gaps: [[30, 35, 'offline']] })
  })

  it('joins spans that touch, and takes two who listened at once for one', () => {
    const watches = [watch(1, 5, 'handed-over'), watch(5, 9, 'handed-over', 'page'), watch(5.5, 8), watch(9.5, 10_000)]
    const { captured, gaps } = shown(watches)
    expect(captured.map(([from, to, by]) => [from, to, by])).toEqual([
      [1, 5, 'background'],
      [5, 9, 'page'],
      [5.5, 8, 'background'],
      [9.5, 10_000, 'background'],
    ])
    // Half a minute is what lies between two polls.
    expect(gaps).toEqual([])
  })
})

describe('damagedGaps', () => {
  it('names the conversation under its lasting id, within the range', () => {
    const damage = [
      { conversation: 'old', from: 5, to: 9, messages: 3 },
      { conversation: 'x', from: 50, to: 60, messages: 1 },
    ]
    expect(damagedGaps(damage, { to: 50 }, (id) => (id === 'old' ? 'new' : id))).toEqual([
      {
        from: '1970-01-01T00:00:00.005Z',
        to: '1970-01-01T00:00:00.009Z',
        why: 'damaged',
        conversation: 'new',
        messages: 3,
      },
    ])
  })
})

describe('countOddments', () => {
  it('counts what is no message, within the range', () => {
    const counted = countOddments(oddments(), { from: 10, to: 100 })
    expect(counted).toEqual({
      unknownKinds: [
        { kind: 'input_notify', count: 2 },
        { kind: null, count: 1 },
      ],
      unreadable: 1,
      echoes: 1,
      duplicates: 1,
    })
  })
})

describe('the report in a file', () => {
  it('counts the content of that file, and its own damage only', async () => {
    const source = sourceOf([...chat('anna', 3), ...chat('bob', 1, { importId: 'i', source: 'import' })], {
      damage: async () => [{ conversation: 'bob', from: 5, to: 9, messages: 12 }],
    })
    const { texts, summary } = await exportedJson(source, { arrangement: 'per-conversation' })
    const [anna, bob] = [...texts.values()].map((text) => JSON.parse(text).completeness)
    expect(anna).toMatchObject({ content: { text: 3 }, imported: 0, gaps: [] })
    expect(bob).toMatchObject({ content: { text: 1 }, imported: 1, gaps: [{ why: 'damaged', conversation: 'bob' }] })
    expect(summary.completeness).toMatchObject({ content: { text: 4 }, imported: 1, gaps: [{ why: 'damaged' }] })
  })
})

describe('completenessLines', () => {
  const report = {
    ...countOddments(oddments(), {}),
    content: { text: 3, picture: 1 },
    captured: [{ from: '2026-11-22T12:00:00.000Z', to: '2026-11-22T13:00:00.000Z', by: 'page' as const }],
    gaps: [{ from: '2026-11-22T13:00:00.000Z', to: '2026-11-23T13:00:00.000Z', why: 'offline' as const }],
    imported: 2,
    failures: [{ conversation: 'x', title: 'two\nlines', why: 'broken' }],
  }

  it('says all of it, a line each, in the zone', () => {
    const lines = completenessLines(report, 'en', 'Asia/Shanghai')
    expect(lines).toContain('  2026-11-22 20:00:00 – 2026-11-22 21:00:00 (official page)')
    expect(lines).toContain('  2026-11-22 21:00:00 – 2026-11-23 21:00:00: the line was down')
    expect(lines).toContain('"two lines" could not be read to its end: broken')
    expect(lines.join('')).not.toMatch(/[\n\r]/u)
  })

  it('is as long in Chinese', () => {
    const zh = completenessLines(report, 'zh-CN', 'Asia/Shanghai')
    expect(zh).toHaveLength(completenessLines(report, 'en', 'UTC').length)
    expect(zh).toContain('  2026-11-22 21:00:00 – 2026-11-23 21:00:00: 网络中断')
  })

  it('says so when nobody is known to have listened', () => {
    const lines = completenessLines({ ...report, captured: [], gaps: [] }, 'en', 'UTC')
    expect(lines.join('\n')).toContain('no record of anybody listening')
  })
})

function oddments() {
  return [
    { at: 9, kind: 'echo', wireKind: null },
    { at: 10, kind: 'echo', wireKind: 'message' },
    { at: 20, kind: 'unknown-kind', wireKind: 'input_notify' },
    { at: 21, kind: 'unknown-kind', wireKind: null },
    { at: 22, kind: 'unknown-kind', wireKind: 'input_notify' },
    { at: 30, kind: 'unreadable', wireKind: 'message' },
    { at: 99, kind: 'duplicate', wireKind: 'message' },
    { at: 99, kind: 'lists-changed', wireKind: 'buddylist_change' },
    { at: 99, kind: 'not-sent', wireKind: null },
    { at: 100, kind: 'duplicate', wireKind: 'message' },
  ] as const
}
