import type { Page, Worker } from '@playwright/test'
import type { Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'
import { inMs, median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'

/**
 * The product answers at most 6 times a minute and paces its messages; a sample must meet neither limit. The bare loop
 * waits as long, so that both meet the same idle connection: the server closes one that is silent for some seconds.
 */
const BETWEEN_ANSWERS = 10_500

/** In turn, so that nobody gets the three answers after which a chat is left alone. By real number. */
const FRIENDS = [510942000, 824566000, 733201000, 601000001, 601000002, 455667788] as const

declare const chrome: { storage: { session: { get(key: string): Promise<Record<string, unknown>> } } }

/**
 * From the simulator's answer to a poll until the reply arrives back at it, measured on the simulator's clock alone:
 * first the product with archive and rules on and no reply delay, then a bare loop (poll, send, nothing else) in the
 * same worker.
 */
export async function measureReplyLatency(parts: {
  phone: Phone
  worker: Worker
  popup: Page
  samples: number
}): Promise<Figure[]> {
  const { phone, worker, popup, samples } = parts
  const tickets = await worker.evaluate(async () => {
    const { login } = await chrome.storage.session.get('login')
    return (login as { tickets: { psessionid: string; ptwebqq: string } }).tickets
  })
  const companion = await sample(phone, samples)
  // The product lets go when it signs out; the service must not hear of it, for the bare loop goes on with the session.
  await phone.fault({ path: '/logout', kind: 'http-502' })
  await popup.evaluate(() => (globalThis as unknown as { signOut(): Promise<void> }).signOut())
  await until('the product to let go of the poll', async () => (await phone.state()).polling?.held !== true, 15_000)
  await worker.evaluate(bareLoop, tickets)
  await phone.waitForPoll()
  const bare = await sample(phone, samples)

  const ratio = median(companion) / median(bare)
  return [
    { what: `Reply latency, product, median of ${samples}`, value: inMs(median(companion)), goal: '' },
    { what: 'Reply latency, product, p95', value: inMs(percentile(companion, 0.95)), goal: 'under 60 ms' },
    { what: 'Reply latency, bare poll-and-send loop, median', value: inMs(median(bare)), goal: '' },
    { what: 'Reply latency, bare loop, p95', value: inMs(percentile(bare, 0.95)), goal: '' },
    { what: 'Product to bare loop, medians', value: `${ratio.toFixed(2)} times`, goal: 'at most 3 times' },
  ]
}

async function sample(phone: Phone, count: number): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    await phone.waitForPoll()
    const before = (await phone.sent()).length
    const since = Math.max(0, ...(await phone.requests()).map(({ id }) => id))
    await phone.friendSays(FRIENDS[index % FRIENDS.length] ?? FRIENDS[0], `在吗 ${Date.now()} ${index}`)
    await phone.waitForSent(before + 1)
    const requests = await phone.requests()
    const answered = requests.filter(({ path, id }) => path.endsWith('/poll2') && id <= since).at(-1)
    const send = requests.find(({ path, id }) => path.endsWith('/send_buddy_msg2') && id > since)
    if (!answered?.endedAt || !send) throw new Error('The request log lacks the poll or the send.')
    times.push(send.time - answered.endedAt)
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_ANSWERS))
  }
  return times
}

/** Runs in the worker: polls and answers each friend's message at once. Self-contained. */
function bareLoop({ psessionid, ptwebqq }: { psessionid: string; ptwebqq: string }): void {
  const post = async (path: string, r: object) => {
    const response = await fetch(`https://d1.web2.qq.com/channel/${path}`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `r=${encodeURIComponent(JSON.stringify(r))}`,
    })
    return JSON.parse(await response.text())
  }
  let number = 50_000_000
  const run = async () => {
    for (;;) {
      const { result } = await post('poll2', { ptwebqq, clientid: 53999199, psessionid, key: '' })
      for (const { poll_type: kind, value } of Array.isArray(result) ? result : []) {
        if (kind !== 'message' || !JSON.stringify(value.content).includes('在吗')) continue
        const font = ['font', { name: '宋体', size: 10, style: [0, 0, 0], color: '000000' }]
        const content = JSON.stringify(['我在开会', font])
        void post('send_buddy_msg2', {
          to: value.from_uin,
          content,
          face: 0,
          clientid: 53999199,
          msg_id: ++number,
          psessionid,
        })
      }
    }
  }
  void run()
}
