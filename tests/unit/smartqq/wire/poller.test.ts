import { describe, expect, it } from 'vitest'
import { MalformedReplyError, NetworkError, RefusedError } from '../../../../lib/smartqq/wire/errors.ts'
import type { PollParts } from '../../../../lib/smartqq/wire/poller.ts'
import { code, empty, item, items, LOST, world } from './poll-world.ts'
import type { PollAnswer } from './poll-world.ts'
import { reply, tickets } from './scripted.ts'

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

  it.each([100, 108, 122, 100000])('ends at once with code %d', async (retcode) => {
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
      expect(await world([[code(retcode)], [items]], { relink: async () => ({ kind: 'scan-again' }) }).run()).toBe(end)
    })

    it('121 is forgotten when a poll has worked', async () => {
      expect(await world([[code(121)], [items], [code(100)]]).run()).toBe('login-lost')
    })

    it('wait and try again while the server says later or nothing', async () => {
      const answers = [
        { kind: 'later' },
        new NetworkError('login2', 'x'),
        new MalformedReplyError('login2', 'x'),
        { kind: 'in' },
      ] as const
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
      expect(troubles.map((trouble) => trouble?.kind ?? null)).toEqual(['server', 'network', 'strange-reply', null])
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
        if (++polls === 1) return reply('{')
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
      ...Array.from({ length: 7 }, (): [PollAnswer] => [reply('<html>502</html>', 502)]),
      [items],
    ])
    await run()
    const waits = polls.slice(1).map(({ at }, i) => Math.round((at - polls[i]!.at) / 1_000))
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30])
    expect(troubles.at(0)).toEqual({ kind: 'server', retryAt: 1_010, words: 'service-off' })
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

  describe('a network that asks for its own login first', () => {
    const portal = reply('<html><title>Hotel Wi-Fi</title></html>')
    const redirected = { ...portal, status: 0, body: '', redirected: true }

    it.each([
      ['a page', portal],
      ['a redirect', redirected],
    ])('is told as such for %s, and asked for 10 s later whether it has gone', async (_, answer) => {
      const { run, troubles, calls, polls } = world([[answer], [items]])
      await run()
      expect(troubles).toEqual([{ kind: 'portal', retryAt: 10_010, words: 'portal' }, null])
      expect(calls).toEqual(['poll', 'test', 'poll', 'keep'])
      expect(polls[1]!.at).toBe(10_010)
    })

    it('never costs the login, however long it stays', async () => {
      let tests = 0
      const { run, troubles, calls } = world([[portal], [items]], {
        testSession: async () => {
          if (++tests < 50) throw new NetworkError('online', 'HTTP 200', 'portal-page')
          return true
        },
      })
      expect(await run()).toBe('aborted')
      expect(calls).toEqual(['poll', 'poll', 'keep'])
      expect(new Set(troubles.map((trouble) => trouble?.kind))).toEqual(new Set(['portal', undefined]))
    })

    it('is no excuse for ever: pages for polls alone, while other calls work, are a dead session', async () => {
      const { run, calls } = world([[portal], [portal], [portal], [portal], [items]])
      await run()
      expect(calls.filter((call) => call !== 'test')).toEqual(['poll', 'poll', 'poll', 'poll', 'poll', 'keep'])
      expect(calls.slice(-4)).toEqual(['test', 'test', 'poll', 'keep'])
    })
  })

  it('asks whether the session works as soon as a poll has timed out, and polls again at once', async () => {
    const polls: number[] = []
    const w = world([], {
      transport: async () => {
        polls.push(w.clock())
        if (polls.length > 1) w.stop.abort()
        await w.pass(120_000)
        throw new NetworkError('poll', 'no reply', 'time-out')
      },
    })
    await w.run()
    expect(polls).toEqual([0, 120_000])
    expect(w.calls).toEqual(['test'])
    expect(w.troubles).toEqual([])
  })

  describe('a poll that is cut off', () => {
    /** Each poll is held until its cut-off signal aborts; `held` resolves when the nth poll is under way. */
    function held(change: Partial<PollParts> = {}) {
      const signals: AbortController[] = []
      let under: (() => void) | undefined
      const w = world([], {
        cutOff: () => {
          const cut = new AbortController()
          signals.push(cut)
          return cut.signal
        },
        transport: (_request, signal) => {
          w.calls.push('poll')
          queueMicrotask(() => under?.())
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new NetworkError('poll', 'cut')))
          })
        },
        ...change,
      })
      const isHeld = () => new Promise<void>((resolve) => (under = resolve))
      return { ...w, signals, isHeld }
    }

    it('is followed by a test of the session and the next poll, without a pause', async () => {
      const w = held()
      const first = w.isHeld()
      const end = w.run()
      await first
      const second = w.isHeld()
      w.signals[0]!.abort()
      await second
      expect(w.calls).toEqual(['poll', 'test', 'poll'])
      expect(w.troubles).toEqual([])
      // The pace between two polls, and no more.
      expect(w.clock()).toBe(1_000)
      w.stop.abort()
      expect(await end).toBe('aborted')
    })

    it('leads to a relink when the session died meanwhile', async () => {
      const w = held({ testSession: async () => Promise.reject(new RefusedError('online', 103)) })
      const first = w.isHeld()
      const end = w.run()
      await first
      const second = w.isHeld()
      w.signals[0]!.abort()
      await second
      expect(w.calls).toEqual(['poll', 'relink', 'poll'])
      w.stop.abort()
      expect(await end).toBe('aborted')
    })
  })

  it('is not shaken by a clock that jumps, forwards or back', async () => {
    const { run, calls, polls } = world([
      [empty, 9 * 3_600_000],
      [empty, -9 * 3_600_000],
      [empty, -9 * 3_600_000],
      [empty, -9 * 3_600_000],
      [items, 5_000],
    ])
    await run()
    expect(calls).toEqual(['poll', 'poll', 'poll', 'poll', 'poll', 'keep'])
    expect(polls.at(-1)!.at).toBeLessThan(0)
  })

  it('waits as long as a relink says, and tells why', async () => {
    let asked = 0
    const { run, troubles, polls } = world([[code(120)], [items]], {
      relink: async () =>
        asked++ === 0 ? { kind: 'later', retryAfterMs: 600_000, words: 'blocked-for-a-while' } : { kind: 'in' },
    })
    await run()
    expect(troubles[0]).toEqual({ kind: 'server', retryAt: 600_010, words: 'blocked-for-a-while' })
    expect(polls[1]!.at).toBeGreaterThanOrEqual(600_010)
  })

  it('keeps the login while nobody answers whether the session works', async () => {
    let tests = 0
    const { run, calls } = world([[code(103)], [code(103)], [items]], {
      testSession: async () => {
        if (++tests < 3) throw new RefusedError('online', 112)
        return true
      },
    })
    expect(await run()).toBe('aborted')
    expect(calls).not.toContain('relink')
  })

  describe('replies without sense', () => {
    it.each([
      ['an unknown code', code(4711), 'server'],
      ['a page that refuses us', reply('<html>403</html>', 403), 'server'],
      ['broken JSON', reply('{"retcode":'), 'strange-reply'],
    ])('%s: waits 10 s, and tests the session after more than three', async (_, answer, kind) => {
      const { run, calls, polls, troubles } = world([[answer], [answer], [answer], [answer], [items]])
      await run()
      expect(calls).toEqual(['poll', 'poll', 'poll', 'poll', 'test', 'poll', 'keep'])
      expect(polls[1]!.at - polls[0]!.at).toBe(10_010)
      expect(troubles[0]).toMatchObject({ kind, retryAt: 10_010 })
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
