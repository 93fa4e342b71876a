import { avatarPicture } from '../pictures.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { nginxPage } from '../wire/message.ts'

const picture = (number: number, size: number): WireReply => ({
  status: 200,
  headers: { 'Content-Type': 'image/jpeg', 'Cache-Control': 'max-age=600' },
  body: avatarPicture(number, size),
})

/** GET face0..9.web.qq.com/cgi/svr/face/getface: by uin, or with type=4 by gid or code. The picture follows the person. */
export function getFace(service: Service, request: WireRequest): WireReply {
  const handle = Number(request.query.get('uin'))
  const handles = service.sessions.current()?.handles
  if (handles === undefined || !Number.isSafeInteger(handle)) return nginxPage(404)
  const isGroup = request.query.get('type') === '4'
  const number = isGroup ? (handles.groupOfGid(handle) ?? handles.groupOfCode(handle)) : handles.numberOf(handle)
  return picture(number ?? handle, 40)
}

/** GET q.qlogo.cn/g?b=qq&nk=<number>: by real number. */
export function getLogo(_service: Service, request: WireRequest): WireReply {
  const number = Number(request.query.get('nk'))
  return Number.isSafeInteger(number) && number > 0 ? picture(number, 100) : nginxPage(404)
}
