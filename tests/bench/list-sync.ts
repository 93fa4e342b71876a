import { startSimulator } from '../simulator/index.ts'
import { checkSigLink } from '../support/check-sig-link.ts'
import { createPhone } from '../support/phone.ts'
import { startRawChromium } from '../support/raw-chromium.ts'
import { until } from '../support/until.ts'
import type { Figure } from './figures.ts'

const FRIENDS = 500
const GROUPS = 100
const MEMBERS = 200
/** No call for this long: whoever was to be named has been. */
const QUIET = 5_000

/** A first login of an account with many friends and groups: until the lists are there, and until every group's members are. */
export async function measureListSync(): Promise<Figure[]> {
  const simulator = await startSimulator({ crowd: { friends: FRIENDS, groups: GROUPS, members: MEMBERS } })
  const phone = createPhone(simulator.controlUrl)
  const browser = await startRawChromium(simulator, [await checkSigLink(simulator.httpsPort, phone)])
  try {
    const calls = async () =>
      (await phone.requests()).filter(({ path }) => /^\/(api|channel)\//.test(path) && !path.endsWith('/poll2'))
    await phone.waitForPoll(60_000)
    await until(
      'the calls to come to an end',
      async () => Date.now() - ((await calls()).at(-1)?.endedAt ?? Date.now()) > QUIET,
      10 * 60_000,
    )
    const made = await calls()
    const login = made.find(({ path }) => path.endsWith('/login2'))!
    const until_ = (end: number) => `${((end - login.time) / 1_000).toFixed(1)} s`
    const poll = (await phone.requests()).find(({ path }) => path.endsWith('/poll2'))!
    const firstCalls = made.filter(({ time }) => time < poll.time).length
    return [
      {
        what: `Lists of ${FRIENDS} friends and ${GROUPS} groups, until the first poll`,
        value: `${firstCalls} requests, ${until_(poll.time)}`,
        goal: '',
      },
      {
        what: `… and the members of all groups (${MEMBERS} each), one call at a time`,
        value: `${made.length} requests, ${until_(made.at(-1)?.endedAt ?? 0)}`,
        goal: '',
      },
    ]
  } finally {
    await browser.stop()
    await simulator.close()
  }
}
