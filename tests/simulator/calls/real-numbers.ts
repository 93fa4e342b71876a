import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, json, nginxPage } from '../wire/message.ts'
import { isReply, sessionOfCookies } from './checks.ts'

/** `type` of a group; anybody else is a person. */
const GROUP = '4'

/** GET /api/get_friend_uin2: the real number of a uin, or with type 4 of a group's `code`. A 404 page since April 2017. */
export function getFriendUin(service: Service, request: WireRequest): WireReply {
  if (service.settings.friendUin2 === 'closed') return nginxPage(404)
  const session = sessionOfCookies(service, request)
  if (isReply(session)) return session
  if (request.query.get('vfwebqq') !== session.vfwebqq) return code(6)
  const uin = Number(request.query.get('tuin'))
  const { handles } = session
  const account = request.query.get('type') === GROUP ? handles.groupOfCode(uin) : handles.numberOf(uin)
  return account === null ? code(100001) : json({ retcode: 0, result: { uiuin: '', account, uin } })
}
