// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { itemsOf, logIn, poll } from './calls.ts'
import type { Login } from './calls.ts'
import { control, stateOf } from './control.ts'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
})
afterEach(() => simulator.close())

async function loginIn(era: string): Promise<Login> {
  await control(simulator, 'settings', { era })
  return logIn(simulator)
}

describe('the old poll item', () => {
  const FONT = String.raw`["font",{"size":10,"color":"000000","style":[0,0,0],"name":"\u5FAE\u8F6F\u96C5\u9ED1"}]`
  const AT = 1375798045000

  // HERE: "Old poll items"
  it('of a friend is these bytes: retcode first, msg_id2 and reply_ip, content last', async () => {
    const login = await loginIn('2013')
    await control(simulator, 'say', { friend: 'Lily', text: '123 ', at: AT })
    const uin = (await stateOf(simulator)).friends.find(({ number }) => number === 824566000)?.uin
    expect((await poll(login)).text).toMatch(
      new RegExp(
        String.raw`^\{"retcode":0,"result":\[\{"poll_type":"message","value":\{"msg_id":\d+,"from_uin":${uin},"to_uin":1234567890,` +
          String.raw`"msg_id2":\d+,"msg_type":9,"reply_ip":\d+,"time":1375798045,"content":\[`,
      ),
    )
  })

  // HERE: "Old poll items"
  it('of a group names it by code and by real number, and counts its messages', async () => {
    const login = await loginIn('2013')
    const seqs: number[] = []
    for (const text of ['一', '二']) {
      await control(simulator, 'say', { group: '周末羽毛球', member: 'Tom', text, at: AT })
      const { text: bytes } = await poll(login)
      const { gid, code } = (await stateOf(simulator)).groups[0] ?? {}
      expect(bytes).toContain(FONT)
      const found = new RegExp(
        String.raw`"from_uin":${gid},"to_uin":1234567890,"msg_id2":\d+,"msg_type":43,"reply_ip":\d+,"group_code":${code},` +
          String.raw`"send_uin":\d+,"seq":(\d+),"time":1375798045,"info_seq":376024301,"content":`,
      ).exec(bytes)
      seqs.push(Number(found?.[1]))
    }
    expect(seqs[1]).toBe((seqs[0] ?? 0) + 1)
  })

  // HERE: "Old poll items"
  it('of a discussion comes from 10000', async () => {
    const login = await loginIn('2015')
    await control(simulator, 'say', { discuss: '强哥、Lily、小明', member: 'Lily', text: 'hi' })
    const { did } = (await stateOf(simulator)).discusses[0] ?? {}
    const value = itemsOf(await poll(login))[0]?.value
    expect([value?.['from_uin'], value?.['did'], value?.['info_seq']]).toEqual([10000, did, 1])
  })
})
