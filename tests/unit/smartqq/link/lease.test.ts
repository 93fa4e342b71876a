import { describe, expect, it } from 'vitest'
import {
  ARRIVES_WITHIN,
  createLease,
  OUTLIVES,
  POLL_LASTS,
  POLLS_WITHIN,
  TAKEOVER_AFTER,
} from '../../../../lib/smartqq/link/lease.ts'

const FORM = { loginForm: true, frozen: false }
const FINE = { loginForm: false, frozen: false }
const FROZEN = { loginForm: false, frozen: true }

function pages() {
  let clock = 1_000_000
  let timers: { at: number; run: () => void }[] = []
  const changes: boolean[] = []
  const lease = createLease({
    now: () => clock,
    later: (ms, run) => void timers.push({ at: clock + ms, run }),
    changed: () => void changes.push(lease.held()),
  })
  return {
    lease,
    changes,
    pass(ms: number) {
      const until = clock + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
        if (!next) break
        timers = timers.filter((other) => other !== next)
        clock = next.at
        next.run()
      }
      clock = until
    },
    timers: () => timers.length,
  }
}

describe('a page that arrives', () => {
  it('holds the lease from its opening', () => {
    const { lease, changes } = pages()
    expect([lease.held(), lease.anyPage(), lease.hasStopped()]).toEqual([false, false, false])
    lease.opened()
    expect([lease.held(), lease.anyPage(), lease.hasStopped()]).toEqual([true, true, false])
    expect([changes, lease.holders()]).toEqual([[true], [null]])
  })

  it('has the time that it gives its own first call, and then has stopped', () => {
    const { lease, changes, pass } = pages()
    lease.opened()
    pass(ARRIVES_WITHIN - 1)
    expect(lease.held()).toBe(true)
    pass(1)
    expect([lease.held(), lease.hasStopped(), lease.anyPage()]).toEqual([false, true, true])
    expect(changes).toEqual([true, false])
  })

  it('has it anew from each getvfwebqq', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    pass(30_000)
    page.arriving()
    pass(ARRIVES_WITHIN - 1)
    expect(lease.held()).toBe(true)
  })

  it('that goes has five seconds to come back', () => {
    const { lease, changes, pass } = pages()
    lease.opened().closed()
    pass(TAKEOVER_AFTER - 1)
    expect([lease.held(), lease.anyPage()]).toEqual([true, false])
    pass(1)
    expect(lease.held()).toBe(false)
    expect(changes.at(-1)).toBe(false)
  })

  it('again in time lets nobody in between', () => {
    const { lease, changes, pass } = pages()
    lease.opened().closed()
    pass(1_000)
    lease.opened()
    pass(10_000)
    expect(lease.held()).toBe(true)
    expect(changes).not.toContain(false)
  })
})

describe('a page that listens', () => {
  it('holds the lease while its poll is under way, and for as long after as its next one may take', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.loggingIn()
    pass(POLLS_WITHIN - 1)
    page.polls(0)
    pass(110_000)
    page.pollEnded()
    pass(POLLS_WITHIN - 1)
    expect(lease.held()).toBe(true)
    pass(1)
    expect([lease.held(), lease.hasStopped()]).toEqual([false, true])
  })

  it('holds it no longer for a poll whose end was not seen than the page gives a poll', () => {
    const { lease, pass } = pages()
    lease.opened().polls(0)
    pass(POLL_LASTS + POLLS_WITHIN - 1)
    expect(lease.held()).toBe(true)
    pass(1)
    expect(lease.held()).toBe(false)
  })

  it('holds it by a poll that is older than we are', () => {
    const { lease, pass } = pages()
    lease.opened().polls(100_000)
    pass(POLL_LASTS - 100_000 + POLLS_WITHIN - 1)
    expect(lease.held()).toBe(true)
    pass(1)
    expect(lease.held()).toBe(false)
  })

  it('cannot claim a poll of tomorrow', () => {
    const { lease, pass } = pages()
    lease.opened().polls(-1e12)
    pass(POLL_LASTS + POLLS_WITHIN)
    expect(lease.held()).toBe(false)
  })

  it('lets go at once when it will not poll any more, and holds it again when it does', () => {
    const { lease } = pages()
    const page = lease.opened()
    page.polls(0)
    page.stopped()
    expect([lease.held(), lease.hasStopped()]).toEqual([false, true])
    page.pollEnded()
    expect(lease.held()).toBe(false)
    page.loggingIn()
    expect([lease.held(), lease.hasStopped()]).toEqual([true, false])
  })

  it('says when a poll of ours beside it has been forgotten', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.polls(0)
    pass(OUTLIVES - 1)
    expect(lease.isOverdue()).toBe(false)
    pass(1)
    expect(lease.isOverdue()).toBe(true)
    page.pollEnded()
    page.polls(0)
    expect(lease.isOverdue()).toBe(true)
    page.closed()
    expect(lease.isOverdue()).toBe(false)
  })

  it('says whose login it is in, until its login form comes', () => {
    const { lease } = pages()
    const page = lease.opened()
    page.isFor({ account: '10001', epoch: 'e' })
    expect(lease.holders()).toEqual([{ account: '10001', epoch: 'e' }])
    page.state(FORM)
    page.state(FINE)
    expect(lease.holders()).toEqual([null])
  })

  it('leaves no timers behind', () => {
    const { lease, pass, timers } = pages()
    const page = lease.opened()
    for (let i = 0; i < 1_000; i++) {
      page.polls(0)
      pass(60_000)
      page.pollEnded()
    }
    expect(timers()).toBeLessThan(5)
  })
})

describe('a page with its login form', () => {
  it('does not hold the lease, after the same grace', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.state(FORM)
    expect([lease.held(), lease.anyPage()]).toEqual([true, true])
    pass(TAKEOVER_AFTER)
    expect([lease.held(), lease.anyPage(), lease.hasStopped()]).toEqual([false, true, false])
    page.state(FINE)
    expect(lease.held()).toBe(true)
  })

  it('starts no grace when it goes', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.state(FORM)
    pass(TAKEOVER_AFTER)
    page.closed()
    expect([lease.held(), lease.anyPage()]).toEqual([false, false])
  })

  it('holds the lease as soon as it begins to log in, whatever its form looks like', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.state(FORM)
    pass(TAKEOVER_AFTER)
    page.arriving()
    page.state(FORM)
    expect(lease.held()).toBe(true)
  })

  it('has not stopped, in whatever order one hears that its login was refused', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.state(FORM)
    page.stopped()
    pass(TAKEOVER_AFTER)
    expect([lease.held(), lease.hasStopped()]).toEqual([false, false])
  })

  it('has the first go when new login cookies come', () => {
    const { lease, pass } = pages()
    lease.opened().state(FORM)
    pass(TAKEOVER_AFTER)
    lease.expectPage()
    expect(lease.held()).toBe(true)
    pass(TAKEOVER_AFTER)
    expect(lease.held()).toBe(false)
  })

  it('holds nothing for new login cookies when no page is open', () => {
    const { lease } = pages()
    lease.expectPage()
    expect(lease.held()).toBe(false)
  })
})

describe('a page that the browser has frozen', () => {
  it('does not hold the lease after the grace, and has not stopped by itself', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.polls(0)
    page.state(FROZEN)
    expect(lease.held()).toBe(true)
    pass(TAKEOVER_AFTER)
    expect([lease.held(), lease.hasStopped()]).toEqual([false, false])
  })

  it('arrives again when it goes on', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.polls(0)
    page.isFor({ account: '10001', epoch: 'e' })
    page.state(FROZEN)
    pass(600_000)
    page.state(FINE)
    expect([lease.held(), lease.holders()]).toEqual([true, [{ account: '10001', epoch: 'e' }]])
    pass(ARRIVES_WITHIN)
    expect(lease.held()).toBe(false)
  })

  it('goes on with the poll that was on its way', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.polls(0)
    page.state(FROZEN)
    pass(20_000)
    page.state(FINE)
    pass(60_000)
    expect(lease.held()).toBe(true)
  })

  it('listens at once when its next poll is seen before the news that it goes on', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.polls(0)
    page.state(FROZEN)
    pass(600_000)
    page.polls(0)
    page.state(FINE)
    pass(ARRIVES_WITHIN)
    expect(lease.held()).toBe(true)
  })

  it('has stopped when it had before', () => {
    const { lease, pass } = pages()
    const page = lease.opened()
    page.stopped()
    page.state(FROZEN)
    pass(TAKEOVER_AFTER)
    page.state(FINE)
    expect([lease.held(), lease.hasStopped()]).toEqual([false, true])
  })
})

describe('several pages', () => {
  it('hold the lease as long as one of them does', () => {
    const { lease, pass } = pages()
    const first = lease.opened()
    lease.opened().state(FORM)
    const third = lease.opened()
    third.polls(0)
    first.closed()
    pass(TAKEOVER_AFTER)
    expect(lease.held()).toBe(true)
    third.stopped()
    expect([lease.held(), lease.hasStopped()]).toEqual([false, true])
  })

  it('have not stopped while one listens', () => {
    const { lease } = pages()
    lease.opened().stopped()
    lease.opened().polls(0)
    expect(lease.hasStopped()).toBe(false)
  })
})

describe('a tab that nothing of ours runs in', () => {
  it('holds the lease for as long as it is there', () => {
    const { lease, pass } = pages()
    const tab = lease.openedBlind()
    pass(10_000_000)
    expect([lease.held(), lease.holders()]).toEqual([true, ['unknown']])
    tab.closed()
    pass(TAKEOVER_AFTER)
    expect(lease.held()).toBe(false)
  })
})
