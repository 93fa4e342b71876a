import { describe, expect, it } from 'vitest'
import { runQrLogin } from '../../../../lib/smartqq/link/qr-session.ts'
import type { QrState } from '../../../../lib/smartqq/link/qr-session.ts'
import { json, scriptedService } from './scripted-service.ts'
import type { Answer } from './scripted-service.ts'

const LINK = 'https://ptlogin2.web2.qq.com/check_sig?ptsigx=1'
const says = (code: number, url = '') => json('', { body: `ptuiCB('${code}','0','${url}','0','', '小明');` })
const waiting = says(66)
const scanned = says(67)
const expired = says(65)
const done = says(0, LINK)
const forbidden = json('', { status: 403, body: '<html>Tencent Login Server' })
const LOST = null

/**
 * Someone looks at the code while the service answers the question "where does it stand" with `answers`, in order; at
 * their end nobody looks any more. Pictures are numbered.
 */
function viewer(answers: Answer[], pictures: Answer[] = []) {
  const stop = new AbortController()
  const shown: QrState[] = []
  const slept: number[] = []
  const world = {
    cookie: 'qrsig' as string | null,
    readCookie: (): string | null => world.cookie,
    loginKey: true,
    codes: 0,
  }
  const service = scriptedService({
    qrShow() {
      const next = pictures.shift()
      if (next !== undefined) return next
      world.codes++
      return json('', { body: `data:image/png;base64,${world.codes}` })
    },
    qrStatus() {
      const next = answers.shift()
      if (next !== undefined) return next
      stop.abort()
      return LOST
    },
    checkSig: () => json('', { status: 0, body: '', redirected: true }),
  })
  const run = () =>
    runQrLogin(
      {
        transport: service.transport,
        qrsig: async () => world.readCookie(),
        hasLoginKey: async () => world.loginKey,
        show: (state) => void shown.push(state),
        now: () => 5,
        random: () => 0.5,
        async sleep(ms) {
          slept.push(ms)
        },
      },
      stop.signal,
    )
  const states = () => shown.map((state) => (state.state === 'failed' ? state.why : state.state))
  return Object.assign(world, { service, stop, shown, slept, states, run })
}

describe('runQrLogin', () => {
  it('shows the code, asks every two seconds, and follows the link once it is confirmed', async () => {
    const v = viewer([waiting, scanned, done])
    expect(await v.run()).toBe(true)
    expect(v.shown).toEqual([
      { state: 'loading' },
      { state: 'waiting', image: 'data:image/png;base64,1', isRenewed: false },
      { state: 'scanned', image: 'data:image/png;base64,1' },
      { state: 'confirmed' },
    ])
    expect(v.slept).toEqual([2_000, 2_000, 2_000])
    expect(v.service.requests.at(-1)).toMatchObject({ endpoint: 'checkSig', url: LINK, redirect: 'manual' })
  })

  it('says that a code is new because the last one expired or was refused', async () => {
    const v = viewer([waiting, expired, waiting])
    await v.run()
    const codes = v.shown.filter((state) => state.state === 'waiting')
    expect(codes.map(({ isRenewed }) => isRenewed)).toEqual([false, true])
  })

  it('shows a new code when one has expired, at most ten', async () => {
    const v = viewer(Array<Answer>(11).fill(expired))
    expect(await v.run()).toBe(false)
    expect(v.codes).toBe(10)
    expect(v.states().at(-1)).toBe('too-many-expired')
  })

  it('says so when the browser keeps no cookie of the code', async () => {
    const v = viewer([done])
    v.cookie = null
    expect(await v.run()).toBe(false)
    expect(v.states()).toEqual(['loading', 'cookies'])
  })

  it('says so when the login cookies did not arrive', async () => {
    const v = viewer([done])
    v.loginKey = false
    expect(await v.run()).toBe(false)
    expect(v.states().at(-1)).toBe('cookies')
  })

  it('shows a new code when a page of this browser has shown one since, instead of calling ours refused', async () => {
    const v = viewer([forbidden, done])
    const codes = ['ours', 'of the page', 'ours again', 'ours again']
    v.readCookie = () => codes.shift() ?? 'ours again'
    expect(await v.run()).toBe(true)
    expect(v.shown.filter((state) => state.state === 'waiting')).toMatchObject([
      { isRenewed: false },
      { isRenewed: true },
    ])
  })

  it('begins anew once when something about the attempt was wrong, and says what it is when that does not help', async () => {
    const helped = viewer([says(7), done])
    expect(await helped.run()).toBe(true)
    expect(helped.codes).toBe(2)
    const stuck = viewer([says(7), says(24), done])
    expect(await stuck.run()).toBe(false)
    expect(stuck.shown.at(-1)).toEqual({ state: 'failed', why: 'refused', words: 'cookies-missing' })
    expect(stuck.codes).toBe(2)
  })

  it('gives up a fight with a page over the cookie after ten codes', async () => {
    const v = viewer(Array<Answer>(11).fill(forbidden))
    let codes = 0
    v.readCookie = () => `code ${++codes}`
    expect(await v.run()).toBe(false)
    expect([v.codes, v.states().at(-1)]).toEqual([10, 'too-many-expired'])
  })

  it.each([
    ['refused', says(10)],
    ['refused', forbidden],
    ['refused', says(0, 'https://evil.example/check_sig')],
    ['frozen', says(0, 'http://aq.qq.com/cn/services/abnormal/abnormal_index')],
  ])('gives up and says %s', async (why, answer) => {
    const v = viewer([answer, done])
    expect(await v.run()).toBe(false)
    expect(v.states()).toEqual(['loading', 'waiting', why])
    expect(v.service.count('checkSig')).toBe(0)
  })

  it.each([
    ['network', LOST],
    ['network', json('', { status: 502, body: '' })],
    ['portal', json('', { body: '<html>Café login' })],
    ['strange-reply', json('', { body: 'ptui' })],
  ])('tells of trouble (%s), asks again, and shows the code again once it has passed', async (why, answer) => {
    const v = viewer([answer, waiting, waiting, done])
    expect(await v.run()).toBe(true)
    expect(v.states()).toEqual(['loading', 'waiting', why, 'waiting', 'confirmed'])
    expect([v.codes, v.slept.includes(3_000)]).toEqual([1, true])
  })

  it('does not call an outage too many expired codes', async () => {
    const v = viewer([done], Array<Answer>(12).fill(LOST))
    expect(await v.run()).toBe(true)
    expect(v.states().filter((state) => state === 'network')).toHaveLength(12)
  })

  it('starts over with a new code when the link got no answer', async () => {
    const v = viewer([done, done])
    let asked = 0
    v.service.script.checkSig = () => (++asked === 1 ? LOST : json('', { status: 302, body: '', redirected: true }))
    expect(await v.run()).toBe(true)
    expect([v.codes, v.states().includes('network')]).toEqual([2, true])
  })

  it('ends without a word when nobody looks any more', async () => {
    const v = viewer([waiting])
    expect(await v.run()).toBe(false)
    expect(v.states()).toEqual(['loading', 'waiting'])
    const late = viewer([])
    late.stop.abort()
    expect(await late.run()).toBe(false)
    expect(late.shown).toEqual([])
  })
})
