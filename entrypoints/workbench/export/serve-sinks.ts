import type { OpfsSink } from './opfs-sink.ts'

/** What is asked of whoever has the files: each question in turn, by the number of its file. */
export type SinkAsk =
  | { ask: number; file: number; type: 'open'; name: string; bytes: number }
  | { ask: number; file: number; type: 'write'; bytes: Uint8Array<ArrayBuffer> }
  | { ask: number; file: number; type: 'position' | 'close' | 'abort' | 'release' }

/** `bytes`: those that were written, given back; `at`: where the file ends that is safe. */
export type SinkAnswer = { ask: number; bytes?: Uint8Array<ArrayBuffer>; at?: number } | { ask: number; error: unknown }

/** What of a worker's own global is used. */
export interface SinkPort {
  addEventListener(type: 'message', listener: (event: { data: SinkAsk }) => void): void
  postMessage(answer: SinkAnswer, transfer: Transferable[]): void
}

/** Does what is asked, one after the other. A question that fails is answered with its error; the next ones are tried all the same. */
export function serveSinks(port: SinkPort, open: (name: string, bytes: number) => Promise<OpfsSink>): void {
  const sinks = new Map<number, OpfsSink>()
  let last = Promise.resolve()
  port.addEventListener('message', ({ data }) => {
    last = answerAfter(last, data)
  })

  async function answerAfter(before: Promise<void>, asked: SinkAsk): Promise<void> {
    await before
    const { ask } = asked
    try {
      const answer = await perform(asked)
      port.postMessage({ ask, ...answer }, answer.bytes ? [answer.bytes.buffer] : [])
    } catch (error) {
      port.postMessage({ ask, error }, [])
    }
  }

  async function perform(asked: SinkAsk): Promise<{ bytes?: Uint8Array<ArrayBuffer>; at?: number }> {
    if (asked.type === 'open') {
      sinks.set(asked.file, await open(asked.name, asked.bytes))
      return {}
    }
    const sink = sinks.get(asked.file)
    if (!sink) throw new Error('The file is not open')
    switch (asked.type) {
      case 'write':
        await sink.write(asked.bytes)
        return { bytes: asked.bytes }
      case 'position':
        return { at: await sink.position() }
      case 'close':
      case 'abort':
      case 'release':
        await sink[asked.type]()
        return {}
    }
  }
}
