// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { CLIENT_ID, D, FONT, itemsOf, jsonOf, logIn, OWN_NUMBER, poll, sendBody } from './calls.ts'
import type { Login } from './calls.ts'
import type { Change } from './client.ts'
import { control, sentMessages, stateOf } from './control.ts'
import type { State } from './control.ts'
import type { RawReply } from './raw-http.ts'

const sendOk = '{"errCode":0,"msg":"send ok"}\n'
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

const toFriend = (parts: unknown[], change?: Change): Promise<RawReply> =>
  login.post(BUDDY, sendBody(login, { to: friend }, parts), change)
const toGroup = (parts: unknown[]): Promise<RawReply> =>
  login.post(`${D}/send_qun_msg2`, sendBody(login, { group_uin: state.groups[0]?.gid }, parts))
const toDiscuss = (parts: unknown[]): Promise<RawReply> =>
  login.post(`${D}/send_discu_msg2`, sendBody(login, { did: state.discusses[0]?.did }, parts))

const nothingNew = async (): Promise<void> => expect(jsonOf(await poll(login))['retcode']).toBe(100012)

describe('a send', () => {
  // PROTOCOL: "Sending"
  it('to a friend, a group and a discussion is answered with exactly these bytes, and reaches them', async () => {
    expect((await toFriend(['给你'])).text).toBe(sendOk)
    expect((await toGroup(['给群'])).text).toBe(sendOk)
    expect((await toDiscuss(['给组'])).text).toBe(sendOk)
    const sent = await sentMessages(simulator)
    expect(sent.map(({ kind, to, text, delivered }) => [kind, to?.number, text, delivered])).toEqual([
      ['friend', 510942000, '给你', true],
      ['group', 376024301, '给群', true],
      ['discuss', 900100001, '给组', true],
    ])
  })

  // PROTOCOL: "sendFriend"
  it('as recorded from a client of 2017, byte for byte, is understood', async () => {
    const reply = await login.post(
      BUDDY,

      `{"to":${friend},"content":"[\\"嗯\\",[\\"font\\",{\\"name\\":\\"宋体\\",\\"size\\":10,\\"style\\":[0,0,0],` +
        `\\"color\\":\\"000000\\"}]]","face":252,"clientid":53999199,"msg_id":22700002,"psessionid":"${login.psessionid}"}`,
    )
    expect(reply.text).toBe(sendOk)
    expect((await sentMessages(simulator))[0]).toMatchObject({
      text: '嗯',
      content: ['嗯', FONT],
      msgId: 22700002,
      targetId: friend,
    })
  })

  // PROTOCOL: "sendDiscuss"
  it('encodes content twice: quotes, backslashes, line ends and mark-up come through', async () => {
    const text = '他说"好"\\\n<b>&amp;\t\u0001😄'
    await toFriend([text])
    expect((await sentMessages(simulator))[0]?.text).toBe(text)
  })

  // PROTOCOL: "sendDiscuss"
  it('carries faces among the texts', async () => {
    await toFriend(['早', ['face', 14], ' 啊'])
    expect((await sentMessages(simulator))[0]?.content).toEqual(['早', ['face', 14], ' 啊', FONT])
  })

  // PROTOCOL: "sendDiscuss"
  it('of faces alone fails, of a face and a blank goes out', async () => {
    expect((await toFriend([['face', 14]])).text).toBe('{"retcode":100006}\n')
    expect((await toFriend([['face', 14], ' '])).text).toBe(sendOk)
    expect(await sentMessages(simulator)).toHaveLength(1)
  })

  // PROTOCOL: "Form of requests and replies"
  it('may give its numbers as strings', async () => {
    const r = { ...sendBody(login, { to: String(friend) }, ['hi']), msg_id: '6000001' }
    expect((await login.post(BUDDY, r)).text).toBe(sendOk)
  })

  // SIMULATOR: "One login's life"
  it('without any cookie is accepted on psessionid alone', async () => {
    expect((await toFriend(['hi'], { cookies: false })).text).toBe(sendOk)
  })

  // PROTOCOL: "Return codes"
  it('with the psessionid of nobody, or of a login that ended, is answered 103', async () => {
    const notAccepted = '{"errmsg":"error","retcode":103}\n'
    const stranger = { ...login, psessionid: 'f'.repeat(224) }
    expect((await login.post(BUDDY, sendBody(stranger, { to: friend }, ['hi']))).text).toBe(notAccepted)
    await control(simulator, 'expire-login')
    expect((await toFriend(['hi'])).text).toBe(notAccepted)
  })
})

describe('length', () => {
  // PROTOCOL: "sendDiscuss"
  it.each([
    ['240 Chinese characters', '长'.repeat(240)],
    ['720 letters', 'x'.repeat(720)],
  ])('of 720 bytes (%s) is delivered', async (_name, text) => {
    expect((await toFriend([text])).text).toBe(sendOk)
    expect((await sentMessages(simulator))[0]?.delivered).toBe(true)
  })

  // PROTOCOL: "sendDiscuss"
  it.each([
    ['241 Chinese characters', '长'.repeat(241)],
    ['721 letters', 'x'.repeat(721)],
    ['180 emoji and a letter', `${'😄'.repeat(180)}x`],
  ])('over 720 bytes (%s) is answered "send ok", never arrives and has no echo', async (_name, text) => {
    expect((await toGroup([text])).text).toBe(sendOk)
    expect((await sentMessages(simulator))[0]?.delivered).toBe(false)
    await nothingNew()
  })
})

describe('the echo', () => {
  const everybody = (): number[] => [
    ...state.friends.map(({ uin }) => uin),
    ...state.groups.flatMap(({ gid, code, members }) => [gid, code, ...members.map(({ uin }) => uin)]),
    ...state.discusses.flatMap(({ did, members }) => [did, ...members.map(({ uin }) => uin)]),
  ]

  // PROTOCOL: "Items"
  it('of a message to a friend comes from a uin that is in no list, and another each time', async () => {
    const origins: unknown[] = []
    for (const text of ['一', '二']) {
      await toFriend([text])
      const [echo] = itemsOf(await poll(login))
      expect([echo?.poll_type, echo?.value['msg_type'], echo?.value['to_uin']]).toEqual(['message', 1, OWN_NUMBER])
      expect(echo?.value.content.slice(1)).toEqual([text])
      expect(everybody()).not.toContain(echo?.value['from_uin'])
      origins.push(echo?.value['from_uin'])
    }
    expect(origins[0]).not.toBe(origins[1])
  })

  // PROTOCOL: "Items"
  it('of a message to a group comes from the gid, with a send_uin that is in no list', async () => {
    await toGroup(['大家好', ['face', 14], ' '])
    const [echo] = itemsOf(await poll(login))
    const gid = state.groups[0]?.gid
    expect(echo?.value).toMatchObject({ from_uin: gid, group_code: gid, msg_type: 4, to_uin: OWN_NUMBER })
    expect(everybody()).not.toContain(echo?.value['send_uin'])
    expect(echo?.value.content.slice(1)).toEqual(['大家好', ['face', 14], ' '])
  })

  // PROTOCOL: "Items"
  it('of a message to a discussion has the own number as send_uin', async () => {
    await toDiscuss(['hi'])
    const [echo] = itemsOf(await poll(login))
    expect(echo?.value).toMatchObject({ did: state.discusses[0]?.did, msg_type: 5, send_uin: OWN_NUMBER })
  })

  // PROTOCOL: "Items"
  it('comes of messages from other devices too', async () => {
    await control(simulator, 'self-says', { friend: '强哥', text: '从手机' })
    const [echo] = itemsOf(await poll(login))
    expect(echo?.value.content.slice(1)).toEqual(['从手机'])
    expect(everybody()).not.toContain(echo?.value['from_uin'])
  })

  // PROTOCOL: "Form of requests and replies"
  it('is escaped as any text', async () => {
    await toFriend(['<9点>'])
    expect((await poll(login)).text).toContain(String.raw`"\u0026lt;9点\u0026gt;"`)
  })

  // PROTOCOL: "Items"
  it('did not exist before May 2017', async () => {
    await control(simulator, 'settings', { echo: false })
    await toFriend(['hi'])
    await nothingNew()
  })
})

describe('1202', () => {
  const uncertain = '{"errmsg":"error","retcode":1202}\n'

  // PROTOCOL: "sendDiscuss"
  it('may hide a message that went out: only its echo tells', async () => {
    await control(simulator, 'fault', { path: 'send_buddy_msg2', kind: 'uncertain-delivered' })
    expect((await toFriend(['到了'])).text).toBe(uncertain)
    expect((await sentMessages(simulator))[0]?.delivered).toBe(true)
    expect(itemsOf(await poll(login))[0]?.value.content.slice(1)).toEqual(['到了'])
  })

  // PROTOCOL: "sendDiscuss"
  it('may mean that it did not: there is no echo', async () => {
    await control(simulator, 'fault', { path: 'send_buddy_msg2', kind: 'uncertain-lost' })
    expect((await toFriend(['没到'])).text).toBe(uncertain)
    expect((await sentMessages(simulator))[0]?.delivered).toBe(false)
    await nothingNew()
  })

  // PROTOCOL: "sendDiscuss"
  it('is no surer than a connection that closes: that message may have gone out as well', async () => {
    await control(simulator, 'fault', { path: 'send_buddy_msg2', kind: 'reset-delivered' })
    await expect(toFriend(['断了'])).rejects.toThrow('closed before the reply was whole')
    expect(itemsOf(await poll(login))[0]?.value.content.slice(1)).toEqual(['断了'])
  })
})

describe('what is swallowed', () => {
  // PROTOCOL: "sendDiscuss"
  it('sends that follow each other too fast are answered "send ok" and dropped', async () => {
    await control(simulator, 'settings', { minSendGapMs: 60_000 })
    expect([(await toFriend(['一'])).text, (await toFriend(['二'])).text]).toEqual([sendOk, sendOk])
    expect((await sentMessages(simulator)).map(({ delivered }) => delivered)).toEqual([true, false])
  })

  // SIMULATOR: "Settings"
  it('the same text to the same friend does not go out for ever', async () => {
    await control(simulator, 'settings', { mostRepeats: 2 })
    for (const text of ['广告', '广告', '广告', '别的']) expect((await toFriend([text])).text).toBe(sendOk)
    await toGroup(['广告'])
    expect((await sentMessages(simulator)).map(({ delivered }) => delivered)).toEqual([true, true, false, true, true])
  })

  // SIMULATOR: "Settings"
  it.each([
    ['and 1 ', false],
    ['喝茶 or "咖啡"', false],
    ["A&&'b'", false],
    ['1 || 2 3', false],
    ['XOR 7\t', false],
    ['and then', true],
    ['android 1 ', true],
    ['sand 1 ', true],
    ['a and_1 ', true],
    ['and 1', true],
  ])('with the filter on, the text %j arrives: %s', async (text, arrives) => {
    await control(simulator, 'settings', { textFilter: true })
    expect((await toFriend([text])).text).toBe(sendOk)
    expect((await sentMessages(simulator))[0]?.delivered).toBe(arrives)
  })

  // HERE: "Presence and notices"
  it.each(['shake2', 'input_notify2'])('%s is answered ok', async (call) => {
    const url = `${D}/${call}?to_uin=${friend}&clientid=${CLIENT_ID}&psessionid=${login.psessionid}&t=1`
    expect((await login.get(url)).text).toBe('{"retcode":0,"result":"ok"}\n')
  })
})
