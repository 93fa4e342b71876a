import { jpegOfBlocks } from '../jpeg.ts'
import { facePicture, plainPicture } from '../pictures.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { html, json, nginxPage } from '../wire/message.ts'
import { isReply, sessionOfCookies, sessionOfTicket } from './checks.ts'

const picture = (type: string, body: Buffer): WireReply => ({
  status: 200,
  headers: { 'Content-Type': type, 'Cache-Control': 'max-age=600' },
  body,
})

/** A picture that somebody sent: a grey square, as nobody keeps the real ones. */
const PHOTO = picture(
  'image/jpeg',
  jpegOfBlocks(64, (x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? [200, 200, 200] : [150, 160, 170])),
)

/**
 * GET w.qq.com/d/channel/get_offpic2 (and on d1): where a friend's picture lies. The service gave an address by number; here
 * it is a host name, so that it can be mapped. A dead login gets 103 with status 200.
 */
export function getOffpic(service: Service, request: WireRequest): WireReply {
  const session = sessionOfTicket(service, request.query.get('psessionid'))
  if (session === null || session.ended !== null) return json({ retcode: 103, errmsg: '' })
  const path = request.query.get('file_path')
  if (path === null || path === '') return json({ retcode: 100006, errmsg: '' })
  return html('', 302, { Location: `http://gchat.qpic.cn/?ver=2173&rkey=${Buffer.from(path).toString('hex')}` })
}

/** GET web2.qq.com/cgi-bin/get_group_pic: where a picture of a group or discussion lies. */
export function getGroupPic(service: Service, request: WireRequest): WireReply {
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return session
  const { query } = request
  const number = session.handles.numberOf(Number(query.get('uin'))) ?? 0
  const name = (query.get('pic') ?? '').replace(/\W/g, '').slice(0, 32).padEnd(32, '0')
  const place = `${number}/${number}-${Number(query.get('fid') ?? 0)}-${name}/0`
  return html('', 302, { Location: `http://gchat.qpic.cn/gchatpic/${place}` })
}

/** GET /channel/get_cface2: a friend's picture out of a message, itself; a 404 page once pictures no longer arrive. */
export function getCface(service: Service, request: WireRequest): WireReply {
  if (service.settings.pictures === 'stripped') return nginxPage(404)
  const session = sessionOfTicket(service, request.query.get('psessionid'))
  return session === null || session.ended !== null ? json({ retcode: 103, errmsg: '' }) : PHOTO
}

/** GET /channel/get_gface_sig2: the key to an upload for a group; the uploads themselves do not exist here. */
export function getGfaceSig(service: Service, request: WireRequest): WireReply {
  if (service.settings.pictures === 'stripped') return nginxPage(404)
  const session = sessionOfTicket(service, request.query.get('psessionid'))
  if (session === null || session.ended !== null) return json({ retcode: 103, errmsg: '' })
  const { random } = service
  return json({ retcode: 0, result: { reply: 0, gface_key: random.hex(16), gface_sig: random.hex(128) } })
}

/** GET gchat.qpic.cn: whatever picture is asked for. */
export const photo = (): WireReply => PHOTO

/** GET pub.idqqimg.com/lib/qqface/<number>.gif. */
export function face(_service: Service, request: WireRequest): WireReply {
  const number = /^\/lib\/qqface\/(\d{1,3})\.gif$/.exec(request.path)?.[1]
  return number === undefined ? nginxPage(404) : picture('image/gif', facePicture(Number(number)))
}

/** The one picture that all discussions have. */
export const discussAvatar = (): WireReply => picture('image/png', plainPicture(40, 0xc8))
