// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../../../simulator/index.ts'
import type { Simulator } from '../../../simulator/index.ts'
import { control, createPlainClient } from '../../simulator/plain-client.ts'
import type { PlainClient } from '../../simulator/plain-client.ts'
import { authAgain } from '../../../../lib/smartqq/wire/auth-again.ts'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import type { Client } from '../../../../lib/smartqq/wire/client.ts'
import { writeContent } from '../../../../lib/smartqq/wire/content.ts'
import { login } from '../../../../lib/smartqq/wire/login.ts'
import { logout } from '../../../../lib/smartqq/wire/logout.ts'
import { checkSig, qrStatus, showQr } from '../../../../lib/smartqq/wire/qr-login.ts'
import type { Tickets } from '../../../../lib/smartqq/wire/session.ts'
import type { Transport } from '../../../../lib/smartqq/wire/transport.ts'
import { simulatorTransport } from './simulator-transport.ts'
import { never } from './scripted.ts'

let simulator: Simulator
let jar: PlainClient
let transport: Transport
let client: Client

const cookie = (name: string, host = 'w.qq.com') => jar.cookie(name, host) ?? null

async function logIn(): Promise<Tickets> {
  const cookies = { ptwebqq: cookie('ptwebqq'), uinCookie: cookie('uin') }
  const result = await login(transport, cookies, Date.now, never)
  if (result.kind !== 'in') throw new Error(`refused: ${result.code}`)
  return result.tickets
}

beforeAll(async () => {
  simulator = await startSimulator()
  jar = createPlainClient(simulator)
  transport = simulatorTransport(jar)
  await showQr(transport, Math.random, never)
  await control(simulator, 'scan', {})
  await control(simulator, 'confirm', {})
  const qrsig = cookie('qrsig', 'ssl.ptlogin2.qq.com')
  const answer = await qrStatus(transport, { qrsig: qrsig!, now: Date.now }, never)
  if (answer.kind !== 'done') throw new Error(answer.kind)
  await checkSig(transport, answer.checkSigUrl, never)
  const tickets = await logIn()
  client = createClient(transport, () => tickets, Date.now)
})
afterAll(() => simulator.close())

const friend = async (remark: string) => (await client.friends()).friends.find((one) => one.remark === remark)!
const group = async () => (await client.groups()).find(({ name }) => name === '周末羽毛球')!

describe('against a server, the client', () => {
  it('reads the lists', async () => {
    expect(await friend('强哥')).toMatchObject({ nick: '阿强', category: '同学' })
    expect(await group()).toMatchObject({ remark: '球友', code: expect.any(Number) as number })
    expect((await client.discusses()).map(({ name }) => name)).toContain('强哥、Lily、小明')
    expect((await client.online()).length).toBeGreaterThan(0)
    expect(Array.isArray(await client.recent())).toBe(true)
  })

  it('reads people', async () => {
    const { uin } = await friend('强哥')
    expect(await client.selfInfo()).toMatchObject({ uin: 1234567890, nick: '小明' })
    expect(await client.friendInfo(uin)).toMatchObject({ nick: '阿强', profile: { gender: 'male' } })
    expect(await client.strangerInfo(uin)).toMatchObject({ nick: '阿强' })
    expect((await client.qqLevel(uin)).level).toBeGreaterThan(0)
    expect(await client.longNick(uin)).not.toBeUndefined()
  })

  it('reads members', async () => {
    const { gid, code } = await group()
    const info = await client.groupInfo(code!)
    expect(info).toMatchObject({ gid, code, name: '周末羽毛球', notice: '周六九点', createdAt: 1513196534_000 })
    expect(info.members.find(({ card }) => card === '强哥&球拍')).toMatchObject({ nick: '阿强', role: 'owner' })
    const [discuss] = await client.discusses()
    expect((await client.discussInfo(discuss!.did)).members.map(({ number }) => number)).toContain('510942000')
  })

  it('sets the own state', async () => {
    await client.changeStatus('busy')
    await client.online()
    await expect(client.changeStatus('online')).resolves.toBeUndefined()
  })

  it('shakes a window and says that one is typing', async () => {
    const { uin } = await friend('强哥')
    await client.inputNotify(uin)
    await expect(client.shake(uin)).resolves.toBeUndefined()
  })

  it('fetches avatars', async () => {
    const { uin } = await friend('强哥')
    const { gid } = await group()
    expect(await client.avatar(uin, 'person')).toMatch(/^data:image\/(?:jpeg|png);base64,/)
    expect(await client.avatar(gid, 'group')).toMatch(/^data:image\//)
    expect(await client.numberAvatar(1234567890)).toMatch(/^data:image\//)
    expect(await client.facePicture(14)).toMatch(/^data:image\/gif;base64,/)
    expect(await client.offlinePicture('/7acccf74', uin)).toBeNull()
  })

  it('sends', async () => {
    const { uin } = await friend('强哥')
    const { gid } = await group()
    const [discuss] = await client.discusses()
    const content = writeContent('在')
    const outcomes = [
      await client.sendFriend(uin, content, 1),
      await client.sendGroup(gid, content, 2),
      await client.sendDiscuss(discuss!.did, content, 3),
    ]
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([{ kind: 'sent' }, { kind: 'sent' }, { kind: 'sent' }])
  })

  it('signs a message to a stranger', async () => {
    const { gid, code } = await group()
    const stranger = (await client.groupInfo(code!)).members.find(({ role }) => role === 'member')!
    const signature = await client.sessSignature(stranger.uin, { through: 'group', number: gid })
    const to = { uin: stranger.uin, signature, through: 'group' } as const
    expect((await client.sendSess(to, writeContent('在'), 4)).outcome).toEqual({ kind: 'sent' })
  })

  it('is refused where the service has closed, and believes it where it has not', async () => {
    const skey = cookie('skey')!
    const { uin } = await friend('强哥')
    await control(simulator, 'settings', { qun: 'closed', friendUin2: 'closed' })
    await expect(client.qunGroups(skey)).rejects.toMatchObject({ name: 'RefusedError', code: 1 })
    await expect(client.qunFriends(skey)).rejects.toMatchObject({ code: 1 })
    await expect(client.realNumber(uin, 'person')).rejects.toMatchObject({ name: 'NetworkError' })

    await control(simulator, 'settings', { qun: 'open', friendUin2: 'open' })
    const numbers = await client.qunGroups(skey)
    expect(numbers.find(({ name }) => name === '周末羽毛球')).toMatchObject({ number: '376024301', role: 'admin' })
    expect(await client.qunFriends(skey)).toContainEqual({ number: '510942000', name: '强哥', category: '同学' })
    expect(await client.qunMembers('376024301', skey)).toContainEqual(
      expect.objectContaining({ number: '510942000', nick: '阿强', card: '强哥&球拍', role: 'owner' }),
    )
    expect(await client.realNumber(uin, 'person')).toBe(510942000)
    expect(await client.realNumber((await group()).code!, 'group')).toBe(376024301)
  })

  it('logs in again without a scan, and out', async () => {
    const again = await authAgain(transport, cookie('supertoken', 'ssl.ptlogin2.qq.com')!, never)
    await checkSig(transport, again!, never)
    const tickets = await logIn()
    expect(tickets.uin).toBe(1234567890)
    await createClient(transport, () => tickets, Date.now).closeChannel()
    const cookies = { pt4Token: cookie('pt4_token', 'd1.web2.qq.com'), skey: cookie('skey'), ptcz: cookie('ptcz') }
    await logout(transport, cookies, never)
    await expect(client.selfInfo()).rejects.toMatchObject({ name: 'RefusedError' })
  })
})
