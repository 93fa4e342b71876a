import { describe, expect, it } from 'vitest'
import { createPresence, TAKEOVER_AFTER } from '../../../../lib/smartqq/link/presence.ts'

function pages() {
  let clock = 1_000_000
  let timers: { at: number; run: () => void }[] = []
  const changes: boolean[] = []
  const presence = createPresence({
    now: () => clock,
    later: (ms, run) => void timers.push({ at: clock + ms, run }),
    changed: () => void changes.push(presence.held()),
  })
  return {
    presence,
    changes,
    pass(ms: number) {
      clock += ms
      const due = timers.filter(({ at }) => at <= clock)
      timers = timers.filter(({ at }) => at > clock)
      for (const { run } of due) run()
    },
  }
}

describe('createPresence', () => {
  it('is held by a page as soon as it opens', () => {
    const { presence, changes } = pages()
    expect([presence.held(), presence.anyPage()]).toEqual([false, false])
    presence.opened()
    expect([presence.held(), presence.anyPage()]).toEqual([true, true])
    expect(changes).toEqual([true])
  })

  it('is held for five more seconds after the page went, and says so when they are over', () => {
    const { presence, changes, pass } = pages()
    presence.opened().closed()
    pass(TAKEOVER_AFTER - 1)
    expect([presence.held(), presence.anyPage()]).toEqual([true, false])
    pass(1)
    expect(presence.held()).toBe(false)
    expect(changes).toEqual([true, true, false])
  })

  it('stays held when the page comes back in time', () => {
    const { presence, changes, pass } = pages()
    presence.opened().closed()
    pass(1_000)
    presence.opened()
    pass(10_000)
    expect(presence.held()).toBe(true)
    expect(changes).not.toContain(false)
  })

  it('is not held by a page that shows its login form, after the same grace', () => {
    const { presence, pass } = pages()
    const page = presence.opened()
    page.report(true)
    expect([presence.held(), presence.anyPage()]).toEqual([true, true])
    pass(TAKEOVER_AFTER)
    expect([presence.held(), presence.anyPage()]).toEqual([false, true])
    page.report(false)
    expect(presence.held()).toBe(true)
  })

  it('starts no grace when a page goes that held nothing', () => {
    const { presence, pass } = pages()
    const page = presence.opened()
    page.report(true)
    pass(TAKEOVER_AFTER)
    page.closed()
    expect([presence.held(), presence.anyPage()]).toEqual([false, false])
  })

  it('is held as long as one of several pages does', () => {
    const { presence, pass } = pages()
    const first = presence.opened()
    presence.opened().report(true)
    presence.opened()
    first.closed()
    pass(TAKEOVER_AFTER)
    expect(presence.held()).toBe(true)
  })

  it('gives a page that shows its login form the first go when new login cookies come', () => {
    const { presence, pass } = pages()
    presence.opened().report(true)
    pass(TAKEOVER_AFTER)
    presence.expectPage()
    expect(presence.held()).toBe(true)
    pass(TAKEOVER_AFTER)
    expect(presence.held()).toBe(false)
  })

  it('holds nothing for new login cookies when no page is open', () => {
    const { presence } = pages()
    presence.expectPage()
    expect(presence.held()).toBe(false)
  })
})
