import { describe, expect, it } from 'vitest'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import { NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import type { WireReply } from '../../../../lib/smartqq/wire/transport.ts'
import { now, query, reply, scripted, tickets } from './scripted.ts'

const JPEG = `data:image/jpeg;base64,${btoa('\u00ff\u00d8\u00ff\u00e0 a picture')}`
const asDataUrl = (text: string) => `data:text/plain;base64,${btoa(text)}`

function client(...replies: (WireReply | null)[]) {
  const { transport, seen } = scripted(...replies)
  return { ...createClient(transport, () => tickets, now), seen }
}

describe('avatar', () => {
  it.each([
    [3021457781, 'person', 'face1', '1'],
    [4294967297, 'person', 'face7', '1'],
    [2714498210, 'group', 'face0', '4'],
  ] as const)('asks for %d, a %s, at %s', async (number, of, host, type) => {
    const { avatar, seen } = client(reply(JPEG))
    expect(await avatar(number, of)).toBe(JPEG)
    expect(seen[0]).toMatchObject({ endpoint: 'avatar', as: 'data-url', body: null })
    expect(seen[0]!.url).toContain(`http://${host}.web.qq.com/cgi/svr/face/getface?`)
    const t = String(now() / 1_000)
    expect(query(seen[0])).toEqual({ cache: '1', type, f: '40', uin: String(number), t, vfwebqq: 'vf' })
  })

  it.each([
    ['no such picture', reply('', 404)],
    ['a page under a good status', reply(asDataUrl('<html></html>'))],
    ['nothing', reply('data:image/jpeg;base64,')],
    ['a picture of 100 kB', reply(`data:image/jpeg;base64,/9j/${'A'.repeat(140_000)}`)],
    ['a redirect that is not followed', { status: 0, body: '', serverAt: null, redirected: true }],
  ])('takes %s for none', async (_what, answer) => {
    expect(await client(answer).avatar(5, 'person')).toBeNull()
  })

  it('tells an outage from a missing picture', async () => {
    await expect(client(reply('', 502)).avatar(5, 'person')).rejects.toThrow(NetworkError)
    await expect(client(null).avatar(5, 'person')).rejects.toThrow(NetworkError)
  })

  it('says when there is a code in place of a picture', async () => {
    await expect(client(reply(asDataUrl('{"retcode":103}'))).avatar(5, 'person')).rejects.toMatchObject({
      name: 'RefusedError',
      code: 103,
    })
  })
})

describe('numberAvatar', () => {
  it('asks by the real number, without a ticket', async () => {
    const { numberAvatar, seen } = client(reply(JPEG))
    expect(await numberAvatar(1234567890)).toBe(JPEG)
    expect(seen[0]!.url).toBe(`https://q.qlogo.cn/g?b=qq&nk=1234567890&s=100&t=${now()}`)
  })
})

describe('pictures of servers of old', () => {
  it('knows a face by the number of its file', async () => {
    const { facePicture, seen } = client(reply(asDataUrl('GIF89a...')))
    expect(await facePicture(74)).toMatch(/^data:image\/gif;base64,/)
    expect(seen[0]!.url).toBe('https://pub.idqqimg.com/lib/qqface/74.gif')
  })

  it('asks for the picture a friend has sent', async () => {
    const moved = { status: 0, body: '', serverAt: null, redirected: true }
    const { offlinePicture, seen } = client(moved, reply(JPEG), reply(asDataUrl('{"retcode":103,"errmsg":""}')))
    expect(await offlinePicture('/7acccf74-0fcd', 3021457781)).toBeNull()
    expect(seen[0]).toMatchObject({ redirect: 'manual' })
    expect(seen[0]!.url).toContain(
      'https://w.qq.com/d/channel/get_offpic2?file_path=%2F7acccf74-0fcd&f_uin=3021457781&',
    )
    expect(await offlinePicture('/a', 5)).toBe(JPEG)
    await expect(offlinePicture('/a', 5)).rejects.toMatchObject({ code: 103 })
  })

  it('asks for the picture in a group', async () => {
    const { groupPicture, seen } = client(reply(JPEG))
    const server = { host: '183.60.18.38', port: 8000 }
    const picture = { type: 0, gid: 3390175526, uin: 5, fileId: 2610173877, name: '{99820253}.jpg', ...server } as const
    expect(await groupPicture(picture)).toBe(JPEG)
    expect(query(seen[0])).toEqual({
      type: '0',
      gid: '3390175526',
      uin: '5',
      rip: '183.60.18.38',
      rport: '8000',
      fid: '2610173877',
      pic: '{99820253}.jpg',
      vfwebqq: 'vf',
      t: String(now() / 1_000),
    })
  })
})
