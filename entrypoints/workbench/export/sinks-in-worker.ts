import type { OpfsSink } from './opfs-sink.ts'
import type { SinkAnswer, SinkAsk } from './serve-sinks.ts'

/** What of a `Worker` is used. */
export interface SinkWorker {
  addEventListener(type: 'message', listener: (event: { data: SinkAnswer }) => void): void
  addEventListener(type: 'error', listener: () => void): void
  postMessage(words: SinkAsk, transfer: Transferable[]): void
  terminate(): void
}

/** Bytes on their way, at most, before whoever writes has to wait: some pages, so that neither side stands still. */
const MOST_ON_THE_WAY = 8 * 1_024 * 1_024
/** Written bytes that are kept for the next ones, pieces. */
const KEPT = 8

/**
 * Workers that are not ended. While an export waits for its worker, the two hold nothing but each other, and Firefox takes an idle worker
 * that nobody else holds for rubbish: it would end it, and the export would wait for ever.
 */
const inUse = new Set<SinkWorker>()

interface Asked {
  resolve(answer: Exclude<SinkAnswer, { error: unknown }>): void
  reject(error: unknown): void
}

/**
 * Has files written by a worker, so that whoever writes goes on at once: a write is over when there is room for the next one, and one
 * that fails is told with the next question. What `position` gives is on disk as always.
 */
export function sinksInWorker(worker: SinkWorker): {
  /** @throws as `openOpfsSink`. */
  open(name: string, bytes: number): Promise<OpfsSink>
  /** Ends the worker; its files have to be closed or released before. */
  end(): void
} {
  inUse.add(worker)
  const asked = new Map<number, Asked>()
  const free: Uint8Array<ArrayBuffer>[] = []
  let asks = 0
  let files = 0
  let onTheWay = 0
  /** Somebody waits for less to be on its way. */
  let room: PromiseWithResolvers<void> | null = null
  let hasEnded = false

  function ask(words: SinkAsk, transfer: Transferable[] = []): Promise<Exclude<SinkAnswer, { error: unknown }>> {
    if (hasEnded) return Promise.reject(new Error('The worker that writes has ended'))
    return new Promise((resolve, reject) => {
      asked.set(words.ask, { resolve, reject })
      worker.postMessage(words, transfer)
    })
  }

  worker.addEventListener('message', ({ data }) => {
    const one = asked.get(data.ask)
    asked.delete(data.ask)
    if ('error' in data) one?.reject(data.error)
    else one?.resolve(data)
  })
  worker.addEventListener('error', () => {
    hasEnded = true
    for (const { reject } of asked.values()) reject(new Error('The worker that writes has ended'))
    asked.clear()
  })

  /** A copy to send away: what is written is reused by whoever made it. */
  function copyOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const fits = free.findIndex(({ buffer }) => buffer.byteLength >= bytes.length)
    const buffer = fits < 0 ? new ArrayBuffer(Math.ceil(bytes.length * 1.2)) : free.splice(fits, 1)[0]!.buffer
    const copy = new Uint8Array(buffer, 0, bytes.length)
    copy.set(bytes)
    return copy
  }

  function arrived(length: number): void {
    onTheWay -= length
    if (onTheWay > MOST_ON_THE_WAY) return
    room?.resolve()
    room = null
  }

  return {
    async open(name, bytes) {
      const file = files++
      await ask({ ask: asks++, file, type: 'open', name, bytes })
      let failure: { error: unknown } | null = null
      const simple = async (type: 'position' | 'close' | 'abort' | 'release') => {
        const answer = await ask({ ask: asks++, file, type })
        if (failure && type !== 'abort' && type !== 'release') throw failure.error
        return answer
      }
      const send = async (bytes: Uint8Array<ArrayBuffer>) => {
        const { length } = bytes
        onTheWay += length
        try {
          const { bytes: back } = await ask({ ask: asks++, file, type: 'write', bytes }, [bytes.buffer])
          if (back && free.length < KEPT) free.push(back)
        } catch (error) {
          failure ??= { error }
        } finally {
          arrived(length)
        }
      }
      return {
        async write(piece) {
          if (failure) throw failure.error
          void send(copyOf(piece))
          if (onTheWay <= MOST_ON_THE_WAY) return
          room ??= Promise.withResolvers()
          await room.promise
        },
        position: async () => (await simple('position')).at ?? 0,
        close: async () => void (await simple('close')),
        abort: async () => void (await simple('abort')),
        release: async () => void (await simple('release').catch(() => undefined)),
      }
    },
    end() {
      worker.terminate()
      inUse.delete(worker)
    },
  }
}
