import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { countInWorker } from '../../../../../entrypoints/workbench/statistics/count-in-worker.ts'
import { countScope } from '../../../../../entrypoints/workbench/statistics/count-scope.ts'
import type { CountAnswer } from '../../../../../entrypoints/workbench/statistics/count-worker.ts'
import { aContact, aMessage, archiveWith } from '../../pages/archive-with.ts'

const EVERYTHING = { account: null, conversation: null }

describe('counting', () => {
  it('goes through what was chosen, and brings the people in it, who they are now', async () => {
    const archive = await archiveWith({
      contacts: [aContact('a', { nick: '强哥' }), aContact('b'), aContact('old'), aContact('silent')],
      aliases: [{ from: 'old', to: 'b', why: 'same-number', at: 1 }],
      messages: [
        aMessage('1', 'a', { sentAt: 10 }),
        aMessage('2', 'old', { sentAt: 20 }),
        aMessage('3', 'b', { sentAt: 30 }),
        aMessage('4', 'c', { account: '2', sentAt: 40 }),
      ],
    })
    const told: number[] = []
    const all = await countScope(archive, EVERYTHING, 'UTC', (done) => told.push(done))
    expect(all.statistics.messages).toBe(4)
    expect(all.statistics.people.map(({ who, messages }) => [who, messages])).toContainEqual(['b', 2])
    expect([...all.people.keys()].sort()).toEqual(['a', 'b'])
    expect(all.people.get('a')).toEqual({ nick: '强哥', remark: null, kind: 'person' })
    expect(told).toEqual([3, 4])
    const one = await countScope(archive, { account: '1', conversation: 'a', to: 11 }, 'UTC', () => {})
    expect(one.statistics.messages).toBe(1)
    const early = await countScope(archive, { account: '1', conversation: null, from: 20, to: 30 }, 'UTC', () => {})
    expect(early.statistics.messages).toBe(1)
  })
})

/** A worker that says what the test lets it. */
class FakeWorker extends EventTarget {
  static last: FakeWorker | null = null
  asked: unknown = null
  isEnded = false
  constructor() {
    super()
    FakeWorker.last = this
  }
  postMessage(question: unknown): void {
    this.asked = question
  }
  terminate(): void {
    this.isEnded = true
  }
  say(data: CountAnswer): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

describe('counting in a worker', () => {
  afterEach(() => vi.unstubAllGlobals())

  function begun() {
    vi.stubGlobal('Worker', FakeWorker)
    const ears = { onProgress: vi.fn(), onDone: vi.fn(), onFailed: vi.fn() }
    const giveUp = countInWorker(EVERYTHING, ears)
    return { ears, giveUp, worker: FakeWorker.last! }
  }

  it('tells how far it is and what came of it, and ends the worker', () => {
    const { ears, worker } = begun()
    expect(worker.asked).toMatchObject({ scope: EVERYTHING, zone: expect.any(String) })
    worker.say({ type: 'progress', done: 1_000 })
    expect(ears.onProgress).toHaveBeenCalledExactlyOnceWith(1_000)
    expect(worker.isEnded).toBe(false)
    const counted = { statistics: {} as never, people: new Map() }
    worker.say({ type: 'done', counted })
    expect(ears.onDone).toHaveBeenCalledExactlyOnceWith(counted)
    expect(worker.isEnded).toBe(true)
  })

  it('tells why it failed, also when the worker itself did', () => {
    const first = begun()
    first.worker.say({ type: 'failed', why: 'blocked' })
    first.worker.dispatchEvent(new Event('error'))
    expect(first.ears.onFailed.mock.calls).toEqual([['blocked']])
    const second = begun()
    second.worker.dispatchEvent(new Event('error'))
    expect(second.ears.onFailed.mock.calls).toEqual([['failed']])
    expect(second.worker.isEnded).toBe(true)
  })

  it('that was given up says nothing more', () => {
    const { ears, giveUp, worker } = begun()
    giveUp()
    worker.say({ type: 'progress', done: 1 })
    worker.say({ type: 'failed', why: 'failed' })
    expect(worker.isEnded).toBe(true)
    expect(ears.onProgress).not.toHaveBeenCalled()
    expect(ears.onFailed).not.toHaveBeenCalled()
  })
})
