import { SECOND } from '../../time.ts'
import { shapeOf } from './answer.ts'
import { failure, isGood } from './caller.ts'
import type { Caller } from './caller.ts'
import { avatarOrigin, endpoints } from './endpoints.ts'
import { toEnvelope } from './envelope.ts'
import { NetworkError } from './errors.ts'
import { imageOf } from './image.ts'
import { getRequest } from './request.ts'
import { meaningOfCall } from './return-codes/meaning-of.ts'
import type { WireRequest } from './transport.ts'

/** The largest avatar that is taken; those of the service have a few kB. */
const AVATAR_BYTES = 60_000
/** The largest picture of a message that is taken. */
const PICTURE_BYTES = 4_000_000

/** A picture of a message, as clients before December 2015 could ask for one; nothing hands out such names any more. */
export interface OldPicture {
  /** `0` group, `1` discussion. */
  type: 0 | 1
  /** Code of the group (`group_code` of the item), or the did. */
  gid: number
  /** Who wrote the message. */
  uin: number
  /** `server` of the part, taken apart. */
  host: string
  port: number
  fileId: number
  name: string
}

/**
 * Pictures, as data URLs; null when what came is no picture. Every one @throws {NetworkError} without a reply and
 * {RefusedError} when there is a code in place of a picture.
 */
export interface PictureCalls {
  /** The avatar of a person (uin) or of a group (gid); a discussion has none of its own. */
  avatar(number: number, of: 'person' | 'group', signal?: AbortSignal): Promise<string | null>
  /** The avatar of whoever has this real number. Needs no login. */
  numberAvatar(number: number | string, signal?: AbortSignal): Promise<string | null>
  /** @param gif number of the file, see `faceGif` */
  facePicture(gif: number, signal?: AbortSignal): Promise<string | null>
  /** A picture a friend sent (`offpic`). The service answers with a redirect to another host: then null. */
  offlinePicture(filePath: string, uin: number, signal?: AbortSignal): Promise<string | null>
  /** A picture in a group or discussion (`cface`). The service answers with a redirect to another host: then null. */
  groupPicture(picture: OldPicture, signal?: AbortSignal): Promise<string | null>
}

export function pictureCalls({ ask, tickets, session, now }: Caller): PictureCalls {
  async function picture(request: WireRequest, maxBytes: number, signal?: AbortSignal): Promise<string | null> {
    const reply = await ask({ ...request, as: 'data-url' }, signal)
    if (reply.redirected) return null
    if (reply.status < 200 || reply.status > 299) {
      const shape = shapeOf({ ...reply, body: '' })
      // "No such picture" is an answer; an outage is none.
      if (meaningOfCall(request.endpoint, shape).do === 'refused') return null
      throw new NetworkError(request.endpoint, `HTTP ${reply.status}`, shape)
    }
    const image = imageOf(reply.body, maxBytes)
    if (image !== null) return image
    const envelope = toEnvelope(textOf(reply.body))
    if (envelope && envelope.code !== null && !isGood(request.endpoint, envelope)) {
      throw failure(request.endpoint, envelope)
    }
    return null
  }
  const seconds = () => Math.floor(now() / SECOND)

  return {
    avatar(number, of, signal) {
      const type = of === 'group' ? 4 : 1
      const { vfwebqq } = tickets()
      const request = getRequest('avatar', { cache: 1, type, f: 40, uin: number, t: seconds(), vfwebqq })
      const url = request.url.replace(new URL(request.url).origin, avatarOrigin(number))
      return picture({ ...request, url }, AVATAR_BYTES, signal)
    },
    numberAvatar: (number, signal) =>
      picture(getRequest('numberAvatar', { b: 'qq', nk: number, s: 100, t: now() }), AVATAR_BYTES, signal),
    facePicture(gif, signal) {
      const request = getRequest('facePicture', {})
      return picture({ ...request, url: `${endpoints.facePicture.url}${gif}.gif` }, AVATAR_BYTES, signal)
    },
    offlinePicture(filePath, uin, signal) {
      const { clientid, psessionid } = session()
      const request = getRequest('offlinePicture', { file_path: filePath, f_uin: uin, clientid, psessionid })
      return picture({ ...request, redirect: 'manual' }, PICTURE_BYTES, signal)
    },
    groupPicture({ type, gid, uin, host, port, fileId, name }, signal) {
      const request = getRequest('groupPicture', {
        type,
        gid,
        uin,
        rip: host,
        rport: port,
        fid: fileId,
        pic: name,
        vfwebqq: tickets().vfwebqq,
        t: seconds(),
      })
      return picture({ ...request, redirect: 'manual' }, PICTURE_BYTES, signal)
    },
  }
}

/** What a data URL holds, as far as it is ASCII: enough for the code of a refusal. */
function textOf(dataUrl: string): string {
  try {
    return atob(dataUrl.slice(dataUrl.indexOf(',') + 1))
  } catch {
    return ''
  }
}
