import * as z from 'zod/mini'
import type { LoginId, UserSending } from '../../backend.ts'
import { OWN_STATES } from '../../chat/online-state.ts'
import { log } from '../../log.ts'
import type { PagePart } from '../../ports.ts'
import { toEnvelope } from '../wire/envelope.ts'
import { digest } from '../wire/fingerprint.ts'
import { isKick, kickReason } from '../wire/kick.ts'
import { readPollReply } from '../wire/poll-reply.ts'
import { wantsOnline } from '../wire/return-codes/page.ts'
import { orElse, wireId } from '../wire/shapes.ts'
import { ARRIVES_WITHIN } from './lease.ts'
import type { PageLinePorts } from './page-line.ts'
import { readList } from './page-lists.ts'
import type { ListName } from './page-lists.ts'
import { createPageLogin, LONGEST_TICKET } from './page-login.ts'
import { readCall, readEnvelopeMessage, readTapReport } from './page-reports.ts'
import type { PageCall } from './page-reports.ts'
import { handleOf, outcomeOf, readPageSend } from './page-sends.ts'
import type { PageSend } from './page-sends.ts'
import { isGood, isRelink, watchPage } from './page-watch.ts'
import type { PageEnd } from './page-watch.ts'
import { createTwoSources } from './two-sources.ts'
import type { Source } from './two-sources.ts'

/** One page, from its opening to its end. What it reports may be anything: nothing in it makes us ask or send anywhere. */
export interface OpenPage {
  state(seen: { loginForm: boolean; frozen: boolean }): void
  /**
   * What a hidden frame said of itself or of a request. Resolves once that is on disk, if it has to be.
   * @param frame address of the frame
   */
  tapped(report: unknown, frame: string): Promise<void>
  /** The text of a message that went to the https frame (heard in the frame) or came from it (heard in the page). */
  heard(data: string, heardIn: 'page' | 'frame'): Promise<void>
  closed(): void
}

/** Requests to the https frame and sends on their way that are kept, each. */
const MAX_OPEN = 200
/** Where the https frame is: the addresses in its messages are whole. */
const HTTPS_FRAME = 'https://d1.web2.qq.com/'

const vfwebqqSchema = z.object({ vfwebqq: z.string().check(z.minLength(1), z.maxLength(2_000)) })
const itemSchema = z.object({ poll_type: z.string() })
const ticket = z.string().check(z.maxLength(LONGEST_TICKET))
const loggedInSchema = z.object({ psessionid: ticket, uin: orElse(z.nullable(wireId), null) })
const relinkedSchema = z.object({ psessionid: z.optional(ticket), ptwebqq: z.optional(ticket) })

/**
 * @param from `isFirst`: this worker has seen no other document in that tab
 * @param health told the parts that are broken when they change, and null when the page has gone
 */
export function openPage(
  ports: PageLinePorts,
  { tab, isFirst }: { tab: number; isFirst: boolean },
  health: (broken: ReadonlySet<PagePart> | null) => void,
): OpenPage {
  const claim = ports.lease.opened()
  const watch = watchPage(claim, () => void inOrder(() => login.stopped()))
  const login = createPageLogin(ports, tab, claim)
  const twoSources = createTwoSources(ports.now)
  const broken = new Set<PagePart>()
  /** Requests to the https frame by their id. */
  const posted = new Map<string, { url: string; body: string | null }>()
  const sending = new Map<string, number>()
  let isOpen = true
  let showsForm = false
  let hasFrame = false
  let tail: Promise<unknown> = Promise.resolve()

  /** Work that waits for what was reported before it. */
  function inOrder(work: () => Promise<void>): Promise<void> {
    const done = tail.then(work)
    tail = done.catch((error: unknown) => {
      log('page report failed', { name: error instanceof Error ? error.name : 'unknown' })
    })
    return done
  }

  function tellPart(part: PagePart, isFine: boolean): void {
    if (!isOpen || broken.has(part) === !isFine) return
    if (isFine) broken.delete(part)
    else broken.add(part)
    health(broken)
  }

  // A poll that went out before the last worker died is said again by a tap, and by nobody where there is none.
  const goOn = async () => {
    const at = await login.polledBefore()
    if (at !== null && !showsForm) watch.polledBefore(ports.now() - at)
  }
  if (isFirst) void inOrder(goOn)

  // A page that is logged in makes its first call through a hidden frame.
  ports.later(ARRIVES_WITHIN, () => {
    if (!hasFrame && !showsForm) tellPart('http-frame', false)
  })

  function asked(call: PageCall, ageMs: number): Promise<void> {
    watch.asked(call, ageMs)
    const send = readPageSend(call)
    const at = ports.now() - ageMs
    return inOrder(async () => {
      await login.asks(call)
      if (call.endpoint === 'poll') await login.listens(call, at)
      if (!send || sending.has(send.key)) return
      keep(sending, send.key, at)
      const id = await login.of(call)
      await ports.userSends(id, sendingOf(id, send))
    })
  }

  function sendingOf(id: LoginId, send: PageSend): UserSending {
    const { number, segments } = send
    return { to: handleOf(id, send), segments, number, at: sending.get(send.key) ?? ports.now() }
  }

  function ended(source: Source, call: PageCall, end: PageEnd, serverAt: number | null): Promise<void> {
    watch.ended(call, end)
    const send = readPageSend(call)
    return inOrder(async () => {
      if (send) return sent(source, call, send, end)
      if (end.kind === 'reply') await replied(source, call, end, serverAt)
      else if (isListName(call.endpoint)) await login.listed(call.endpoint, null)
    })
  }

  async function replied(
    source: Source,
    call: PageCall,
    end: Extract<PageEnd, { kind: 'reply' }>,
    serverAt: number | null,
  ): Promise<void> {
    const { endpoint, fields } = call
    if (endpoint === 'poll') return polled(source, call, end, serverAt)
    const envelope = isGood(end) ? toEnvelope(end.text) : null
    if (isGood(end)) tellPart('replies', envelope !== null)
    if (endpoint === 'vfwebqq') {
      const { data } = vfwebqqSchema.safeParse(envelope?.result)
      if (data) await login.gotVfwebqq(data.vfwebqq)
    }
    if (endpoint === 'login2' && envelope?.code === 0) {
      const result = envelope.result ?? {}
      const { data } = isRelink(fields) ? { data: undefined } : loggedInSchema.safeParse(result)
      if (data) await login.loggedIn(call, data)
      if (isRelink(fields)) await login.relinked(call, relinkedSchema.safeParse(result).data ?? {})
    }
    if (endpoint === 'changeStatus' && envelope?.code === 0) {
      const state = OWN_STATES.find((known) => known === fields['newstatus'])
      if (state) await ports.stateChosen(await login.of(call), state)
    }
    if (isListName(endpoint)) {
      const listed = isGood(end) ? readList(endpoint, end.text, login.own() ?? 0) : null
      if (envelope?.code === 0) tellPart('replies', listed !== null)
      await login.listed(endpoint, listed)
    }
  }

  /** @param call null when the reply's request was not seen */
  async function polled(
    source: Source,
    call: PageCall | null,
    { status, text }: { status: number; text: string },
    serverAt: number | null,
  ): Promise<void> {
    const verdict = readPollReply({ status, body: text, serverAt, redirected: false })
    if (verdict.kind === 'items') {
      const { items } = verdict
      return twoSources.once(source, `poll ${text.length} ${digest(text)}`, async () => {
        const id = await login.of(call, items)
        await ports.journal(id, items, serverAt)
        tellPart('replies', true)
        if (items.some(isKick)) await (await ports.side()).kicked(id, kickReason(items))
      })
    }
    if (verdict.kind === 'store-ptwebqq') {
      return verdict.value.length > LONGEST_TICKET ? undefined : login.renewed(call, verdict.value)
    }
    tellPart('replies', !(verdict.answer === 'broken' && status === 200))
    if (wantsOnline(verdict.answer)) (await ports.side()).refused(await login.of(call))
  }

  /** The user's message has gone out, or has not. */
  function sent(source: Source, call: PageCall, send: PageSend, end: PageEnd): Promise<void> {
    return twoSources.once(source, `send ${send.key}`, async () => {
      const id = await login.of(call)
      const outcome = outcomeOf(end.kind === 'reply' ? end : end.why)
      await ports.userSent(id, { ...sendingOf(id, send), outcome, raw: send.raw })
    })
  }

  function keep<T>(map: Map<string, T>, key: string, value: T): void {
    map.set(key, value)
    for (const old of map.keys()) if (map.size > MAX_OPEN) map.delete(old)
  }

  return {
    state(seen) {
      claim.state(seen)
      if (seen.loginForm && !showsForm) void inOrder(() => login.showsForm())
      showsForm = seen.loginForm
    },
    async tapped(report, frame) {
      const said = readTapReport(report)
      if (!said) return tellPart('replies', false)
      if (said.kind === 'hello') {
        hasFrame ||= !isHttpsFrame(frame)
        return tellPart(isHttpsFrame(frame) ? 'https-frame' : 'http-frame', said.tapped)
      }
      const call = readCall(said, frame)
      if (!call) return
      if (said.kind === 'request') return asked(call, said.ageMs)
      const serverAt = said.kind === 'reply' ? timeOf(said.date) : null
      return ended('tap', call, said, serverAt)
    },
    async heard(data, heardIn) {
      const said = readEnvelopeMessage(data, heardIn)
      tellPart('envelopes', said !== null)
      if (!said || said.kind === 'complete') return
      if (said.kind === 'request') {
        const call = readCall(said, HTTPS_FRAME)
        if (!call) return
        keep(posted, said.id, { url: said.url, body: said.body })
        return asked(call, 0)
      }
      const request = posted.get(said.id)
      posted.delete(said.id)
      const call = request ? readCall(request, HTTPS_FRAME) : null
      if (call) return ended('envelope', call, said, null)
      // The worker has been started since the request went out. What is a poll's reply looks like one.
      if (said.kind === 'reply' && hasPollItems(said.text)) return inOrder(() => polled('envelope', null, said, null))
    },
    closed() {
      isOpen = false
      claim.closed()
      health(null)
    },
  }
}

const LISTS: ReadonlySet<string> = new Set<ListName>(['friends', 'groups', 'discusses', 'self'])

function isListName(endpoint: string): endpoint is ListName {
  return LISTS.has(endpoint)
}

/** Whether a text is a reply to poll2 that brought something, by its shape alone. */
function hasPollItems(text: string): boolean {
  const result = toEnvelope(text)?.result
  return Array.isArray(result) && result.length > 0 && result.every((item) => itemSchema.safeParse(item).success)
}

function isHttpsFrame(frame: string): boolean {
  return URL.parse(frame)?.pathname.includes('cfproxy') ?? false
}

function timeOf(date: string | null): number | null {
  const at = date === null ? NaN : Date.parse(date)
  return Number.isNaN(at) ? null : at
}
