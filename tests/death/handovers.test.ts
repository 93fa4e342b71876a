import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Companion, Tab } from '../e2e/support/companion.ts'
import { brokenLaws, createHandovers } from '../e2e/support/handovers.ts'
import type { HandoverName } from '../e2e/support/handovers.ts'
import { launchCompanion } from '../e2e/support/launch.ts'
import {
  createFriends,
  fillNumberRule,
  lostBesideEnds,
  requestedTwice,
  sentTwice,
  storedNumbersUpTo,
} from '../e2e/support/numbered.ts'
import { logIn } from '../e2e/support/steps.ts'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { PAGE_BUILDS } from '../simulator/settings.ts'
import { createPhone } from '../support/phone.ts'
import type { Phone } from '../support/phone.ts'
import { createDice } from './dice.ts'

/** `npm run test:faults` does 200 a browser. */
const HANDOVERS = Number(process.env['HANDOVERS'] ?? 3)
const SEED = Number(process.env['SEED'] ?? 20261122)
/** As many at a time: the simulator's log has an end. */
const ROUND = 20
/** What was noted at one moment by two is noted this far apart at most, ms. */
const WITHIN = 50
/** What one handover may take, ms: the background waits 5 s, a page that polled too early 10 s. */
const A_HANDOVER = 45_000

/** Where the page is, and who listens. */
type Place = 'background' | 'page' | 'left' | 'discarded' | 'frozen' | 'two pages' | 'form' | 'beside the form'
type Way = [HandoverName, Place]

const WAYS: Record<Place, readonly [Way, ...Way[]]> = {
  background: [['open', 'page']],
  page: [
    ['reload', 'page'],
    ['close', 'background'],
    ['leave', 'left'],
    ['crash', 'background'],
    ['discard', 'discarded'],
    ['freeze', 'frozen'],
    ['openSecond', 'two pages'],
    ['logOut', 'form'],
  ],
  left: [['back', 'page']],
  discarded: [['revive', 'page']],
  frozen: [['thaw', 'page']],
  'two pages': [['closeFirst', 'page']],
  form: [
    ['logIn', 'page'],
    ['popupLogIn', 'beside the form'],
  ],
  'beside the form': [['reloadForm', 'page']],
}

describe.each(['chromium', 'firefox'] as const)('the line between the page and the background in %s', (kind) => {
  const dice = createDice(SEED)
  let simulator: Simulator
  let phone: Phone
  let companion: Companion
  let popup: Tab

  beforeAll(async () => {
    simulator = await startSimulator({})
    phone = createPhone(simulator.controlUrl)
    await phone.settings({ ptwebqq: 'issued' })
    companion = await launchCompanion(kind, simulator)
    popup = await companion.popup()
    await fillNumberRule(popup)
    await logIn(popup, phone)
  })
  afterAll(async () => {
    await companion.close()
    await simulator.close()
  })

  /** Steps from the background and back to it, at least `least` of them. */
  function walk(least: number): HandoverName[] {
    const names: HandoverName[] = []
    let place: Place = 'background'
    while (names.length < least || place !== 'background') {
      const ways: readonly [Way, ...Way[]] = WAYS[place]
      const way: Way = place === 'page' && names.length >= least ? ['close', 'background'] : dice.oneOf(ways)
      // Firefox freezes no page.
      if (way[0] === 'freeze' && kind === 'firefox') continue
      names.push(way[0])
      place = way[1]
    }
    return names
  }

  it(
    `goes from hand to hand ${HANDOVERS} times while friends write, and nothing is lost or sent twice`,
    async () => {
      const friends = createFriends(phone)
      const lost: string[] = []
      let done = 0
      while (done < HANDOVERS) {
        await phone.settings({ pageBuild: dice.oneOf(PAGE_BUILDS) })
        await phone.clearRequests()
        const before = friends.said.length
        const handovers = createHandovers({ companion, phone, popup, friends })
        const names = walk(Math.min(ROUND, HANDOVERS - done))
        await handovers.play(names, async (words, act) => {
          await act().catch((error: unknown) => {
            throw new Error(`seed ${SEED}, ${done} before, ${names.join(' ')}: ${words}`, { cause: error })
          })
        })
        await handovers.finish()
        done += handovers.done.length

        expect({ names, broken: await brokenLaws(phone, handovers.holds) }).toEqual({ names, broken: [] })
        const requests = await phone.requests()
        const stored = await storedNumbersUpTo(popup, friends.said.slice(before))
        const gone = lostBesideEnds(friends.said.slice(before), stored, requests, handovers.ends)
        expect(gone.filter(({ away }) => away === null || away > WITHIN)).toEqual([])
        lost.push(...gone.map(({ by }) => by))
        expect(new Set(stored).size, 'a message is archived once').toBe(stored.length)
        expect(requestedTwice(requests)).toEqual([])
      }
      const sent = await phone.sent()
      // Read by whoever runs it long.
      console.log(
        `${kind}, seed ${SEED}: ${done} handovers, ${friends.said.length} messages, ${sent.length} answers, ` +
          `${lost.length} messages gone with the document they were on their way to: ${lost.toSorted().join(' ')}`,
      )
      expect(sentTwice(sent)).toEqual([])
      expect(sent.length).toBeGreaterThan(0)
      expect(lost.length).toBeLessThan(done / 4)
    },
    HANDOVERS * A_HANDOVER + 120_000,
  )
})
