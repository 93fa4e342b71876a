import { expect, test } from './support/fixtures.ts'
import { brokenLaws, createHandovers } from './support/handovers.ts'
import type { HandoverName } from './support/handovers.ts'
import {
  createFriends,
  fillNumberRule,
  lostBesideEnds,
  requestedTwice,
  sentTwice,
  storedNumbersUpTo,
} from './support/numbered.ts'
import { logIn } from './support/steps.ts'

test.use({ preferences: { replyDelayMs: 0 } })

/** What was noted at one moment by two is noted this far apart at most, ms. */
const WITHIN = 50

/** Only Chromium freezes pages. */
const FREEZE: Record<'chromium' | 'firefox', HandoverName[]> = {
  chromium: ['freeze', 'thaw'],
  firefox: ['reload', 'reload'],
}

const STORIES = {
  '20161220': (kind: 'chromium' | 'firefox'): HandoverName[] => [
    ...(['open', 'reload', 'leave', 'back'] as const),
    ...FREEZE[kind],
    ...(['discard', 'revive', 'openSecond', 'closeFirst', 'crash', 'open', 'logOut', 'popupLogIn'] as const),
  ],
  '201604': (): HandoverName[] => ['open', 'reload', 'crash', 'open', 'logOut', 'logIn', 'close'],
} as const

for (const pageBuild of ['20161220', '201604'] as const) {
  test(`build ${pageBuild}: the line goes from hand to hand while friends write, and nothing is lost or sent twice`, async ({
    companion,
    popup,
    phone,
    kind,
  }) => {
    test.setTimeout(240_000)
    await phone.settings({ pageBuild, ptwebqq: 'issued' })
    await fillNumberRule(popup)
    await logIn(popup, phone)
    const friends = createFriends(phone)
    const handovers = createHandovers({ companion, phone, popup, friends })
    const before = (await phone.requests()).at(-1)?.id
    await handovers.play(STORIES[pageBuild](kind), (words, act) => test.step(words, act))
    await handovers.finish()

    await test.step('the background began nothing while a page had the line', async () => {
      expect(await brokenLaws(phone, handovers.holds)).toEqual([])
    })

    await test.step('every message that was handed out is in the archive, once', async () => {
      const stored = await storedNumbersUpTo(popup, friends.said)
      expect(new Set(stored).size).toBe(stored.length)
      const lost = lostBesideEnds(friends.said, stored, await phone.requests(before), handovers.ends)
      expect(lost.filter(({ away }) => away === null || away > WITHIN)).toEqual([])
      expect(lost.length).toBeLessThanOrEqual(handovers.ends.length / 2)
      expect(friends.said.length).toBeGreaterThan(handovers.done.length)
    })

    await test.step('no answer went out twice', async () => {
      expect(sentTwice(await phone.sent())).toEqual([])
      expect(requestedTwice(await phone.requests())).toEqual([])
      expect((await phone.sent()).length).toBeGreaterThan(0)
    })
  })
}
