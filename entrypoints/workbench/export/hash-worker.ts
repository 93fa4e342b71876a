import { hashChainHere } from '../../../lib/export/hash-chain.ts'
import type { ToHash } from './hash-chain-in-worker.ts'

/** Makes the links of an export on a core of its own. Answers in the order in which it is asked. */
const chain = hashChainHere()

addEventListener('message', ({ data }: MessageEvent<ToHash>) => void answer(data))

async function answer({ page, link }: ToHash): Promise<void> {
  const linked = await chain.link(() => page, link)
  postMessage(linked, { transfer: [linked.bytes.buffer, linked.starts.buffer] })
}
