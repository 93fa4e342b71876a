// @vitest-environment node
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { CLIENT_ID, D, FONT, OWN_HASH, ptqrloginUrl, ptqrtoken, QR_URL, S } from './conversation.ts'
import { dig, number, text } from './dig.ts'
import { control } from './plain-client.ts'

const run = promisify(execFile)

let simulator: Simulator
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-curl-'))
  simulator = await startSimulator({ caFile: join(folder, 'ca.pem') })
})
afterEach(async () => {
  await simulator.close()
  await rm(folder, { recursive: true })
})

/** curl with the CA, the hosts mapped to the simulator's ports, and a cookie jar in a file. */
async function curl(url: string, ...more: string[]): Promise<string> {
  const jar = join(folder, 'jar')
  const mapped = [
    '--connect-to',
    `::127.0.0.1:${new URL(url).protocol === 'https:' ? simulator.httpsPort : simulator.httpPort}`,
  ]
  const referer = /\/\/(s|d1)\.web2/.test(url) ? ['-e', `${new URL(url).origin}/proxy.html?v=1&callback=1&id=1`] : []
  const ca = ['--cacert', join(folder, 'ca.pem')]
  const flags = ['-sS', '--noproxy', '*', '-m', '20', ...ca, ...mapped, '-b', jar, '-c', jar, ...referer, ...more]
  try {
    return (await run('curl', [...flags, url])).stdout
  } catch (error) {
    if (dig(error, 'code') !== 'ENOENT') throw error
    throw new Error('this test needs the curl command: install the package "curl"', { cause: error })
  }
}
const post = (url: string, r: unknown): Promise<string> => curl(url, '--data-urlencode', `r=${JSON.stringify(r)}`)
/** The body of a reply, parsed. */
const parsed = (body: string): unknown => JSON.parse(body)

describe('an ordinary command-line client', () => {
  it('that trusts the CA logs in, lists, polls and sends over https', async () => {
    await curl(QR_URL, '-o', join(folder, 'qr.png'))
    const jar = await readFile(join(folder, 'jar'), 'utf8')
    const token = ptqrtoken(/qrsig\t(\S+)/.exec(jar)?.[1] ?? '')
    await control(simulator, 'scan', {})
    expect(await curl(ptqrloginUrl(token))).toContain("ptuiCB('67'")
    await control(simulator, 'confirm', {})
    const link = /'(http:[^']*check_sig[^']*)'/.exec(await curl(ptqrloginUrl(token)))?.[1] ?? ''
    await curl(link)

    const ticket = await curl(`${S}/getvfwebqq?ptwebqq=&clientid=${CLIENT_ID}&psessionid=&t=1`)
    const vfwebqq = text(parsed(ticket), 'result.vfwebqq')
    const login = await post(`${D}/login2`, { ptwebqq: '', clientid: CLIENT_ID, psessionid: '', status: 'online' })
    const psessionid = text(parsed(login), 'result.psessionid')
    const friends = parsed(await post(`${S}/get_user_friends2`, { vfwebqq, hash: OWN_HASH }))
    const uin = number(friends, 'result.info.0.uin')
    expect(text(friends, 'result.info.0.nick')).toBe('阿强')
    await curl(`${D}/get_online_buddies2?vfwebqq=${vfwebqq}&clientid=${CLIENT_ID}&psessionid=${psessionid}&t=1`)

    await control(simulator, 'say', { friend: '强哥', text: '在吗' })
    const polled = await post(`${D}/poll2`, { ptwebqq: '', clientid: CLIENT_ID, psessionid, key: '' })
    expect(parsed(polled)).toMatchObject({ retcode: 0, result: [{ value: { from_uin: uin } }] })
    const reply = await post(`${D}/send_buddy_msg2`, {
      to: uin,
      content: JSON.stringify(['在的', FONT]),
      face: 252,
      clientid: CLIENT_ID,
      msg_id: 1,
      psessionid,
    })
    expect(reply).toBe('{"errCode":0,"msg":"send ok"}\n')
    expect(await control(simulator, 'sent')).toMatchObject({ sent: [{ text: '在的', delivered: true }] })
  })
})
