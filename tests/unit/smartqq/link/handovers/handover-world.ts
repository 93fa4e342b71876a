import { browser } from 'wxt/browser'
import { expect, vi } from 'vitest'
import type { LinkState } from '../../../../../lib/smartqq/link/ports.ts'
import type { EndpointName } from '../../../../../lib/smartqq/wire/endpoints.ts'
import { emptyDisk, startLife } from './background-life.ts'
import type { Life } from './background-life.ts'
import { checkAll } from './check-all.ts'
import { createDice } from './dice.ts'
import { memoryService } from './memory-service.ts'
import type { Answered } from './memory-service.ts'
import { connectPort } from './ports.ts'
import { openDocument } from './scripted-page.ts'
import type { PageWorld, ScriptedPage } from './scripted-page.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Longest time that nobody may listen although somebody could, ms: 130 s without a poll, and a page that boots. */
const DEAF_AT_MOST = 260_000
/**
 * The same while nothing happens and each page has said that it does not listen: one may be thought to arrive (35 s), and a
 * poll in the old login is left to end by itself (60 s).
 */
const QUIET_AT_MOST = 105_000
/** Until what a page does is known in the background, ms. */
const NEWS_TAKES = 20
const ALARM_EVERY = 30_000

/** One browser, one user, one service, and what must hold whatever happens in between. */
export function handoverWorld(seed: number, time: VirtualTime) {
  const dice = createDice(seed * 7_919)
  const service = memoryService(`handovers/${seed}`, dice)
  const disk = emptyDisk()
  const tabs = new Map<number, ScriptedPage | null>()
  const faults: { tab: number; endpoint: EndpointName; answer: Answered | 'hang' }[] = []
  const lost = new Set<string>()
  const texts: string[] = []
  const links: { life: Life; workerDied(): void }[] = []
  const violations: string[] = []
  let life: Life | null = null
  let mayListenForStopped = true
  let heardSince = time.now()
  let claimedSince: number | null = null
  /** Since when nothing has happened to who listens. */
  let quietSince = time.now()
  let lastTab = 0
  let state: LinkState | null = null
  const say = (what: string) => `seed ${seed} at ${time.now()}: ${what}`

  const documents = () => [...tabs.values()].filter((page) => page !== null)

  vi.spyOn(browser.tabs, 'query').mockImplementation((() =>
    Promise.resolve(
      [...tabs].map(([id, page]) => ({ id, url: 'http://w.qq.com/', discarded: page === null })),
    )) as never)

  function worker(): Life {
    if (life) return life
    const born: Life = startLife({
      dice,
      service,
      disk,
      mayListenForStopped: () => mayListenForStopped,
      starts(endpoint) {
        if (claimedSince !== null && time.now() - claimedSince >= NEWS_TAKES) {
          violations.push(say(`the background starts ${endpoint} beside a page`))
        }
      },
      told(next) {
        if (life === born) state = next
      },
    })
    life = born
    quietSince = time.now()
    void born.start()
    return born
  }

  function alarm(): void {
    worker().wake()
    setTimeout(alarm, ALARM_EVERY)
  }

  const pages: PageWorld = {
    dice,
    service,
    build: dice.one(['2016', '20161220']),
    sources: dice.one(['both', 'both', 'tap', 'envelope']),
    connect(name, sender, page) {
      const mine = worker()
      const link = connectPort(name, sender, () => dice.between(0.5, 5), mine.isAlive, page)
      links.push({ life: mine, workerDied: link.workerDied })
      mine.connected(link.port)
      return link.end
    },
    fault(tab, endpoint) {
      const index = faults.findIndex((fault) => fault.tab === tab && fault.endpoint === endpoint)
      return index === -1 ? undefined : faults.splice(index, 1)[0]!.answer
    },
    lost: (text) => void lost.add(text),
  }

  /** Looked at after everything that happens. */
  function look(): void {
    const claims = documents().some((page) => page.claims())
    claimedSince = claims ? (claimedSince ?? time.now()) : null
    const silent = documents().some((page) => page.hasGivenUpSilently())
    if (claims || silent) quietSince = time.now()
    if (isHeard()) heardSince = time.now()
    const deaf = time.now() - heardSince
    const quiet = time.now() - Math.max(quietSince, heardSince)
    if (deaf > DEAF_AT_MOST || quiet > QUIET_AT_MOST) violations.push(say(`nobody has listened for ${deaf} ms`))
    if (violations.length > 0) expect.fail(`${violations[0]}: ${JSON.stringify(view())}`)
  }

  /** Somebody listens, or nobody can: no login lives in this jar, or the user or the service has ended it. */
  function isHeard(): boolean {
    const session = service.living()
    if (!session || service.jar.get('p_skey') !== session.pSkey) return true
    if (!mayListenForStopped && documents().some((page) => page.stage() === 'stopped')) return true
    if (disk.lost.loginKey !== null && state?.state === 'logged-out') return true
    return documents().some((page) => page.isListening()) || Boolean(service.phone().polls.state()?.held)
  }

  /** For whoever wants to know what went wrong. */
  const view = () => ({
    state,
    pages: [...tabs].map(([tab, each]) => [tab, each?.stage() ?? null, each?.isFrozen() ?? null]),
    polling: service.phone().polls.state(),
    living: service.living()?.pSkey,
    key: service.jar.get('p_skey'),
    lost: disk.lost,
    saved: disk.saved?.epoch,
    mayListenForStopped,
  })

  const arrived = () => worker().loginCookie()
  const page = () => {
    const open = documents()
    return open.length > 0 ? dice.one(open) : null
  }
  const isUp = () => documents().some((each) => each.isListening()) || state?.state === 'online'
  /** Opens a document in a tab, in the place of the one that was there. */
  function load(tab: number): void {
    tabs.get(tab)?.close()
    tabs.set(tab, null)
    setTimeout(
      () => {
        if (tabs.get(tab) === null) tabs.set(tab, openDocument(pages, tab))
      },
      dice.between(20, 1_500),
    )
  }
  const fail = (endpoint: EndpointName, answer: Answered | 'hang') => {
    const target = page()
    if (target) faults.push({ tab: target.tab, endpoint, answer })
    return target
  }
  const code = (retcode: number): Answered => ({ status: 200, text: JSON.stringify({ retcode }) })

  /** Everything that can happen to who listens. Each says whether it did. */
  const handovers: Record<string, () => boolean> = {
    open() {
      if (tabs.size >= 3) return false
      load(++lastTab)
      return true
    },
    reload: () => onPage(({ tab }) => load(tab)),
    close: () => onPage(shut),
    crash: () => onPage(shut),
    discard() {
      const frozen = documents().find((each) => each.isFrozen())
      if (!frozen) return false
      frozen.close()
      tabs.set(frozen.tab, null)
      return true
    },
    wakeDiscarded() {
      const [tab] = [...tabs].find(([, document]) => document === null) ?? []
      if (tab !== undefined) load(tab)
      return tab !== undefined
    },
    freeze: () => onPage((each) => each.freeze()),
    thaw: () => onPage((each) => each.thaw()),
    hide: () => onPage((each) => each.hide()),
    comeBack: () => onPage((each) => each.comeBack()),
    logOut: () =>
      onPage(({ tab }) => {
        service.jar.delete('ptwebqq')
        service.jar.delete('skey')
        load(tab)
      }),
    logInOnPage() {
      const form = documents().find((each) => each.stage() === 'form' && !each.isFrozen())
      if (!form) return false
      service.scan()
      arrived()
      form.logsIn()
      return true
    },
    logInByPopup() {
      // The popup shows its code while nobody is logged in; sometimes beside a page that is.
      if (isUp() && !dice.chance(0.1)) return false
      service.scan()
      arrived()
      return true
    },
    otherAccount() {
      if (!dice.chance(0.3)) return false
      service.takePhone(dice.one([2_018_030_602, 1_353_693_508]))
      service.scan()
      arrived()
      return true
    },
    dead: () => fail('poll', code(100)) !== null,
    odd: () => fail('poll', dice.one([code(103), code(109), code(100012), { status: 500, text: 'x' }, null])) !== null,
    relink: () => fail('poll', code(121)) !== null,
    relinkRefused() {
      const target = fail('poll', code(120))
      if (target) faults.push({ tab: target.tab, endpoint: 'login2', answer: code(dice.one([103, 112, 4711])) })
      return target !== null
    },
    renewed() {
      const session = service.living()
      if (session && session.ptwebqq !== '') session.nextPtwebqq = session.ptwebqq.slice(0, 63) + String(dice.upTo(10))
      return session !== null
    },
    bootFails() {
      const endpoint = dice.one(['vfwebqq', 'login2', 'friends', 'recent'] as const)
      const target = fail(endpoint, dice.one([code(100003), 'hang', null]))
      if (target) load(target.tab)
      return target !== null
    },
    workerDies() {
      if (!life) return false
      // Often just as something comes in, and often an event starts the next one before the pages have called.
      if (dice.chance(0.8)) service.say()
      setTimeout(
        () => {
          kill()
          if (dice.chance(0.5)) setTimeout(worker, dice.between(0, 300))
        },
        dice.chance(0.6) ? dice.between(0, 40) : 0,
      )
      return true
    },
    expires() {
      if (!dice.chance(0.1)) return false
      service.expire()
      return true
    },
    changesMind() {
      mayListenForStopped = !mayListenForStopped
      worker().wake()
      return true
    },
  }

  function kill(): void {
    const dead = life
    life = null
    dead?.die()
    for (const link of links.splice(0)) if (link.life === dead) link.workerDied()
  }

  function onPage(what: (page: ScriptedPage) => void): boolean {
    const one = page()
    if (one) what(one)
    return one !== null
  }

  function shut(one: ScriptedPage): void {
    one.close()
    tabs.delete(one.tab)
  }

  setTimeout(alarm, 0)

  return {
    disk,
    service,
    lost,
    pass: (ms: number) => time.pass(ms, look),
    kinds: Object.keys(handovers),
    /** One of them, at random; its name. */
    handOver(): string {
      for (;;) {
        const [name, happens] = dice.one(Object.entries(handovers))
        quietSince = time.now()
        if (happens()) return name
      }
    },
    /** Friends write, and the user does, at moments of their own. */
    chatter(ms: number): void {
      for (let n = dice.upTo(4); n > 0; n--) setTimeout(service.say, dice.between(0, ms))
      if (!dice.chance(0.2)) return
      const text = `我${texts.length}`
      texts.push(text)
      const friend = service.living()?.handles.uinOf(dice.one(service.phone().world.friends).number)
      setTimeout(() => friend !== undefined && page()?.sends(friend, text), dice.between(0, ms))
    },
    pause: () => (dice.chance(0.15) ? dice.between(20_000, 200_000) : dice.between(5, 15_000)),
    /** Nothing happens any more, until everything that was on its way has arrived. */
    async end(): Promise<void> {
      mayListenForStopped = true
      for (const each of documents()) {
        each.comeBack()
        each.thaw()
      }
      worker().wake()
      await time.pass(DEAF_AT_MOST + 60_000, look)
    },
    /** What must not be, and how much there was; after the end. */
    check() {
      // A page of another account has the line, and keeps it.
      const isOurs = disk.lost.loginKey === null && state?.state !== 'page-only'
      const { faults: found, counts } = checkAll(service, disk, lost, isOurs)
      return { faults: found.map((fault) => say(`${fault}: ${JSON.stringify(view())}`)), counts }
    },
    stop() {
      life?.die()
      service.stop()
      time.startAnew()
    },
  }
}
