import type { Phone } from '../../support/phone.ts'
import { until } from '../../support/until.ts'
import type { Companion, Discarded, Frozen, Tab } from './companion.ts'
import { openOfficialPage, onOfficialPage } from './official-page.ts'
import type { OfficialPage } from './official-page.ts'
import type { Ending, createFriends } from './numbered.ts'
import { waitForState } from './steps.ts'

/** A time in which a page had the line and the background must not touch it. */
export interface Hold {
  /** When the page was opened, or told to log in; it holds the line from its first login2 or poll2 after that. ms */
  from: number
  /** When it was taken away; null: it holds still. ms */
  to: number | null
  /** How long afterwards the background has to wait before it may listen, ms. */
  grace: number
}

/** The background waits for a tab that comes back (a reload), this long, ms. */
const GRACE = 5_000
/** How long a handover may take, ms: a page whose poll came too early tries again after 10 s. */
const PATIENCE = 40_000
/** Clocks and the way of a request, ms. */
const SLACK = 300

interface Stage {
  companion: Companion
  phone: Phone
  popup: Tab
  friends: ReturnType<typeof createFriends>
  /** How often the friends write, ms. */
  every?: number
}

/**
 * Handovers of the line between the official page and the background, while friends write all the time. Each resolves
 * once the one who shall listen does. They are called in an order that makes sense: `open` before `reload`.
 */
export function createHandovers({ companion, phone, popup, friends, every = 350 }: Stage) {
  const holds: Hold[] = []
  const ends: Ending[] = []
  const done: string[] = []
  let doing = ''
  let page: OfficialPage | undefined
  let second: OfficialPage | undefined
  let dropped: Discarded | undefined
  let frozen: Frozen | undefined
  let isQuiet = false
  const over = new AbortController()
  let saying: Promise<void> = Promise.resolve()

  async function talk(): Promise<void> {
    while (!over.signal.aborted) {
      if (!isQuiet) await (saying = friends.say())
      await new Promise((resolve) => setTimeout(resolve, every))
    }
  }
  const talking = talk()

  /** A login that ends takes what nobody has fetched with it: the friends wait until the next, and all is handed out. */
  async function hush(): Promise<void> {
    isQuiet = true
    await saying
    await until('all to be handed out', async () => (await phone.state()).queued === 0, 30_000)
  }

  const taken = () => void holds.push({ from: Date.now(), to: null, grace: 0 })
  function ended(grace = GRACE): void {
    const now = Date.now()
    const hold = holds.at(-1)
    if (hold?.to === null) Object.assign(hold, { to: now, grace })
  }
  /** Does what ends a document. */
  async function ending(act: () => Promise<void>): Promise<void> {
    const by = doing
    const from = Date.now()
    await act()
    ends.push({ by, from, to: Date.now() })
  }
  const onPage = () => {
    if (!page) throw new Error('No page is open')
    return page
  }
  const lastRequest = async () => (await phone.requests()).at(-1)?.id ?? 0

  const verbs = {
    async open(): Promise<void> {
      const since = await lastRequest()
      taken()
      page = await openOfficialPage(companion, phone)
      await polled('page', since)
    },
    async reload(): Promise<void> {
      const since = await lastRequest()
      await ending(onPage().tab.reload)
      await polled('page', since, 'login2')
      await polled('page', since)
    },
    close: () => away((tab) => tab.close()),
    /** To another site, in the same tab. */
    async leave(): Promise<void> {
      const left = onPage()
      await away((tab) => tab.goto('https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&appid=501004106'))
      page = left
    },
    async back(): Promise<void> {
      const since = await lastRequest()
      taken()
      await onPage().tab.back()
      await polled('page', since)
    },
    crash: () =>
      away(async (tab) => {
        await tab.crash()
        await tab.close()
      }),
    discard: () =>
      away(async (tab) => {
        dropped = await tab.discard()
      }),
    async revive(): Promise<void> {
      if (!dropped) throw new Error('No tab was discarded')
      const since = await lastRequest()
      taken()
      page = onOfficialPage(await dropped.revive(), phone)
      await polled('page', since)
    },
    /** Chromium only. */
    async freeze(): Promise<void> {
      const still = onPage()
      await away(async ({ freeze }) => {
        if (!freeze) throw new Error('This browser freezes no page')
        frozen = await freeze()
      }, 0)
      page = still
    },
    async thaw(): Promise<void> {
      const since = await lastRequest()
      taken()
      await frozen?.thaw()
      await polled('page', since)
    },
    /** The line goes to the new one, and back and forth: both poll. */
    async openSecond(): Promise<void> {
      const since = await lastRequest()
      second = await openOfficialPage(companion, phone)
      await polled('page', since, 'login2')
    },
    async closeFirst(): Promise<void> {
      await ending(onPage().tab.close)
      page = second
      second = undefined
      await polled('page', await lastRequest())
    },
    /** In the page's settings; it loads anew and shows its login form. Nobody listens. */
    async logOut(): Promise<void> {
      await hush()
      ended(0)
      await onPage().tab.bringToFront()
      await ending(onPage().logOut)
    },
    /** By the page's own form. */
    async logIn(): Promise<void> {
      // The popup has a code of its own, and the phone sees the one that was shown last.
      await onPage().tab.bringToFront()
      const since = await lastRequest()
      await onPage().tab.reload()
      taken()
      await onPage().logIn(since)
      isQuiet = false
    },
    /** By the popup, while the page shows its form: the background listens beside it. */
    async popupLogIn(): Promise<void> {
      await popup.bringToFront()
      await popup.reload()
      await popup.role('img', '登录二维码').waitVisible(20_000)
      const since = await lastRequest()
      await phone.waitForQr()
      await phone.scan()
      await phone.confirm()
      await waitForState(popup, '在线 · 后台在接收', 30_000)
      await polled('background', since)
      isQuiet = false
    },
    /** The page that showed its form is loaded anew, with the cookies of the popup's login. */
    async reloadForm(): Promise<void> {
      const since = await lastRequest()
      taken()
      await onPage().tab.reload()
      await polled('page', since)
    },
  }

  /** The page goes, and the background listens in its place. `grace`: a page that stands still leaves the line at once. */
  async function away(act: (tab: Tab) => Promise<void>, grace = GRACE): Promise<void> {
    const { tab } = onPage()
    const since = await lastRequest()
    ended(grace)
    await ending(() => act(tab))
    page = undefined
    await polled('background', since)
  }

  /**
   * Until somebody has polled after this request. Under load hardly a poll is held: there is always something to hand
   * out.
   */
  async function polled(who: 'page' | 'background', since: number, path: 'login2' | 'poll2' = 'poll2'): Promise<void> {
    await until(
      `a ${path} of the ${who}`,
      async () =>
        (await phone.requests(since)).some(
          (request) => request.viaPage === (who === 'page') && request.path.endsWith(path),
        ),
      PATIENCE,
    )
  }

  /** Whoever has the line now gets something by it, before the next takes it. */
  async function listenAWhile(): Promise<void> {
    const before = friends.said.length
    if (!isQuiet) await until('friends to write', () => friends.said.length >= before + 2)
  }

  return {
    /** Does one after the other; the words are for whoever reads the report. */
    async play(
      names: readonly (keyof typeof verbs)[],
      step: (words: string, act: () => Promise<void>) => Promise<void>,
    ) {
      for (const name of names) {
        doing = name
        await step(`${done.length + 1}: ${name}`, async () => {
          await verbs[name]()
          await listenAWhile()
        })
        done.push(name)
      }
    },
    /** Ends the talk once the last is handed out. */
    async finish(): Promise<void> {
      over.abort()
      await talking
      await until('the last to be handed out', async () => (await phone.state()).queued === 0, 60_000)
    },
    holds: holds as readonly Hold[],
    ends: ends as readonly Ending[],
    done: done as readonly string[],
  }
}

export type HandoverName = Parameters<ReturnType<typeof createHandovers>['play']>[0][number]

/** Polls and logins that the background began while a page had the line, or before its grace was over, in words. */
export async function brokenLaws(phone: Phone, holds: readonly Hold[]): Promise<string[]> {
  const lines = (await phone.requests()).filter(({ path }) => /\/(?:login2|poll2)$/.test(path))
  return holds.flatMap(({ from, to, grace }) => {
    const first = lines.find(({ viaPage, time }) => viaPage && time >= from)
    if (!first) return []
    const until = to === null ? Infinity : to + Math.max(0, grace - SLACK)
    return lines
      .filter(({ viaPage, time }) => !viaPage && time > first.time && time < until)
      .map(
        ({ path, id, time }) =>
          `${path} (${id}) of the background ${time - first.time} ms after the page's first` +
          (to === null ? '' : `, ${time - to} ms after its end`),
      )
  })
}
