import { describe, expect, it } from 'vitest'
import { MalformedReplyError, NetworkError, RefusedError } from '../../../../lib/smartqq/wire/errors.ts'
import { poll, type PollParts, type PollTrouble } from '../../../../lib/smartqq/wire/poller.ts'
import type { WireReply } from '../../../../lib/smartqq/wire/transport.ts'
import { r, reply, tickets } from './scripted.ts'

const item = { poll_type: 'message', value: { content: ['在吗'], from_uin: 1, time: 2 } }
const items = reply({ result: [item], retcode: 0 })
const empty = reply({ errmsg: 'error', retcode: 0, retmsg: 'ok' })
const code = (retcode: number) => reply({ retcode })
/** The connection is lost. */
const LOST = null
type Answer = WireReply | null

/**
 * A world with its own clock, where each poll takes as long as the script says. When the script is at its end the loop
 * is aborted, unless it has ended before.
 */
function world(script: [answer: Answer, tookMs?: number][], change: Partial<PollParts> = {}) {
  const stop = new AbortController()
  const polls: { at: number; r: unknown }[] = []
  const kept: unknown[][] = []
  const troubles: (PollTrouble | null)[] = []
  const calls: string[] = []
  let clock = 0
  let current = tickets

  const parts: PollParts = {
    async transport(request) {
      const [answer, tookMs = 10] = script.shift() ?? [undefined]
      if (answer === undefined) {
        stop.abort()
        throw new NetworkError('poll', 'aborted')
      }
      polls.push({ at: clock, r: r(request) })
      calls.push('poll')
      clock += tookMs
      if (answer === LOST) throw new NetworkError('poll', 'scripted')
      return answer
    },
    tickets: () => current,
    async adopt(renewed) {
      calls.push('adopt')
      current = { ...current, ...renewed }
    },
    async testSession() {
      calls.push('test')
      return true
    },
    async relink() {
      calls.push('relink')
      return 'in'
    },
    async keep(news) {
      calls.push('keep')
      kept.push(news)
    },
    mayPoll: () => true,
    onTrouble: (trouble) => troubles.push(trouble),
    now: () => clock,
    async sleep(ms, signal) {
      // A sleep with a signal of its own goes on beside a poll: no poll of the script is held that long.
      if (signal !== stop.signal) return new Promise(() => undefined)
      clock += ms
    },
    pause: (ms, signal) => parts.sleep(ms, signal),
    ...change,
  }
  return { run: () => poll(parts, stop.signal), polls, kept, troubles, calls, stop, clock: () => clock }
}

describe('poll', () => {
  it('asks with the tickets, keeps what comes and asks again', async () => {
    const { run, polls, kept } = world([
      [items, 5_000],
      [empty, 60_000],
      [items, 5_000],
    ])
    expect(await run()).toBe('aborted')
    expect(polls[0]!.r).toEqual({ ptwebqq: '', clientid: 53999199, psessionid: 'ps', key: '' })
    expect(kept).toEqual([[item], [item]])
    expect(polls.map(({ at }) => at)).toEqual([0, 5_000, 65_000])
  })

  it('never polls more than once a second', async () => {
    const { run, polls } = world([[items], [items], [reply({ retcode: 116, p: 'new' })], [items], [items]])
    await run()
    expect(polls.map(({ at }) => at)).toEqual([0, 1_000, 2_000, 3_000, 4_000])
  })

  it('awaits nothing between a reply and keep, and keeps before the next poll', async () => {
    const order: string[] = []
    const { run } = world(
      [
        [items, 5_000],
        [items, 5_000],
      ],
      {
        keep: async () => {
          order.push('keep starts')
          await Promise.resolve()
          order.push('kept')
        },
        onTrouble: () => order.push('told'),
        mayPoll: () => order.push('asked') > 0,
      },
    )
    await run()
    expect(order).toEqual(['asked', 'keep starts', 'kept', 'asked', 'keep starts', 'kept', 'asked'])
  })

  it('keeps what arrives although it was just aborted', async () => {
    const { run, kept, stop } = world([[items]], { tickets: () => (stop.abort(), tickets) })
    expect(await run()).toBe('aborted')
    expect(kept).toEqual([[item]])
  })

  it('rejects when items cannot be kept, and polls no more', async () => {
    const { run, polls } = world([[items], [items]], { keep: async () => Promise.reject(new Error('disk full')) })
    await expect(run()).rejects.toThrow('disk full')
    expect(polls).toHaveLength(1)
  })

  it('hands over before it starts another poll', async () => {
    let mayPoll = true
    const { run, polls, kept } = world([[items], [items]], {
      mayPoll: () => mayPoll,
      keep: async (news) => {
        mayPoll = false
        kept.push(news)
      },
    })
    expect(await run()).toBe('handed-over')
    expect(polls).toHaveLength(1)
    expect(kept).toEqual([[item]])
  })

  it('keeps a kick with its neighbours and ends', async () => {
    const kick = { poll_type: 'kick_message', value: { way: 'poll', show_reason: 1, reason: '…' } }
    const { run, kept } = world([[reply({ retcode: 0, result: [item, kick] })], [items]])
    expect(await run()).toBe('kicked')
    expect(kept).toEqual([[item, kick]])
  })

  it('adopts a renewed ptwebqq and polls with it', async () => {
    const { run, polls } = world([[reply({ retcode: 116, p: 'new' })], [items]])
    await run()
    expect(polls[1]!.r).toMatchObject({ ptwebqq: 'new' })
  })

  it.each([100, 108, 100000])('ends at once with code %d', async (retcode) => {
    const { run, polls } = world([[code(retcode)], [items]])
    expect(await run()).toBe('login-lost')
    expect(polls).toHaveLength(1)
  })

  describe('103', () => {
    it('is cured by asking for the online states once', async () => {
      const { run, calls } = world([[code(103)], [items]])
      await run()
      expect(calls).toEqual(['poll', 'test', 'poll', 'keep'])
    })

    it('leads to a relink, and then to a lost login', async () => {
      const { run, calls } = world([[code(103)], [code(103)], [code(103)], [code(103)], [items]])
      expect(await run()).toBe('login-lost')
      expect(calls).toEqual(['poll', 'test', 'poll', 'relink', 'poll', 'test', 'poll'])
    })

    it('leads straight to a relink when the test fails too', async () => {
      const { run, calls } = world([[code(103)], [items]], { testSession: async () => false })
      await run()
      expect(calls).toEqual(['poll', 'relink', 'poll', 'keep'])
    })
  })

  describe('120 and 121', () => {
    it('relink and go on', async () => {
      const { run, calls } = world([[code(121)], [items], [code(120)], [items]])
      expect(await run()).toBe('aborted')
      expect(calls).toEqual(['poll', 'relink', 'poll', 'keep', 'poll', 'relink', 'poll', 'keep'])
    })

    it.each([
      [120, 'login-lost'],
      [121, 'elsewhere'],
    ])('twice in a row lose the login: %d as %s', async (retcode, end) => {
      const { run, calls } = world([[code(retcode)], [code(retcode)], [items]])
      expect(await run()).toBe(end)
      expect(calls).toEqual(['poll', 'relink', 'poll'])
    })

    it.each([
      [120, 'login-lost'],
      [121, 'elsewhere'],
    ])('lose the login when the relink asks for a scan: %d as %s', async (retcode, end) => {
      expect(await world([[code(retcode)], [items]], { relink: async () => 'scan-again' }).run()).toBe(end)
    })

    it('121 is forgotten when a poll has worked', async () => {
      expect(await world([[code(121)], [items], [code(100)]]).run()).toBe('login-lost')
    })

    it('wait and try again while the server says later or nothing', async () => {
      const answers = ['later', new NetworkError('login2', 'x'), new MalformedReplyError('login2', 'x'), 'in'] as const
      let asked = 0
      const { run, troubles, kept } = world([[code(121)], [items]], {
        relink: async () => {
          const answer = answers[asked++]!
          if (answer instanceof Error) throw answer
          return answer
        },
      })
      expect(await run()).toBe('aborted')
      expect(kept).toHaveLength(1)
      expect(troubles.map((trouble) => trouble?.kind ?? null)).toEqual(['server', 'server', 'server', null])
    })

    it('do not log in while the page is there', async () => {
      let asked = 0
      const { run, calls } = world([[code(121)], [items]], { mayPoll: () => asked++ === 0 })
      expect(await run()).toBe('handed-over')
      expect(calls).toEqual(['poll'])
    })
  })

  describe('empty replies', () => {
    it('are nothing special after a long hold', async () => {
      const { run, calls, troubles } = world(Array.from({ length: 9 }, () => [empty, 60_000]))
      await run()
      expect(calls).toEqual(Array.from({ length: 9 }, () => 'poll'))
      expect(troubles).toEqual([])
    })

    it('are a gateway time-out as well', async () => {
      const { run, troubles, calls } = world([[reply('<html>504</html>', 504), 60_000], [items]])
      await run()
      expect(troubles).toEqual([])
      expect(calls).toEqual(['poll', 'poll', 'keep'])
    })

    it('test the session when three in a row come too fast', async () => {
      const { run, calls } = world([[empty], [empty], [empty], [items]])
      await run()
      expect(calls).toEqual(['poll', 'poll', 'poll', 'test', 'poll', 'keep'])
    })

    it('do not when a message or a long hold was between them', async () => {
      const { run, calls } = world([[empty], [empty], [items], [empty], [empty], [empty, 60_000], [empty], [empty]])
      await run()
      expect(calls).not.toContain('test')
    })

    it('go on to a relink and to a lost login when they do not end', async () => {
      const { run, calls } = world(Array.from({ length: 40 }, () => [empty]))
      expect(await run()).toBe('login-lost')
      expect(calls.filter((call) => call !== 'poll')).toEqual(['test', 'relink', 'test'])
    })

    it('without a body slow down and are told', async () => {
      const { run, troubles, calls } = world([[reply('')], [reply('')], [reply('')], [items]])
      await run()
      expect(troubles.map((trouble) => trouble?.kind ?? null)).toEqual(['server', 'server', 'server', null])
      expect(calls).toContain('test')
    })
  })

  it('takes a poll that is held for the end of the trouble, without its reply', async () => {
    const told: string[] = []
    const beside: number[] = []
    let polls = 0
    const { run, stop } = world([], {
      transport: async () => {
        if (++polls === 1) return reply('<html>')
        await new Promise((resolve) => setTimeout(resolve))
        told.push('reply')
        stop.abort()
        return empty
      },
      onTrouble: (trouble) => told.push(trouble ? trouble.kind : 'calm'),
      sleep: async (ms, signal) => void (signal === stop.signal || beside.push(ms)),
    })
    await run()
    expect(told).toEqual(['strange-reply', 'calm', 'reply'])
    expect(beside).toEqual([3_000])
  })

  it('backs off while the server is down, without giving up the login', async () => {
    const { run, troubles, calls, polls } = world([
      ...Array.from({ length: 7 }, (): [Answer] => [reply('<html>502</html>', 502)]),
      [items],
    ])
    await run()
    const waits = polls.slice(1).map(({ at }, i) => Math.round((at - polls[i]!.at) / 1_000))
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30])
    expect(troubles.at(0)).toEqual({ kind: 'server', retryAt: 1_010 })
    expect(troubles.at(-1)).toBeNull()
    expect(calls).not.toContain('test')
  })

  describe('a lost line', () => {
    it('is tried again after 1 s, then twice as long each time, up to 30 s', async () => {
      let tests = 0
      const { run, troubles, polls, kept } = world([[LOST], [items]], {
        testSession: async () => {
          if (++tests <= 6) throw new NetworkError('online', 'still cut')
          return true
        },
      })
      await run()
      const told = troubles.flatMap((trouble) => (trouble ? [trouble] : []))
      expect(told.every(({ kind }) => kind === 'network')).toBe(true)
      expect(told.slice(1).map(({ retryAt }, i) => retryAt - told[i]!.retryAt)).toEqual(
        [2, 4, 8, 16, 30, 30].map((s) => s * 1_000),
      )
      expect(troubles.filter((trouble) => trouble === null)).toHaveLength(1)
      expect(polls).toHaveLength(2)
      expect(kept).toHaveLength(1)
    })

    it('is known to be back before the next poll is answered', async () => {
      const { run, troubles, calls } = world([[LOST], [empty, 60_000]], {
        onTrouble: (trouble) => {
          calls.push(trouble ? 'trouble' : 'calm')
          troubles.push(trouble)
        },
      })
      await run()
      expect(calls).toEqual(['poll', 'trouble', 'test', 'calm', 'poll'])
    })

    it('that took the session with it leads to a relink', async () => {
      const { run, calls } = world([[LOST], [items]], {
        testSession: async () => Promise.reject(new RefusedError('online', 103)),
      })
      await run()
      expect(calls).toEqual(['poll', 'relink', 'poll', 'keep'])
    })
  })

  describe('replies without sense', () => {
    it.each([
      ['an unknown code', code(4711), 'server'],
      ['HTML', reply('<html>'), 'strange-reply'],
      ['broken JSON', reply('{"retcode":'), 'strange-reply'],
    ])('%s: waits 10 s, and tests the session after more than three', async (_, answer, kind) => {
      const { run, calls, polls, troubles } = world([[answer], [answer], [answer], [answer], [items]])
      await run()
      expect(calls).toEqual(['poll', 'poll', 'poll', 'poll', 'test', 'poll', 'keep'])
      expect(polls[1]!.at - polls[0]!.at).toBe(10_010)
      expect(troubles[0]).toEqual({ kind, retryAt: 10_010 })
      expect(troubles.at(-1)).toBeNull()
    })
  })

  it.each([109, 110])('waits 10 s after %d and counts nothing', async (retcode) => {
    const { run, calls, polls } = world(Array.from({ length: 6 }, () => [code(retcode)]))
    await run()
    expect(calls).toEqual(Array.from({ length: 6 }, () => 'poll'))
    expect(polls[1]!.at).toBe(10_010)
  })

  it('stops while it waits', async () => {
    const { run, polls, stop } = world([[code(4711)], [items]], { sleep: async () => stop.abort() })
    expect(await run()).toBe('aborted')
    expect(polls).toHaveLength(1)
  })
})
