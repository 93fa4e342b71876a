import { hashChainHere } from '../../../lib/export/hash-chain.ts'
import type { ToHash } from './hash-chain-in-worker.ts'

/** Makes the links of an export on a core of its own. Answers in the order in which it is asked. */
const chain = hashChainHere()
let queue: Promise<void> = Promise.resolve()

addEventListener('message', ({ data: { page, link } }: MessageEvent<ToHash>) => {
  queue = queue.then(async () => {
    const linked = await chain.link(page, link)
    postMessage(linked, { transfer: [linked.bytes.buffer] })
  })
})
