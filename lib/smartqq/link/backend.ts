import { BackendError } from '../../backend.ts'
import type { Backend, Directory, LoginId, PersonState } from '../../backend.ts'
import type { Handle, HandleKind } from '../../chat/handle.ts'
import { segmentsToText } from '../../chat/segment.ts'
import { splitText } from '../../chat/split-text.ts'
import { toBackendError } from '../wire/backend-error.ts'
import { textToSegments, writeContent } from '../wire/content.ts'
import type { EndpointName } from '../wire/endpoints.ts'
import { readClient } from '../wire/online-state.ts'
import { readItems } from '../wire/read-items.ts'
import type { QunMember } from '../wire/read-qun.ts'
import type { Lists } from './begin-session.ts'
import type { Connected, Connection } from './connection.ts'
import { discussDetails, groupDetails } from './group-people.ts'
import { createMessageNumbers } from './message-number.ts'
import type { MessageNumbers } from './message-number.ts'
import { askRealNumbers } from './real-numbers.ts'

/** What the back end needs beside the connection. */
export interface BackendPorts {
  /** The cookie `skey`; null when the jar has none. */
  skey(): Promise<string | null>
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** SmartQQ as a back end: the calls of `lib/backend.ts` over the connection that is up. */
export function createSmartqqBackend(connection: Connection, ports: BackendPorts): Backend {
  /** Real numbers of groups by gid, as far as this login has told them. */
  const groupNumbers = new WeakMap<Connected, Map<number, string>>()

  const messageNumbers = new WeakMap<Connected, MessageNumbers>()

  function numbersOf(connected: Connected): MessageNumbers {
    const numbers =
      messageNumbers.get(connected) ??
      createMessageNumbers(connected.saved.lastMsgId, (lastMsgId) => connection.remember({ lastMsgId }))
    messageNumbers.set(connected, numbers)
    return numbers
  }

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

  /** So that a worker that dies does not ask again. In another login it may. */
  async function rememberAsked(connected: Connected, call: EndpointName): Promise<void> {
    if (connection.connected() !== connected) return
    await connection.remember({ closedCalls: [...(connected.saved.closedCalls ?? []), call] })
  }

  /** Members of a group under their real numbers; nobody, once the group pages have refused. */
  async function numbered(connected: Connected, group: string, signal: AbortSignal): Promise<QunMember[]> {
    if (connected.saved.closedCalls?.includes('qunMembers')) return []
    const skey = await ports.skey()
    if (skey === null) return []
    try {
      return await connected.client.qunMembers(group, skey, signal)
    } catch (error) {
      unlessNotWire(error)
      if (!signal.aborted) await rememberAsked(connected, 'qunMembers')
      return []
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
      // On disk as used before the request, so that a worker that dies here does not use the number again.
      const msgId = await numbersOf(connected)
        .next()
        .catch(() => null)
      // Nothing has gone out yet, and into another login nothing may.
      if (msgId === null || connection.connected() !== connected) return { kind: 'refused', code: null }
      const content = writeContent(segmentsToText(segments))
      const { client } = connected
      const send = { person: client.sendFriend, group: client.sendGroup, discuss: client.sendDiscuss }[target.kind]
      const { outcome, testSession, ptwebqq } = await send(target.number, content, msgId, signal)
      // What the answer says about the login, not about the message: nobody waits for it, and no failure of it counts.
      if (connection.connected() === connected) {
        if (ptwebqq !== undefined) await connection.renewed(ptwebqq).catch(() => undefined)
        if (testSession) void connection.testSoon().catch(() => undefined)
      }
      return outcome
    },

    directory: (signal) =>
      calling(async () => {
        const connected = up()
        const { client, lists } = connected
        connected.lists = null
        const failures: BackendError[] = []
        // One list may be closed for a day (code 13, 100003): the others do not wait for it.
        const orMissing = (error: unknown) => void failures.push(toBackendError(error))
        const friends = lists?.friends ?? (await client.friends(signal).catch(orMissing))
        const groups = lists?.groups ?? (await client.groups(signal).catch(orMissing))
        const discusses = lists?.discusses ?? (await client.discusses(signal).catch(orMissing))
        // Without the own name nobody can tell whether a stranger is our own words coming back.
        const self = connected.saved.tickets.nick === '' && (await client.selfInfo(signal).catch(unlessNotWire))
        if (self && connection.connected() === connected) await connection.learnSelf(self)
        const [failed] = failures
        if (failed && !friends && !groups && !discusses) throw failed
        if (groups && connection.connected() === connected) {
          const groupCodes = Object.fromEntries(
            groups.flatMap(({ gid, code }) => (code === null ? [] : [[String(gid), code] as const])),
          )
          await connection.remember({ groupCodes })
        }
        return directoryOf(connected, { friends, groups, discusses }, failed)
      }),

    profile: (person, signal) =>
      calling(async () => {
        const { client } = up(person)
        const { nick, profile } = await client.friendInfo(person.number, signal)
        // Signature and level are calls of their own; a profile without them is still a profile.
        const [signature, level] = await Promise.all([
          client.longNick(person.number, signal).catch(unlessNotWire),
          client.qqLevel(person.number, signal).catch(unlessNotWire),
        ])
        return {
          nick: nick || null,
          profile: {
            ...profile,
            ...(signature ? { signature } : {}),
            ...(level ? { level: level.level } : {}),
            ...(level && level.days !== null ? { levelDays: level.days } : {}),
          },
        }
      }),

    members: (group, signal) =>
      calling(async () => {
        const connected = up(group)
        const { client, saved } = connected
        const own = saved.tickets.uin
        const handle = handlesOf(idOf(connected))
        const person = (uin: number) => handle('person', uin)
        if (group.kind === 'discuss') return discussDetails(await client.discussInfo(group.number, signal), own, person)
        const code = saved.groupCodes[String(group.number)]
        if (code === undefined) throw new BackendError('refused', 'the group is not in the list of this login')
        const info = await client.groupInfo(code, signal)
        const number = groupNumbers.get(connected)?.get(group.number)
        return groupDetails(info, own, person, number === undefined ? [] : await numbered(connected, number, signal))
      }),

    states: (signal) =>
      calling(async () => {
        const connected = up()
        const handle = handlesOf(idOf(connected))
        const online = await connected.client.online(signal)
        return online.map(({ uin, status, clientType }): PersonState => ({
          person: handle('person', uin),
          state: status,
          client: readClient(clientType),
        }))
      }),

    avatar: (contact, signal) =>
      calling(async () => {
        const { client, saved } = up(contact)
        const { kind, number } = contact
        // All discussions have the same picture, which is the service's own.
        if (kind === 'discuss') return null
        // One's own number is the real one, which the avatar hosts do not know.
        if (kind === 'person' && number === saved.tickets.uin) return client.numberAvatar(number, signal)
        return client.avatar(number, kind, signal)
      }),

    setOwnState: (state, signal) =>
      calling(async () => {
        const { client } = up()
        await client.changeStatus(state, signal)
        // As the page does. What it answers is of no use, and neither is that it does not answer.
        await client.online(signal).catch(unlessNotWire)
      }),

    async realNumbers({ friends = [], groups = [] }, signal) {
      const connected = connection.connected()
      if (!connected) return []
      const { epoch, groupCodes } = connected.saved
      const isOfThisLogin = ({ handle }: { handle: Handle }) => handle.epoch === epoch
      const numbers = await askRealNumbers(
        {
          client: connected.client,
          skey: ports.skey,
          isAsked: (call) => connected.saved.closedCalls?.includes(call) ?? false,
          asked: (call) => rememberAsked(connected, call),
          groupCodes,
          sleep: ports.sleep,
        },
        { friends: friends.filter(isOfThisLogin), groups: groups.filter(isOfThisLogin) },
        signal,
      )
      const ofGroups = numbers.filter(({ handle }) => handle.kind === 'group')
      if (ofGroups.length > 0) {
        groupNumbers.set(connected, new Map(ofGroups.map(({ handle, number }) => [handle.number, number])))
      }
      return numbers
    },

    pieces: (text) => splitText(text).map(textToSegments),
    read: (items, login) => readItems(items, login),
  }
}

/** The lists that came in the words of every back end, and why the others did not. */
function directoryOf(
  connected: Connected,
  { friends, groups, discusses }: { [Name in keyof Lists]?: Lists[Name] | void },
  failed: BackendError | undefined,
): Directory {
  const handle = handlesOf(idOf(connected))
  const own = connected.saved.tickets.uin
  return {
    ...(friends && {
      friends: friends.friends
        .filter(({ uin }) => uin !== own)
        .map(({ uin, nick, remark, category }) => ({
          handle: handle('person', uin),
          nick,
          remark,
          category,
          number: null,
        })),
    }),
    ...(groups && { groups: groups.map(({ gid, name, remark }) => ({ handle: handle('group', gid), name, remark })) }),
    ...(discusses && { discusses: discusses.map(({ did, name }) => ({ handle: handle('discuss', did), name })) }),
    ...(failed && { failed }),
  }
}

/** A call that may fail without costing what it adds to. */
function unlessNotWire(error: unknown): undefined {
  toBackendError(error)
}

function idOf({ saved }: Connected): LoginId {
  return { account: String(saved.tickets.uin), epoch: saved.epoch }
}

function handlesOf({ account, epoch }: LoginId) {
  return (kind: HandleKind, number: number): Handle => ({ account, epoch, kind, number })
}
