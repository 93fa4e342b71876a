import { hashChainHere } from '../../../lib/export/hash-chain.ts'
import type { HashChain } from '../../../lib/export/hash-chain.ts'
import { hashIn } from '../../../lib/export/page-bytes.ts'
import type { PageBytes } from '../../../lib/export/page-bytes.ts'

/** A page whose links are wanted, as `HashChain` has it. */
export interface ToHash {
  page: PageBytes
  link: string | null
}

interface Asked {
  make: () => PageBytes
  link: string | null
  answer(page: PageBytes): void
}

/** What of a `Worker` is used. */
export interface HashWorker {
  addEventListener(type: 'message', listener: (event: { data: PageBytes }) => void): void
  addEventListener(type: 'error', listener: () => void): void
  postMessage(words: ToHash, transfer: Transferable[]): void
  terminate(): void
}

/**
 * Workers that are not closed. While an export waits for its worker, the two hold nothing but each other, and Firefox takes an idle
 * worker that nobody else holds for rubbish: it would end it, and the export would wait for ever.
 */
const inUse = new Set<HashWorker>()

/**
 * Has the links made on another core, while whoever asked goes on. When the worker fails, they are made here from then on.
 * `close` ends it.
 */
export function hashChainInWorker(
  open: () => HashWorker = () => new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' }),
): HashChain & { close(): void } {
  const worker = open()
  inUse.add(worker)
  const here = hashChainHere()
  // Their bytes are moved to the worker: when it fails, they are made anew.
  const asked: Asked[] = []
  let last = ''
  let hasFailed = false
  /** Where the ones made here go on from. */
  let next: string | null = null

  async function makeHere({ make, link, answer }: Asked): Promise<void> {
    const linked = here.link(make, link ?? next)
    next = null
    answer(await linked)
  }

  worker.addEventListener('message', ({ data }) => {
    last = hashIn(data)
    asked.shift()?.answer(data)
  })
  worker.addEventListener('error', () => {
    if (hasFailed) return
    hasFailed = true
    next = last
    for (const one of asked.splice(0)) void makeHere(one)
  })
  return {
    link: (make, link) =>
      new Promise((answer) => {
        const one = { make, link, answer }
        if (hasFailed) return void makeHere(one)
        asked.push(one)
        const page = make()
        worker.postMessage({ page, link }, [page.bytes.buffer, page.starts.buffer])
      }),
    close() {
      worker.terminate()
      inUse.delete(worker)
    },
  }
}
