// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { itemsOf, logIn, OWN_NUMBER, poll } from './calls.ts'
import type { Item, Login } from './calls.ts'
import { control, stateOf } from './control.ts'
import type { State } from './control.ts'
import type { RawReply } from './raw-http.ts'

let simulator: Simulator
let login: Login
let state: State
beforeAll(async () => {
  simulator = await startSimulator()
  login = await logIn(simulator)
  state = await stateOf(simulator)
})
afterAll(() => simulator.close())

const FONT_BYTES = '["font",{"color":"000000","name":"微软雅黑","size":10,"style":[0,0,0]}]'
/** 2018-01-03 17:58:20.750 UTC: the wire knows only whole seconds. */
const AT = 1515002300750

async function said(saying: Record<string, unknown>): Promise<{ reply: RawReply; id: number | undefined; item: Item }> {
  const { ids } = (await control(simulator, 'say', saying)) as { ids: number[] }
  const reply = await poll(login)
  const [item] = itemsOf(reply)
  if (item === undefined) throw new Error(`no item in ${reply.text}`)
  return { reply, id: ids[0], item }
}
/** The content after the font, of a friend's message. */
async function partsOf(saying: Record<string, unknown>): Promise<unknown[]> {
  return (await said({ friend: '强哥', ...saying })).item.value.content.slice(1)
}

describe('message', () => {
  // PROTOCOL: "Items"
  it('is these bytes, keys by the alphabet', async () => {
    const { reply, id } = await said({ friend: 'Lily', text: '在吗', at: AT })
    const uin = state.friends.find(({ number }) => number === 824566000)?.uin
    expect(reply.text).toBe(
      `{"result":[{"poll_type":"message","value":{"content":[${FONT_BYTES},"在吗"],"from_uin":${uin},"msg_id":${id},` +
        `"msg_type":1,"time":1515002300,"to_uin":${OWN_NUMBER}}}],"retcode":0}\n`,
    )
  })
})

describe('group_message', () => {
  // PROTOCOL: "Items"
  it('is these bytes: from_uin and group_code are both the gid, never the code of the list', async () => {
    const { reply, id } = await said({ group: '周末羽毛球', member: 'Tom', text: 'hi', at: AT })
    const group = state.groups[0]
    const tom = group?.members.find(({ number }) => number === 398877000)?.uin
    expect(group?.gid).not.toBe(group?.code)
    expect(reply.text).toBe(
      `{"result":[{"poll_type":"group_message","value":{"content":[${FONT_BYTES},"hi"],"from_uin":${group?.gid},` +
        `"group_code":${group?.gid},"msg_id":${id},"msg_type":4,"send_uin":${tom},"time":1515002300,` +
        `"to_uin":${OWN_NUMBER}}}],"retcode":0}\n`,
    )
  })
})

describe('discu_message', () => {
  // PROTOCOL: "Items"
  it('is these bytes: from_uin is the did', async () => {
    const { reply, id } = await said({ discuss: '强哥、Lily、小明', member: 'Lily', text: 'hi', at: AT })
    const discuss = state.discusses[0]
    expect(reply.text).toBe(
      `{"result":[{"poll_type":"discu_message","value":{"content":[${FONT_BYTES},"hi"],"did":${discuss?.did},` +
        `"from_uin":${discuss?.did},"msg_id":${id},"msg_type":5,"send_uin":${discuss?.members[1]?.uin},` +
        `"time":1515002300,"to_uin":${OWN_NUMBER}}}],"retcode":0}\n`,
    )
  })
})

describe('the kinds of earlier years', () => {
  const friend = 3021457781
  const group = 2714498213
  const old = { msg_id: 5245, from_uin: friend, to_uin: OWN_NUMBER, msg_id2: 395911, msg_type: 9, reply_ip: 176752041 }

  // HERE: "Kinds of earlier years"
  it.each([
    ['sess_message', { ...old, msg_type: 140, id: group, ruin: 444674000, service_type: 0, flags: { text: 1 } }],
    ['buddies_status_change', { uin: friend, status: 'away', client_type: 1 }],
    ['input_notify', { ...old, msg_type: 121, reply_ip: 4294967295 }],
    ['shake_message', old],
    ['system_message', { seq: 63434, type: 'verify_required', uiuin: '', from_uin: 4011979000, account: 841473000 }],
    ['buddylist_change', { added_friends: [{ groupid: 0, uin: 4011979000 }], removed_friends: [] }],
    ['sys_g_msg', { ...old, msg_type: 34, type: 'group_leave', gcode: 3390175526, t_gcode: 376024301, op_type: 3 }],
    ['file_message', { ...old, mode: 'recv', type: 101, name: 'a.txt', session_id: 19824, inet_ip: 2051695055 }],
    ['push_offfile', { msg_id: 10439, rkey: '2c09344b', ip: '101.226.77.168', port: 80, from_uin: friend }],
    ['notify_offfile', { ...old, action: 1, filename: 'c.jpg', filesize: 137972 }],
    ['filesrv_transfer', { file_count: 1, file_infos: [{ file_name: 'd.png', file_status: 51, pro_id: 0 }] }],
    ['av_refuse', { ...old, type: 161, session_id: 19824, longconn: 0 }],
    ['tips', { buddy: 'hint' }],
  ])('%s comes with its fields as they are', async (poll_type, value) => {
    await control(simulator, 'raw-item', { item: { poll_type, value } })
    expect((await poll(login)).text).toBe(`${JSON.stringify({ result: [{ poll_type, value }], retcode: 0 })}\n`)
  })

  // HERE: "Kinds of earlier years"
  it('group_web_message has its xml with every bracket escaped', async () => {
    const value = { ...old, group_code: 3390175526, xml: '<d><n t="t" s="plan.xls"/></d>' }
    await control(simulator, 'raw-item', { item: { poll_type: 'group_web_message', value } })
    expect((await poll(login)).text).toContain(
      String.raw`"xml":"\u003cd\u003e\u003cn t=\"t\" s=\"plan.xls\"/\u003e\u003c/d\u003e"`,
    )
  })
})

describe('time and msg_id', () => {
  // PROTOCOL: "Words of the wire"
  it("time is whole seconds of the service's clock", async () => {
    await control(simulator, 'settings', { clockOffset: -7_200_000 })
    const { item } = await said({ friend: 'Lily', text: 'hi' })
    await control(simulator, 'settings', { clockOffset: 0 })
    const behind = Date.now() - Number(item.value['time']) * 1000
    expect(Number.isInteger(item.value['time'])).toBe(true)
    expect(behind).toBeGreaterThanOrEqual(7_200_000)
    expect(behind).toBeLessThan(7_205_000)
  })

  // PROTOCOL: "Items"
  it('msg_id counts up by one for each sender, below 65536', async () => {
    const first = (await said({ friend: 'Lily', text: '1' })).id ?? 0
    const other = (await said({ friend: '强哥', text: '1' })).id ?? 0
    const second = (await said({ friend: 'Lily', text: '2' })).id
    expect(second).toBe((first + 1) % 65536)
    expect(other).toBeLessThan(65536)
  })
})

describe('text', () => {
  // PROTOCOL: "Form of requests and replies"
  it('has mark-up as entities whose ampersand is a \\u escape', async () => {
    const { reply } = await said({ friend: '强哥', text: `周六 <9点> & "你" 'I'\u00a0好` })
    expect(reply.text).toContain(
      String.raw`"周六 \u0026lt;9点\u0026gt; \u0026amp; \u0026quot;你\u0026quot; \u0026#39;I\u0026#39;\u0026nbsp;好"`,
    )
  })

  // PROTOCOL: "Form of requests and replies"
  it('that was an entity already is escaped once more', async () => {
    expect((await said({ friend: '强哥', text: '&lt;' })).reply.text).toContain(String.raw`"\u0026amp;lt;"`)
  })

  // PROTOCOL: "Content"
  it('keeps the blank that classic clients add at the end', async () => {
    expect(await partsOf({ text: 'hii', trailingBlank: true })).toEqual(['hii '])
  })

  // PROTOCOL: "Content"
  it('has emoji as raw UTF-8 of four bytes', async () => {
    const { reply } = await said({ friend: '强哥', text: '😄' })
    expect(reply.body.includes(Buffer.from('22f09f988422', 'hex'))).toBe(true)
  })

  // PROTOCOL: "Form of requests and replies"
  it('has line ends as escapes: the only newline is the last byte', async () => {
    const { reply } = await said({ friend: '强哥', text: '一\r\n二\n三\r四\t五' })
    expect(reply.text).toContain(String.raw`"一\r\n二\n三\r四\t五"`)
    expect(reply.body.indexOf('\n')).toBe(reply.body.length - 1)
  })

  // PROTOCOL: "Content"
  it('of more than 1000 characters arrives as nothing but the font, shorter ones whole', async () => {
    expect(await partsOf({ text: '长'.repeat(1000) })).toEqual(['长'.repeat(1000)])
    expect(await partsOf({ text: '长'.repeat(1001) })).toEqual([])
  })
})

describe('a mention', () => {
  // PROTOCOL: "Content"
  it('is @ and the own card inside the text', async () => {
    const { item } = await said({ group: '周末羽毛球', member: 'Lily', text: '周六来吗', mentionMe: true })
    expect(item.value.content.slice(1)).toEqual(['@小明同学 周六来吗'])
  })

  // PROTOCOL: "Content"
  it('is @ and the own nick where one has no card', async () => {
    const { item } = await said({ group: '项目讨论', member: 'Tom', text: '看一下', mentionMe: true })
    expect(item.value.content.slice(1)).toEqual(['@小明 看一下'])
  })

  // PROTOCOL: "Content"
  it('may be split into parts: an empty string, @ and card, an empty string, a blank', async () => {
    const saying = { group: '周末羽毛球', member: 'Lily', text: '周六来吗', mentionMe: true, split: true }
    expect((await said(saying)).item.value.content.slice(1)).toEqual(['', '@小明同学', '', ' ', '周六来吗'])
  })
})

describe('faces and pictures', () => {
  // PROTOCOL: "Content"
  it('faces up to 170 keep their number and place', async () => {
    const content = ['a', ['face', 14], 'b', ['face', 0], ['face', 170]]
    expect(await partsOf({ content })).toEqual(content)
  })

  // PROTOCOL: "Content"
  it.each([171, 179, 212, 300])('face %d, which the server does not map, arrives as 0', async (face) => {
    expect(await partsOf({ content: ['哈', ['face', face]] })).toEqual(['哈', ['face', 0]])
  })

  // PROTOCOL: "Content"
  it.each([
    [
      'cface',
      ['cface', { name: '{99820253}.jpg', file_id: 2610173877, key: 'uCyuyMfEBsBtvUt7', server: '1.2.3.4:8000' }],
    ],
    ['cface of a friend', ['cface', 'ABCDEF.jpg', '']],
    ['offpic', ['offpic', { success: 1, file_path: '/7acccf74' }]],
    ['pic_id', ['pic_id', 'GUID']],
    ['image', ['image', 'jpg', 0]],
  ])('a picture (%s) is stripped: alone it leaves the font, with text the text', async (_name, picture) => {
    const alone = await said({ friend: '强哥', content: [picture] })
    expect(alone.reply.text).toContain(`"content":[${FONT_BYTES}],`)
    expect(await partsOf({ content: ['看', picture, '图'] })).toEqual(['看', '图'])
  })
})
