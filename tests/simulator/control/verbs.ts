import { checkSigCookies, loginCookies } from '../account/sessions.ts'
import type { Swaps } from '../account/handles.ts'
import { rotated } from '../calls/channel.ts'
import { pastEnd } from '../account/polls.ts'
import { openSession } from '../calls/ptlogin.ts'
import { ControlError, findFriend, findGroup, findPerson } from '../find-by-key.ts'
import type { Service } from '../service.ts'
import { isRecord } from '../narrow.ts'
import { changeSettings } from '../settings.ts'
import { faultReply } from '../wire/fault-replies.ts'
import { isEarly, parseFault, parseStorm } from '../wire/faults.ts'
import { LONG_GONE } from '../wire/cookies.ts'
import { file, friendship, presence, shake, tips, typing } from './friend-events.ts'
import { groupEvent, mute, shareFile } from './group-events.ts'
import { emit, numberOf } from './emit.ts'
import { livingLogin, selfSays, spokenItem, strangerSays } from './speak.ts'
import { moveClock, populate, setPortal, takePhone } from './stage.ts'
import type { Body, Stage, Verb } from './verb.ts'
import { changeWorld } from './world-verb.ts'

function say(service: Service, body: Body): { ids: number[] } {
  const { items } = body
  if (items !== undefined && (!Array.isArray(items) || !items.every(isRecord))) {
    throw new ControlError('say: items must be a list of messages')
  }
  const spoken = (items ?? [body]).map((item: Body) => spokenItem(service, item))
  service.polls.deliver(spoken.map(({ item }) => item))
  return { ids: spoken.map(({ id }) => id) }
}

function rawItem(service: Service, { item }: Body): void {
  if (!isRecord(item)) throw new ControlError('raw-item: item must be an object, as poll2 would give it')
  service.polls.deliver([item])
}

function duplicateLast(service: Service): void {
  const last = service.polls.last()
  if (last === null) throw new ControlError('duplicate-last: nothing was delivered yet')
  service.polls.deliver([last])
}

function answeringMachine(service: Service, body: Body): void {
  const { friend, texts } = body
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) {
    throw new ControlError('answering-machine: texts must be a list of strings')
  }
  service.machines.set(findFriend(service.world, friend).number, texts, numberOf(body, 'afterMs', 0))
}

function loginByCookies(service: Service): Record<string, unknown> {
  const session = service.sessions.prepare()
  openSession(service, session)
  const cookies = [...loginCookies(service.world, session), ...checkSigCookies(service.world, session)]
    .filter(({ until }) => until !== LONG_GONE)
    .map(({ name, value, domain, httpOnly = false }) => ({ name, value, domain, path: '/', httpOnly }))
  const last = new Map(cookies.map((cookie) => [`${cookie.name}@${cookie.domain}`, cookie]))
  return { cookies: [...last.values()], uin: service.world.ownNumber }
}

function kick(service: Service, { reason = '您的帐号在另一地点登录，您已被迫下线。' }: Body): void {
  livingLogin(service)
  if (typeof reason !== 'string') throw new ControlError('kick: reason must be a string')
  service.polls.deliver([{ poll_type: 'kick_message', value: { way: 'poll', show_reason: 1, reason } }])
}

function rotatePtwebqq(service: Service): { ptwebqq: string } {
  const session = livingLogin(service)
  const next = service.random.hex(64)
  session.nextPtwebqq = next
  if (service.polls.state()?.held === true) service.polls.answerHeld(rotated(session, next))
  return { ptwebqq: next }
}

function secondLogin(service: Service, { relink = false }: Body): void {
  const session = livingLogin(service)
  session.ended = 'elsewhere'
  session.canRelink = relink === true
  service.polls.takeOver()
}

function expireLogin(service: Service): void {
  livingLogin(service).ended = 'expired'
  service.polls.answerHeld(pastEnd(service.settings))
}

function planFault(service: Service, body: Body): void {
  const fault = parseFault(body)
  service.faults.add(fault)
  const hitsHeldPoll = '/channel/poll2'.includes(fault.path) && service.polls.state()?.held === true
  if (!hitsHeldPoll || fault.kind === 'hang' || !isEarly(fault.kind)) return
  // The poll that is waiting counts as the first request: a test need not wait for its end.
  service.faults.take('/channel/poll2')
  service.polls.answerHeld(faultReply(fault))
}

function settings(service: Service, body: Body, { accounts }: Stage): Record<string, unknown> {
  const before = service.settings.holdSeconds
  changeSettings(service.settings, body)
  if (service.settings.holdSeconds !== before) for (const { polls } of accounts.all()) polls.rearm()
  accounts.endDue()
  return { settings: service.settings }
}

function storm(service: Service, body: Body): void {
  service.faults.storm(parseStorm(body))
}

function sayAsStranger(service: Service, body: Body): { id: number; delivered: boolean } {
  const { item, id } = strangerSays(service, body)
  return { id, ...emit(service, item, body) }
}

function nextLogin(service: Service, { swap = [] }: Body): void {
  if (!Array.isArray(swap)) throw new ControlError('next-login: swap must be a list of pairs')
  if (service.sessions.current() === null) throw new ControlError('next-login: there was no login before')
  const swaps: Swaps = { people: [], groups: [] }
  for (const pair of swap) {
    if (!Array.isArray(pair) || pair.length !== 2) throw new ControlError('next-login: each swap is a pair [A, B]')
    const [a, b]: unknown[] = pair
    if (isGroup(service, a)) swaps.groups.push([findGroup(service.world, a).number, findGroup(service.world, b).number])
    else swaps.people.push([findPerson(service.world, a).number, findPerson(service.world, b).number])
  }
  service.sessions.swapAtNextLogin(swaps)
}

function isGroup(service: Service, key: unknown): boolean {
  return service.world.groups.some(({ number, name }) => String(number) === String(key) || name === key)
}

function cut(_service: Service, { on }: Body, { front }: Stage): void {
  if (typeof on !== 'boolean') throw new ControlError('cut: on must be true or false')
  front.setCut(on)
}

/** POST /api/<name>. docs/SIMULATOR.md describes each. */
export const VERBS: Record<string, Verb> = {
  scan: (service) => service.qr.scan(),
  confirm: (service) => service.qr.confirm(),
  refuse: (service) => service.qr.expire(),
  'expire-qr': (service) => service.qr.expire(),
  'login-cookies': loginByCookies,
  say,
  'raw-item': rawItem,
  'duplicate-last': duplicateLast,
  'self-says': selfSays,
  'stranger-says': sayAsStranger,
  'answering-machine': answeringMachine,
  presence,
  typing,
  shake,
  friendship,
  file,
  tips,
  'group-event': groupEvent,
  'share-file': shareFile,
  mute,
  'requests/clear': (service) => service.requests.clear(),
  'expire-login': expireLogin,
  kick,
  'rotate-ptwebqq': rotatePtwebqq,
  'second-login': secondLogin,
  cut,
  fault: planFault,
  'faults/clear': (service) => service.faults.clear(),
  storm,
  portal: setPortal,
  clock: moveClock,
  populate,
  account: takePhone,
  settings,
  'next-login': nextLogin,
  world: changeWorld,
}
