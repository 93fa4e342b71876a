import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../lib/import/limits.ts'
import { pictureOf } from '../../../lib/import/picture.ts'
import { fileOf, freshArchive, takeIn } from './take-in.ts'

const bytes = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)))
const base64 = (content: Uint8Array) => Buffer.from(content).toString('base64')
const url = (content: Uint8Array, type = 'image/png') => `data:${type};base64,${base64(content)}`
const big = (value: number) => [(value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255]
const little = (value: number) => big(value).toReversed()

const png = (width: number, height: number, rest = 0) =>
  bytes([0x89], 'PNG\r\n\x1a\n', big(13), 'IHDR', big(width), big(height), Array<number>(5 + rest).fill(8))
const gif = bytes('GIF89a', [40, 0, 30, 0], [0, 0, 0])
const webp = (chunk: string, content: readonly number[]) =>
  bytes('RIFF', little(30), 'WEBP', chunk, little(10), content)
const lossy = webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 40, 0, 40, 0])
const lossless = webp('VP8L', [0x2f, 39, 0xc0, 9, 0, 0, 0, 0, 0, 0])
const extended = webp('VP8X', [0, 0, 0, 0, 39, 0, 0, 39, 0, 0])
/** With a segment of an application before its frame. */
const jpeg = (height: number, width: number) =>
  bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 17, 8], big(height).slice(2), big(width).slice(2))

describe('a picture in a file', () => {
  it.each([
    ['png', png(40, 40)],
    ['gif', gif],
    ['webp', lossy],
    ['webp', lossless],
    ['webp', extended],
    ['jpeg', jpeg(40, 40)],
  ])('is a %s by its own bytes', (type, content) => {
    const image = `data:image/${type};base64,${base64(content)}`
    expect(pictureOf(url(content))).toEqual({ image })
    expect(pictureOf(url(content, 'image/svg+xml'))).toEqual({ image })
    expect(pictureOf(base64(content))).toEqual({ image })
  })

  it.each([
    ['an address', 'https://example.com/a.png', 'picture-links'],
    [
      'a picture that runs',
      url(bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/svg+xml'),
      'picture-unfit',
    ],
    ['a page', `data:text/html;base64,${base64(png(1, 1))}`, 'picture-unfit'],
    ['a sound', url(bytes('RIFF', little(30), 'WAVEfmt ')), 'picture-unfit'],
    [
      'a film',
      url(bytes('RIFF', little(30), 'AVI VP8 ', little(10), [0, 0, 0, 0x9d, 1, 0x2a, 40, 0, 40, 0])),
      'picture-unfit',
    ],
    ['a beginning alone', url(png(40, 40).subarray(0, 18)), 'picture-unfit'],
    ['a JPEG that never says how big it is', url(bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0])), 'picture-unfit'],
    ['one without height', url(png(40, 0)), 'picture-unfit'],
    ['broken base64', `data:image/png;base64,${base64(png(40, 40))}=A`, 'picture-unfit'],
    ['what would end a style rule', `data:image/png;base64,${base64(png(40, 40))})}*{`, 'picture-unfit'],
    ['one that unfolds to too much', url(png(30_000, 30_000)), 'picture-size'],
    ['a wide one', url(jpeg(40, 4_000)), 'picture-size'],
    ['too many bytes', url(png(40, 40, LIMITS.picture)), 'picture-size'],
    ['a text that goes on for ever', 'A'.repeat(10_000_000), 'picture-size'],
  ])('is refused when it is %s', (_, value, refused) => {
    expect(pictureOf(value)).toEqual({ refused })
  })
})

const image = url(png(40, 40))
const other = url(png(50, 50))
const message = (sender: string, at: number) => ({
  sender,
  accountName: `of ${sender}`,
  timestamp: 1_700_000_000 + at,
  type: 0,
  content: 'x',
})

function chatlab(members: object[], messages: object[]): File {
  return fileOf(
    JSON.stringify({
      chatlab: { version: '0.0.2' },
      meta: { name: '群', platform: 'qq', type: 'group', groupId: '700000001', groupAvatar: other, ownerId: '10001' },
      members: members.map((member) => ({ accountName: 'n', ...member })),
      messages,
    }),
  )
}

describe('pictures of people and groups', () => {
  it('are taken in with those who are new, and taken back with them', async () => {
    const archive = await freshArchive()
    const { survey, outcome } = await takeIn(archive, [
      chatlab(
        [
          { platformId: '10001', avatar: image },
          { platformId: '20002', avatar: image },
          { platformId: '20003', avatar: 'https://example.com/x.png' },
          { platformId: '20004', avatar: image },
        ],
        ['10001', '20002', '20003'].map(message),
      ),
    ])
    expect(survey.pictures).toBe(4)
    expect([...survey.leftOut]).toEqual([['picture-links', 1]])
    const contacts = await archive.contacts('10001')
    const pictures = await Promise.all(
      contacts.map(async ({ number, id }) => [number, (await archive.avatar(id))?.image ?? null]),
    )
    expect(pictures.toSorted()).toEqual([
      ['20002', image],
      ['20003', null],
      ['700000001', other],
    ])
    await archive.undoImport(outcome.record!.id)
    for (const { id } of contacts) expect(await archive.avatar(id)).toBeUndefined()
  })

  it('do not replace what somebody has who was there before', async () => {
    const archive = await freshArchive()
    await takeIn(archive, [chatlab([{ platformId: '20002', avatar: image }], [message('20002', 0)])])
    const [before] = (await archive.contacts('10001')).filter(({ number }) => number === '20002')
    const { outcome } = await takeIn(archive, [
      chatlab([{ platformId: '20002', avatar: other }], [message('20002', 60)]),
    ])
    expect(outcome.added).toBe(1)
    expect((await archive.avatar(before!.id))?.image).toBe(image)
  })

  it('are read from qq-chat-exporter, beside a message or in its list at the end', async () => {
    const said = (uid: string, uin: string, change: object) => ({
      id: uid,
      timestamp: 1_700_000_000_000,
      sender: { uid, uin, name: uid, ...change },
      content: { text: uid },
    })
    const repeated = [1, 2].map((at) => ({ ...said('u_3', '20003', { avatarBase64: 'PHN2Zz4=' }), id: `r${at}` }))
    const archive = await freshArchive()
    const { survey } = await takeIn(archive, [
      fileOf(
        JSON.stringify({
          metadata: {},
          chatInfo: { name: '群', type: 'group', peerUin: '700000001', avatar: other },
          messages: [
            said('u_1', '20001', { avatarBase64: base64(png(40, 40)) }),
            said('u_2', '20002', {}),
            ...repeated,
          ],
          avatars: { '20002': image, '20001': other, '99999': image, __proto__: image },
        }).replace('"avatars":{', '"avatars":{"__proto__":"x",'),
      ),
    ])
    expect(survey.pictures).toBe(3)
    // Once for everybody, however often it is said.
    expect([...survey.leftOut]).toEqual([['picture-unfit', 1]])
    const contacts = await archive.contacts('0')
    const pictures = await Promise.all(
      contacts.map(async ({ number, id }) => [number, (await archive.avatar(id))?.image ?? null]),
    )
    expect(pictures.toSorted()).toEqual([
      ['20001', image],
      ['20002', image],
      ['20003', null],
      ['700000001', other],
    ])
  })
})
