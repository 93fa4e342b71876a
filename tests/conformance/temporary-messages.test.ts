// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { CLIENT_ID, D, jsonOf, logIn, poll, resultOf, sendBody } from './calls.ts'
import type { Login } from './calls.ts'
import { control, sentMessages, stateOf } from './control.ts'
import type { State } from './control.ts'

const sendOk = '{"errCode":0,"msg":"send ok"}\n'

let simulator: Simulator
let login: Login
let state: State
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  login = await logIn(simulator)
  state = await stateOf(simulator)
})
afterEach(() => simulator.close())

const nothingNew = async (): Promise<void> => expect(jsonOf(await poll(login))['retcode']).toBe(100012)
const strangerBody = (to: number | undefined, signature: string): Record<string, unknown> => ({
  ...sendBody(login, { to }, ['hi']),
  group_sig: signature,
  service_type: 0,
})
const toStranger = (to: number | undefined, signature: string) =>
  login.post(`${D}/send_sess_msg2`, strangerBody(to, signature))

describe('a message to a stranger out of a group', () => {
  // HERE: "Temporary messages"
  it('is swallowed since January 2016, though a signature for it is still given', async () => {
    const member = state.groups[0]?.members[2]?.uin
    const sig = await login.get(
      `${D}/get_c2cmsg_sig2?id=${state.groups[0]?.gid}&to_uin=${member}&service_type=0&clientid=${CLIENT_ID}` +
        `&psessionid=${login.psessionid}&t=1`,
    )
    expect(sig.text).toMatch(
      /^\{"retcode":0,"result":\{"type":0,"value":"[0-9a-f]{32}","flags":\{"text":1,"pic":1,"file":1,"audio":1,"video":1\}\}\}\n$/,
    )
    const { value } = resultOf(sig) as { value: string }
    expect((await toStranger(member, value)).text).toBe(sendOk)
    expect(await sentMessages(simulator)).toMatchObject([
      { kind: 'stranger', to: { number: 398877000 }, delivered: false },
    ])
    await nothingNew()
  })

  // HERE: "Temporary messages"
  it('arrived before, with the signature given for that stranger and no other', async () => {
    await control(simulator, 'settings', { era: '2015' })
    const [, , tom, chen] = state.groups[0]?.members ?? []
    const sig = await login.get(
      `${D}/get_c2cmsg_sig2?id=${state.groups[0]?.gid}&to_uin=${tom?.uin}&service_type=0&clientid=${CLIENT_ID}` +
        `&psessionid=${login.psessionid}&t=1`,
    )
    const { value } = resultOf(sig) as { value: string }
    const answers = [
      await toStranger(tom?.uin, value),
      await toStranger(tom?.uin, 'b83900ad33607db576d106ffba5ad4e2'),
      await toStranger(chen?.uin, value),
    ]
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 3 }, () => '{"retcode":0,"result":"ok"}\n'))
    expect((await sentMessages(simulator)).map(({ delivered }) => delivered)).toEqual([true, false, false])
  })

  // HERE: "Temporary messages"
  it.each(['group_sig', 'service_type', 'to', 'content'])('without %s is answered 100006', async (field) => {
    const { [field]: _, ...rest } = strangerBody(state.groups[0]?.members[2]?.uin, 'b839')
    expect(jsonOf(await login.post(`${D}/send_sess_msg2`, rest))).toEqual({ retcode: 100006 })
  })
})
