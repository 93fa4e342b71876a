// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { CLIENT_ID, D, FONT, jsonOf, logIn, OWN_NUMBER, sendBody } from './calls.ts'
import type { Login } from './calls.ts'
import { sentMessages, stateOf } from './control.ts'
import type { State } from './control.ts'
import type { RawReply } from './raw-http.ts'

const BUDDY = `${D}/send_buddy_msg2`

let simulator: Simulator
let login: Login
let state: State
/** The uin of 阿强 in this login. */
let friend: number
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  login = await logIn(simulator)
  state = await stateOf(simulator)
  friend = state.friends[0]?.uin ?? 0
})
afterEach(() => simulator.close())

/** A send whose `r` is given as text. */
const rawSend = (r: string): Promise<RawReply> => login.post(BUDDY, r)

describe('strict parsing', () => {
  const good = (): Record<string, unknown> => sendBody(login, { to: friend }, ['hi'])

  // PROTOCOL: "sendDiscuss"
  it.each([
    ['is cut off', (r: string) => r.slice(0, -1)],
    ['holds a raw control character', (r: string) => r.replace('hi', 'h\u0001i')],
    ['holds a raw line end', (r: string) => r.replace('hi', 'h\ni')],
    ['holds a bad escape', (r: string) => r.replace('hi', String.raw`h\xi`)],
    ['is not JSON at all', () => 'hello'],
  ])('an r that %s gets the HTML complaint of the back end', async (_name, spoil) => {
    const reply = await rawSend(spoil(JSON.stringify(good())))
    expect(reply.text).toContain('<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,')
    expect(() => jsonOf(reply)).toThrow(SyntaxError)
    expect(await sentMessages(simulator)).toEqual([])
  })

  // PROTOCOL: "sendDiscuss"
  it.each([
    ['plain text', 'hi'],
    ['a quote that was not escaped', `["sa"id",${JSON.stringify(FONT)}]`],
    ['a raw line end', `["a\nb",${JSON.stringify(FONT)}]`],
    ['an object', '{"text":"hi"}'],
  ])('a content that is %s gets the HTML complaint too', async (_name, content) => {
    const reply = await login.post(BUDDY, { ...good(), content })
    expect(reply.text).toContain('<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,')
  })

  // PROTOCOL: "Return codes"
  it.each(['to', 'content', 'clientid', 'msg_id'])('without the field %s the answer is 100006', async (field) => {
    const { [field]: _, ...rest } = good()
    expect((await login.post(BUDDY, rest)).text).toBe('{"retcode":100006}\n')
  })

  // PROTOCOL: "Return codes"
  it('without r, with an r that is no object, or with content that is an array and no string, it is 100006', async () => {
    const answers = [
      await login.post(BUDDY, null, { body: `clientid=${CLIENT_ID}` }),
      await rawSend('[1,2]'),
      await login.post(BUDDY, { ...good(), content: ['hi', FONT] }),
    ]
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 3 }, () => '{"retcode":100006}\n'))
  })
})

describe('an unknown target', () => {
  const unknown = '{"errmsg":"error","retcode":100001}\n'

  // PROTOCOL: "Return codes"
  it.each([
    ['a real number', BUDDY, () => ({ to: 510942000 })],
    ['oneself', BUDDY, () => ({ to: OWN_NUMBER })],
    ['a gid', BUDDY, () => ({ to: state.groups[0]?.gid })],
    ['the code of a group', `${D}/send_qun_msg2`, () => ({ group_uin: state.groups[0]?.code })],
    ['the number of a group', `${D}/send_qun_msg2`, () => ({ group_uin: state.groups[0]?.number })],
    ['a gid for a discussion', `${D}/send_discu_msg2`, () => ({ did: state.groups[0]?.gid })],
  ])('(%s) is answered 100001', async (_name, url, target) => {
    expect((await login.post(url, sendBody(login, target(), ['hi']))).text).toBe(unknown)
    expect((await sentMessages(simulator)).map(({ delivered }) => delivered)).toEqual([false])
  })

  // PROTOCOL: "Return codes"
  it('is also a uin of the login before', async () => {
    const before = friend
    const next = await logIn(simulator)
    expect((await next.post(BUDDY, sendBody(next, { to: before }, ['hi']))).text).toBe(unknown)
  })
})
