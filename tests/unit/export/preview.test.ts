import { describe, expect, it, vi } from 'vitest'
import { jsonFormat } from '../../../lib/export/formats/json.ts'
import { jsonlFormat } from '../../../lib/export/formats/jsonl.ts'
import { previewExport } from '../../../lib/export/preview.ts'
import type { ExportOptions } from '../../../lib/export/export-options.ts'
import { chat, exported, options, sourceOf } from './samples.ts'

const formats = [jsonFormat, jsonlFormat]
const preview = (source: ReturnType<typeof sourceOf>, change: Partial<ExportOptions> = {}) =>
  previewExport(source, { ...options, formats, ...change }, new AbortController().signal)

describe('previewExport', () => {
  it('counts what the export will write, and says from when to when', async () => {
    const anna = chat('anna', 40)
    const bob = chat('bob', 5_000)
    const found = await preview(sourceOf([...anna, ...bob], {}, 300))
    expect(found).toMatchObject({ count: 5_040, isEstimate: false })
    expect(found.looked).toBeLessThan(600)
    expect(found.firstAt).toBe(anna[0]!.sentAt)
    expect(found.lastAt).toBe(bob.at(-1)!.sentAt)
  })

  it('guesses the size of each format to a few percent', async () => {
    const source = sourceOf([...chat('anna', 400), ...chat('bob', 900)], {}, 300)
    const { bytes } = await preview(source)
    const { summary } = await exported(source, { formats })
    for (const { format, bytes: real } of summary.files) {
      expect(Math.abs((bytes[format] ?? 0) / real - 1)).toBeLessThan(0.05)
    }
  })

  it('works the count out from some when a filter has to read, and says so', async () => {
    const messages = chat('anna', 3_000).map((message, index) => (index % 2 ? message : { ...message, segments: [] }))
    const found = await preview(sourceOf(messages, {}, 250), { filter: { content: ['text'] } })
    expect(found.isEstimate).toBe(true)
    expect(found.count).toBe(1_500)
    const few = await preview(sourceOf(messages.slice(0, 100), {}, 250), { filter: { content: ['text'] } })
    expect(few).toMatchObject({ count: 50, isEstimate: false })
  })

  it('shows twenty messages as the file will, names replaced if they will be', async () => {
    const source = sourceOf([...chat('anna', 8), ...chat('person-2', 60)])
    const { samples } = await preview(source, { redaction: { salt: 'salt' } })
    expect(samples.map(({ messages }) => messages.length)).toEqual([8, 12])
    expect(samples[1]?.head.title).toMatch(/^用户/u)
    expect(JSON.stringify(samples)).not.toContain('强哥')
  })

  it('has nothing to show of nothing, and leaves out what cannot be read', async () => {
    expect(await preview(sourceOf([]))).toMatchObject({ count: 0, firstAt: null, lastAt: null, samples: [] })
    const whole = sourceOf([...chat('anna', 3), ...chat('bob', 2)])
    const scan = vi.fn<typeof whole.scan>((range) => {
      if (range.conversation === 'anna') throw new Error('broken')
      return whole.scan(range)
    })
    expect((await preview({ ...whole, scan })).samples).toHaveLength(1)
  })
})
