import { expect, test } from './support/fixtures.ts'
import { archiveRows, logIn, makeRule, openDecisions, signOut, waitForDecision, waitForState } from './support/steps.ts'
import type { LoggedRequest, Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

test('while w.qq.com is open it listens alone; when it is closed the background takes over', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })
  const before = await lastPoll(phone)

  const page = await companion.open('http://w.qq.com/')
  await test.step('the popup says that the page listens, and how to hand over', async () => {
    await waitForState(popup, '在线 · 网页在接收')
    await popup.text('要交给后台，请关闭 w.qq.com 的标签页').waitVisible()
    await pageListens(phone)
  })

  await test.step('the poll that was under way was left to end by itself', async () => {
    const [poll] = (await phone.requests(before.id - 1)).filter(({ id }) => id === before.id)
    expect(poll).toMatchObject({ status: 200, aborted: false })
  })

  await test.step('a message goes to the page, also after the page was loaded anew', async () => {
    await phone.friendSays('Lily', '在吗，只给网页')
    await page.text('在吗，只给网页').waitVisible()
    await page.reload()
    await pageListens(phone)
    await phone.friendSays('Lily', '在吗，还是给网页')
    await page.text('在吗，还是给网页').waitVisible()
    expect(await linesOfBackground(phone, before.id)).toEqual([])
    expect(await phone.sent()).toEqual([])
  })

  await test.step('the tab is closed: the background listens again, with the same login', async () => {
    await page.close()
    await popup.bringToFront()
    await waitForState(popup, '在线 · 后台在接收')
    await until('a poll of the background', async () => {
      const { polling } = await phone.state()
      return polling?.held && !polling.viaPage
    })
    expect((await phone.state()).logins).toBe(1)
  })

  await test.step('what is written now is kept and answered', async () => {
    await phone.friendSays('强哥', '在吗')
    await openDecisions(popup)
    await waitForDecision(popup, '在吗', '已回复')
    expect((await phone.sent()).map(({ to, text }) => [to?.name, text])).toEqual([['阿强', '稍后联系']])
    const texts = (await archiveRows<{ text: string }>(popup, 'messages')).map(({ text }) => text)
    expect(texts.sort()).toEqual(['在吗', '稍后联系'].sort())
  })
})

test('a page that shows its login form listens to nobody: the popup logs in beside it, or the page does', async ({
  companion,
  popup,
  phone,
}) => {
  const page = await companion.open('http://w.qq.com/')
  await page.text('请登录').waitVisible()

  await test.step('the popup shows its code and logs in; the background listens', async () => {
    await popup.bringToFront()
    await logIn(popup, phone)
    expect((await phone.state()).polling?.viaPage).toBe(false)
  })

  await test.step('signed out, the page logs in by its own form: now it listens, and the background does not', async () => {
    await signOut(popup)
    await popup.close()
    await page.bringToFront()
    const before = (await phone.requests()).at(-1)?.id ?? 0
    await page.reload()
    await until('the code of the page', async () =>
      (await phone.requests(before)).some(({ path, referer }) => path === '/ptqrlogin' && referer?.includes('xui')),
    )
    await phone.scan()
    await phone.confirm()
    await page.text('在线', { exact: true }).waitVisible()
    await pageListens(phone)
    expect(await linesOfBackground(phone, before)).toEqual([])
  })

  await test.step('its tab is closed: the background goes on with the login of the page', async () => {
    const again = await companion.popup()
    await page.close()
    await waitForState(again, '在线 · 后台在接收')
    await phone.waitForPoll()
  })
})

const isLine = ({ path }: LoggedRequest) => path === '/channel/login2' || path === '/channel/poll2'

async function lastPoll(phone: Phone): Promise<LoggedRequest> {
  const poll = (await phone.requests()).findLast(({ path }) => path === '/channel/poll2')
  if (!poll) throw new Error('nobody has polled yet')
  return poll
}

/** Logins and polls of the background after request `since`. */
async function linesOfBackground(phone: Phone, since: number): Promise<LoggedRequest[]> {
  return (await phone.requests(since)).filter((request) => isLine(request) && !request.viaPage)
}

async function pageListens(phone: Phone): Promise<void> {
  await until('a poll of the page', async () => {
    const { polling } = await phone.state()
    return polling?.held && polling.viaPage
  })
}
