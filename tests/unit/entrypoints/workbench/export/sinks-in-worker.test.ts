import { describe, expect, it } from 'vitest'
import { openOpfsSink } from '../../../../../entrypoints/workbench/export/opfs-sink.ts'
import { serveSinks } from '../../../../../entrypoints/workbench/export/serve-sinks.ts'
import type { SinkAnswer, SinkAsk } from '../../../../../entrypoints/workbench/export/serve-sinks.ts'
import { sinksInWorker } from '../../../../../entrypoints/workbench/export/sinks-in-worker.ts'
import { createOpfs } from './fake-opfs.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const MEGABYTE = 1_024 * 1_024

/** A worker that is none: what is posted is moved as between threads, and arrives later. `isAway`: it hears nothing for now. */
function workerOf(opfs = createOpfs()) {
  let toWorker: (event: { data: SinkAsk }) => void = () => undefined
  let toUs: (event: { data: SinkAnswer }) => void = () => undefined
  let died: () => void = () => undefined
  const waiting: SinkAsk[] = []
  const state = { isAway: false, hasEnded: false }
  const hear = () => {
    while (!state.isAway && waiting.length > 0) toWorker({ data: waiting.shift()! })
  }
  serveSinks(
    {
      addEventListener: (_, listener) => (toWorker = listener),
      postMessage(answer, transfer) {
        const data = structuredClone(answer, { transfer })
        setTimeout(() => toUs({ data }))
      },
    },
    (name, at) => openOpfsSink(opfs.folder, name, at),
  )
  const sinks = sinksInWorker({
    addEventListener(type: 'message' | 'error', listener: ((event: { data: SinkAnswer }) => void) | (() => void)) {
      if (type === 'message') toUs = listener
      else died = listener as () => void
    },
    postMessage(words, transfer) {
      waiting.push(structuredClone(words, { transfer }))
      setTimeout(hear)
    },
    terminate: () => void (state.hasEnded = true),
  })
  return {
    opfs,
    sinks,
    state,
    die: () => died(),
    comeBack() {
      state.isAway = false
      hear()
    },
    textOf: (name: string) => new TextDecoder().decode(opfs.files().get(name)),
  }
}

describe('files that another worker writes', () => {
  it('have what was written, in order, although the writer uses its bytes again', async () => {
    const { sinks, textOf } = workerOf()
    const [one, two] = [await sinks.open('f1', 0), await sinks.open('f2', 0)]
    const room = new Uint8Array(4)
    for (let n = 0; n < 30; n++) {
      room.set(bytes(String(1_000 + n)))
      await (n % 3 === 0 ? two : one).write(room.subarray(0, n % 2 === 0 ? 4 : 2))
    }
    await Promise.all([one.close(), two.close()])
    const written = (isTwo: boolean) =>
      Array.from({ length: 30 }, (_, n) => n)
        .filter((n) => (n % 3 === 0) === isTwo)
        .map((n) => String(1_000 + n).slice(0, n % 2 === 0 ? 4 : 2))
        .join('')
    expect(textOf('f1')).toBe(written(false))
    expect(textOf('f2')).toBe(written(true))
  })

  it('are on disk as far as a position says, and go on from there', async () => {
    const { sinks, opfs, textOf } = workerOf()
    const sink = await sinks.open('f1', 0)
    await sink.write(bytes('kept'))
    expect(await sink.position()).toBe(4)
    await sink.write(bytes(' lost'))
    opfs.cutPower()
    expect(textOf('f1')).toBe('kept')
    const again = await sinks.open('f1', 4)
    await again.write(bytes(' on'))
    await again.close()
    expect(textOf('f1')).toBe('kept on')
  })

  it('tell with the next question that a write has failed, and can be given up', async () => {
    const { sinks, opfs } = workerOf()
    const sink = await sinks.open('f1', 0)
    opfs.onWrite = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    await sink.write(bytes('x'))
    await expect(sink.position()).rejects.toThrow('full')
    await expect(sink.write(bytes('y'))).rejects.toThrow('full')
    await expect(sink.close()).rejects.toThrow('full')
    await sink.abort()
    expect([...opfs.files().keys()]).toEqual([])
  })

  it('say what is wrong with them when they are opened', async () => {
    const { sinks } = workerOf()
    await expect(sinks.open('f1', 7)).rejects.toThrow('shorter')
  })

  it('make the writer wait when much is on its way, until some of it is written', async () => {
    const { sinks, state, comeBack, opfs } = workerOf()
    const sink = await sinks.open('f1', 0)
    state.isAway = true
    const piece = new Uint8Array(5 * MEGABYTE)
    await sink.write(piece)
    let isThrough = false
    const second = sink.write(piece).then(() => (isThrough = true))
    await new Promise((resolve) => setTimeout(resolve))
    expect(isThrough).toBe(false)
    comeBack()
    await second
    await sink.close()
    expect(opfs.files().get('f1')).toHaveLength(10 * MEGABYTE)
  })

  it('fail when the worker dies, and nobody waits for ever', async () => {
    const { sinks, state, die } = workerOf()
    const sink = await sinks.open('f1', 0)
    state.isAway = true
    const piece = new Uint8Array(9 * MEGABYTE)
    const written = sink.write(piece)
    const position = sink.position()
    die()
    await written
    await expect(position).rejects.toThrow('has ended')
    await expect(sink.write(piece)).rejects.toThrow('has ended')
    await sink.release()
    sinks.end()
    expect(state.hasEnded).toBe(true)
  })
})
