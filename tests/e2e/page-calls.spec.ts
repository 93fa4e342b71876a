import type { LoggedRequest, Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'
import type { Tab } from './support/companion.ts'
import { expect, test } from './support/fixtures.ts'
import { listen } from './support/page-listener.ts'
import type { Heard } from './support/page-listener.ts'
import { archiveRows } from './support/steps.ts'

for (const pageBuild of ['201604', '20161220'] as const) {
  test(`all calls of the page of ${pageBuild} are seen as the server has them`, async ({ companion, phone }) => {
    await phone.settings({ pageBuild })
    const spy = await companion.open(companion.extensionUrl('workbench.html'))
    await spy.evaluate(listen, undefined)
    const heard = () => spy.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard, undefined)
    const page = await companion.open('http://w.qq.com/')
    await logInOnPage(phone)
    await phone.friendSays('Lily', '第一句')
    await phone.friendSays('Lily', '第二句')

    const serverHas = async () =>
      (await phone.requests()).filter(({ viaPage, host, path }) => viaPage && isCall(`http://${host}${path}`))
    const said = await until('the messages in what was seen, and quiet', async () => {
      const open = (await serverHas()).filter(({ status }) => status === null)
      const all = (await heard()).map(({ message }) => message)
      const texts = all.filter(({ kind }) => kind === 'reply').map(({ text }) => String(text))
      const count = (kind: string) => all.filter((message) => message.kind === kind).length
      const isQuiet = open.length === 1 && count('request') === count('reply') + 1
      return isQuiet && ['第一句', '第二句'].every((words) => texts.some((text) => text.includes(words))) && all
    })
    const served = await serverHas()
    await page.close()

    const seen = (kind: string) =>
      said
        .filter((message) => message.kind === kind)
        .map(callSeen)
        .sort()
    expect(seen('request')).toEqual(served.map(callServed).sort())
    const answered = served.filter(({ status }) => status !== null)
    expect(seen('reply')).toEqual(answered.map(callServed).sort())
    expect(said.filter(({ kind, tapped }) => kind === 'hello' && tapped !== true)).toEqual([])
  })
}

test('what the page hears while the background is dead reaches the archive', async ({ companion, phone }) => {
  const reader = await companion.open(companion.extensionUrl('workbench.html'))
  const page = await companion.open('http://w.qq.com/')
  await logInOnPage(phone)
  await phone.friendSays('Lily', '之前')
  await until('the first message', async () => (await textsOf(reader)).includes('之前'))
  for (const words of ['死后一', '死后二']) {
    await companion.killBackground()
    await phone.friendSays('Lily', words)
    await until(words, async () => (await textsOf(reader)).includes(words))
  }
  expect((await textsOf(reader)).sort()).toEqual(['之前', '死后一', '死后二'].sort())
  await page.close()
})

const textsOf = async (reader: Tab) => (await archiveRows<{ text: string }>(reader, 'messages')).map(({ text }) => text)

/** Scans the code on the page; resolves once the page polls. */
async function logInOnPage(phone: Phone): Promise<void> {
  await until('the code of the page', async () => (await phone.requests()).some(({ path }) => path === '/ptqrlogin'))
  await phone.scan()
  await phone.confirm()
  // A first poll that overtakes the list of who is online is answered 103, and the page waits for 10 s.
  await until('a poll of the page', async () => (await phone.state()).polling?.viaPage === true, 30_000)
}

const isCall = (url: string) => /^https?:\/\/(?:s|d1?)\.web2\.qq\.com\/(?:api|channel)\//.test(url)

/** One line a call, the time it was made at left out. */
const line = (method: string, host: string, path: string, query: Record<string, string>, r: unknown) =>
  JSON.stringify([method, host, path, { ...query, t: query.t === undefined ? '' : 't' }, r])
const callServed = ({ method, host, path, query, r }: LoggedRequest) => line(method, host, path, query, r)
function callSeen({ method, url, body }: Heard['message']): string {
  const { hostname, pathname, searchParams } = new URL(String(url))
  const r = typeof body === 'string' ? new URLSearchParams(body).get('r') : null
  return line(String(method), hostname, pathname, Object.fromEntries(searchParams), r === null ? null : JSON.parse(r))
}
