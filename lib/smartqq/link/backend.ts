import { BackendError } from '../../backend.ts'
import type { Backend, Directory, LoginId } from '../../backend.ts'
import type { Handle, HandleKind } from '../../chat/handle.ts'
import { segmentsToText } from '../../chat/segment.ts'
import { toBackendError } from '../wire/backend-error.ts'
import { textToSegments, writeContent } from '../wire/content.ts'
import { readItems } from '../wire/read-items.ts'
import { splitText } from '../wire/split-text.ts'
import type { Connected, Connection } from './connection.ts'

/** SmartQQ as a back end: the calls of `lib/backend.ts` over the connection that is up. */
export function createSmartqqBackend(connection: Connection): Backend {
  /** The connection, if it is up and, with `handle`, still the login that the handle belongs to. */
  function up(handle?: Handle): Connected {
    const connected = connection.connected()
    if (!connected) throw new BackendError('not-logged-in', 'nobody is logged in')
    if (handle && handle.epoch !== connected.saved.epoch) throw new BackendError('refused', 'a handle of another login')
    return connected
  }

  /** Runs calls in a row and gives their failures in the words of `lib/backend.ts`. */
  async function calling<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw toBackendError(error)
    }
  }

  return {
    login() {
      const connected = connection.connected()
      if (!connected) return null
      const { tickets } = connected.saved
      return { ...idOf(connected), nick: tickets.nick, clockOffset: connected.clockOffset() }
    },

    async send(target, segments, signal) {
      const connected = connection.connected()
      if (!connected || target.epoch !== connected.saved.epoch) return { kind: 'refused', code: null }
      const msgId = connected.saved.lastMsgId + 1
      // On disk before the request, so that a worker that dies here does not use the number again.
      const isRemembered = await connection.remember({ lastMsgId: msgId }).then(
        () => true,
        () => false,
      )
      // Nothing has gone out yet, and into another login nothing may.
      if (!isRemembered || connection.connected() !== connected) return { kind: 'refused', code: null }
      const content = writeContent(segmentsToText(segments))
      const { client } = connected
      switch (target.kind) {
        case 'person':
          return client.sendFriend(target.number, content, msgId, signal)
        case 'group':
          return client.sendGroup(target.number, content, msgId, signal)
        case 'discuss':
          return client.sendDiscuss(target.number, content, msgId, signal)
      }
    },

    directory: (signal) =>
      calling(async () => {
        const connected = up()
        const { client, lists } = connected
        connected.lists = null
        const friends = lists?.friends ?? (await client.friends(signal))
        const groups = lists?.groups ?? (await client.groups(signal))
        const discusses = lists?.discusses ?? (await client.discusses(signal))
        const groupCodes = Object.fromEntries(groups.map(({ gid, code }) => [String(gid), code]))
        if (connection.connected() === connected) await connection.remember({ groupCodes })
        const handle = handlesOf(idOf(connected))
        const own = connected.saved.tickets.uin
        return {
          friends: friends.friends
            .filter(({ uin }) => uin !== own)
            .map(({ uin, nick, remark, category }) => ({
              handle: handle('person', uin),
              nick,
              remark,
              category,
              number: null,
            })),
          groups: groups.map(({ gid, name, remark }) => ({ handle: handle('group', gid), name, remark })),
          discusses: discusses.map(({ did, name }) => ({ handle: handle('discuss', did), name })),
        } satisfies Directory
      }),

    profile: (person, signal) =>
      calling(async () => {
        const { client } = up(person)
        const { nick, profile } = await client.friendInfo(person.number, signal)
        // The signature is a call of its own; a profile without it is still a profile.
        const signature = await client.longNick(person.number, signal).catch((error: unknown) => {
          toBackendError(error)
          return ''
        })
        return { nick, profile: { ...profile, ...(signature ? { signature } : {}) } }
      }),

    members: (group, signal) =>
      calling(async () => {
        const connected = up(group)
        const { client, saved } = connected
        const handle = handlesOf(idOf(connected))
        const own = saved.tickets.uin
        if (group.kind === 'discuss') {
          const { name, members } = await client.discussInfo(group.number, signal)
          return {
            name,
            notice: null,
            createdAt: null,
            members: members.map(({ uin, nick, number }) => ({
              handle: handle('person', uin),
              nick,
              card: null,
              role: 'member' as const,
              isSelf: uin === own,
              number,
            })),
          }
        }
        const code = saved.groupCodes[String(group.number)]
        if (code === undefined) throw new BackendError('refused', 'the group is not in the list of this login')
        const { name, notice, createdAt, members } = await client.groupInfo(code, signal)
        return {
          name,
          notice,
          createdAt,
          members: members.map(({ uin, nick, card, role }) => ({
            handle: handle('person', uin),
            nick,
            card,
            role,
            isSelf: uin === own,
            number: null,
          })),
        }
      }),

    pieces: (text) => splitText(text).map(textToSegments),
    read: (items, login) => readItems(items, login),
  }
}

function idOf({ saved }: Connected): LoginId {
  return { account: String(saved.tickets.uin), epoch: saved.epoch }
}

function handlesOf({ account, epoch }: LoginId) {
  return (kind: HandleKind, number: number): Handle => ({ account, epoch, kind, number })
}
