import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { hashChainInWorker } from '../../../../../entrypoints/workbench/export/hash-chain-in-worker.ts'
import type { HashWorker, ToHash } from '../../../../../entrypoints/workbench/export/hash-chain-in-worker.ts'
import type { ExportedMessage } from '../../../../../lib/export/format.ts'
import { hashChainHere } from '../../../../../lib/export/hash-chain.ts'
import { toPageBytes } from '../../../../../lib/export/page-bytes.ts'
import type { PageBytes } from '../../../../../lib/export/page-bytes.ts'

/** A worker that answers when it is told to, or fails. */
function standIn() {
  const chain = hashChainHere()
  const asked: ToHash[] = []
  let hear: (event: { data: PageBytes }) => void = () => {}
  let fall: () => void = () => {}
  const worker: HashWorker = {
    addEventListener(type: 'message' | 'error', listener: never) {
      if (type === 'message') hear = listener
      else fall = listener
    },
    postMessage: (words, transfer) => void asked.push(structuredClone(words, { transfer })),
    terminate() {},
  }
  return {
    worker,
    asked,
    async answer() {
      const { page, link } = asked.shift()!
      const linked = await chain.link(() => structuredClone(page), link)
      hear({ data: structuredClone(linked, { transfer: [linked.bytes.buffer] }) })
    },
    fall: () => fall(),
  }
}

function message(n: number): ExportedMessage {
  const text = `第 ${n} 句`
  return {
    n,
    id: 'id',
    at: '2026-11-23T08:00:00.000Z',
    direction: 'in',
    author: 'anna',
    authorName: 'Anna',
    segments: [{ type: 'text', text }],
    text,
    mentionsMe: false,
    source: 'poll',
  }
}

const pages = () => [[message(1), message(2)], [message(3)], [message(4), message(5)]].map(toPageBytes)
const textOf = ({ bytes }: PageBytes): string => new TextDecoder().decode(bytes)
const textsOf = async (linked: readonly Promise<PageBytes>[]) => (await Promise.all(linked)).map(textOf)

/** The same pages, linked on the spot. */
async function expected(link: (index: number) => string | null): Promise<string[]> {
  const chain = hashChainHere()
  return await textsOf(pages().map((page, index) => chain.link(() => structuredClone(page), link(index))))
}
const onward = (index: number) => (index === 0 ? 'first' : null)

describe('a hash chain in a worker', () => {
  it('takes the next page before it has answered, and goes on from one to the next', async () => {
    const { worker, answer, asked } = standIn()
    const chain = hashChainInWorker(() => worker)
    const linked = pages().map((page, index) => chain.link(() => structuredClone(page), onward(index)))
    expect(asked).toHaveLength(3)
    for (const _ of pages()) await answer()
    expect(await textsOf(linked)).toEqual(await expected(onward))
  })

  it.each([0, 1, 2])('goes on by itself when the worker fails after %i answers', async (answers) => {
    const { worker, answer, fall } = standIn()
    const chain = hashChainInWorker(() => worker)
    const [first, second, third] = pages()
    const linked = [
      chain.link(() => structuredClone(first!), 'first'),
      chain.link(() => structuredClone(second!), null),
    ]
    for (let count = 0; count < answers; count += 1) await answer()
    fall()
    linked.push(chain.link(() => structuredClone(third!), null))
    expect(await textsOf(linked)).toEqual(await expected(onward))
  })

  it('begins another chain where it is told to', async () => {
    const { worker, answer } = standIn()
    const chain = hashChainInWorker(() => worker)
    const linked = pages().map((page) => chain.link(() => structuredClone(page), 'first'))
    for (const _ of pages()) await answer()
    expect(await textsOf(linked)).toEqual(await expected(() => 'first'))
  })

  it('holds its worker for as long as it is used: an idle one that nobody holds is ended as rubbish', async () => {
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    const begin = () => {
      const { worker } = standIn()
      const chain = hashChainInWorker(() => worker)
      void chain.link(() => pages()[0]!, 'first')
      return new WeakRef(worker)
    }
    const worker = begin()
    // What a WeakRef was made of lives until the task is over.
    await new Promise((resolve) => setImmediate(resolve))
    collect()
    expect(worker.deref()).toBeDefined()
  })
})
