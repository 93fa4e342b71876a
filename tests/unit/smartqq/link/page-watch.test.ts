import { describe, expect, it, vi } from 'vitest'
import { watchPage } from '../../../../lib/smartqq/link/page-watch.ts'
import type { PageEnd } from '../../../../lib/smartqq/link/page-watch.ts'
import { readCall } from '../../../../lib/smartqq/link/page-reports.ts'

const RELINK = readCall(
  { url: 'http://d1.web2.qq.com/channel/login2', body: 'r={"psessionid":"ps","key":"","state":"online"}' },
  'http://d1.web2.qq.com/',
)!
const reply = (retcode: number): PageEnd => ({
  kind: 'reply',
  status: 200,
  text: JSON.stringify({ retcode, result: {} }),
})
const CUT: PageEnd = { kind: 'failed', why: 'error' }

/** How often the page was taken to have stopped after these relinks. */
function stopsAfter(...ends: PageEnd[]): number {
  const stopped = vi.fn<() => void>()
  const nothing = () => undefined
  const claim = {
    state: nothing,
    arriving: nothing,
    loggingIn: nothing,
    polls: nothing,
    polled: nothing,
    pollEnded: nothing,
    stopped: nothing,
    isFor: nothing,
    closed: nothing,
  }
  const watch = watchPage(claim, stopped)
  for (const end of ends) {
    watch.asked(RELINK, 0)
    watch.ended(RELINK, end)
  }
  return stopped.mock.calls.length
}

describe('a page that takes its session up again', () => {
  it('gives up after three relinks in a row without success, as its script does', () => {
    expect(stopsAfter(CUT, CUT)).toBe(0)
    expect(stopsAfter(CUT, CUT, CUT)).toBe(1)
    expect(stopsAfter(reply(112), CUT, reply(115))).toBe(1)
  })

  it('counts anew after one that succeeded', () => {
    expect(stopsAfter(CUT, CUT, reply(0), CUT, CUT)).toBe(0)
  })

  it('gives up at once where the service wants a new scan', () => {
    expect(stopsAfter(reply(103))).toBe(1)
  })
})
