import { describe, expect, it } from 'vitest'
import { createBlobSink } from '../../../lib/export/blob-sink.ts'
import { exportJson } from '../../../lib/export/json.ts'
import { exported, options, sourceOf } from './samples.ts'

describe('createBlobSink', () => {
  it('gives the file as one Blob of the type', async () => {
    const sink = createBlobSink()
    await exportJson(sourceOf(), sink, options, new AbortController().signal, () => undefined)
    expect(sink.blob().type).toBe('application/json')
    expect(await sink.blob().text()).toBe((await exported(sourceOf())).text)
  })

  it('keeps the order over many pages and pieces', async () => {
    const sink = createBlobSink('text/plain')
    const pages = Array.from({ length: 20 }, (_, index) => `${index}:${'长'.repeat(50_000)}\n`)
    for (const page of pages) await sink.write(page)
    await sink.close()
    expect(await sink.blob().text()).toBe(pages.join(''))
  })

  it('gives no file before the end and none after an abort', async () => {
    const sink = createBlobSink()
    await sink.write('{')
    expect(() => sink.blob()).toThrow('There is no file')
    await sink.close()
    await sink.abort()
    expect(() => sink.blob()).toThrow('There is no file')
  })
})
