import { expect, test } from './support/fixtures.ts'
import { openOfficialPage, waitForBackgroundPoll } from './support/official-page.ts'
import { archiveRows, logIn, makeRule, openDecisions, signOut, waitForDecision, waitForState } from './support/steps.ts'
import type { LoggedRequest, Phone } from '../support/phone.ts'

test.use({ preferences: { replyDelayMs: 0 } })

test('while it is open it listens alone, and rules answer all the same; when it is closed the background listens', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.settings({ pageBuild: '20161220', ptwebqq: 'issued' })
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })
  const before = await lastPoll(phone)

  const page = await openOfficialPage(companion, phone)
  await page.waitForPoll()
  await test.step('the popup says that the page listens, and how to hand over', async () => {
    await popup.bringToFront()
    await waitForState(popup, '在线 · 网页在接收')
    await popup.role('button', '谁在接收').click()
    await popup
      .text('网页在接收：它收到的消息同样进存档，规则照常回复。关闭 w.qq.com 的标签页，后台几秒后接手。')
      .waitVisible()
  })

  await test.step('the poll that was under way was left to end by itself', async () => {
    const [poll] = (await phone.requests(before.id - 1)).filter(({ id }) => id === before.id)
    expect(poll).toMatchObject({ status: 200, aborted: false })
  })

  await test.step('a message goes to the page, also after the page was loaded anew; the rule answers it', async () => {
    await page.tab.bringToFront()
    await phone.friendSays('Lily', '在吗，只给网页')
    await page.openChat('Lily')
    await page.waitForMessage('在吗，只给网页')
    await phone.waitForSent(1)
    await page.tab.reload()
    await page.waitForPoll()
    await phone.friendSays('强哥', '在吗，还是给网页')
    await page.openChat('强哥')
    await page.waitForMessage('在吗，还是给网页')
    await phone.waitForSent(2)
    expect(await linesOfBackground(phone, before.id)).toEqual([])
  })

  await test.step('the tab is closed: the background listens again, with the same login', async () => {
    await page.tab.close()
    await popup.bringToFront()
    await waitForState(popup, '在线 · 后台在接收')
    await waitForBackgroundPoll(phone)
    expect((await phone.state()).logins).toBe(1)
  })

  await test.step('what is written now is kept and answered, as what the page has received', async () => {
    await phone.friendSays('晨晨', '在吗')
    await openDecisions(popup)
    await waitForDecision(popup, '在吗', '已回复')
    expect((await phone.sent()).map(({ to, text }) => [to?.name, text])).toEqual([
      ['Lily', '稍后联系'],
      ['阿强', '稍后联系'],
      ['陈晨', '稍后联系'],
    ])
    const rows = await archiveRows<{ text: string; source: string }>(popup, 'messages')
    expect(rows.map(({ text, source }) => `${source} ${text}`).sort()).toEqual(
      [
        'page 在吗，只给网页',
        'page 在吗，还是给网页',
        'poll 在吗',
        ...Array.from({ length: 3 }, () => 'outbox 稍后联系'),
      ].sort(),
    )
  })
})

test('when it shows its login form it listens to nobody: the popup logs in beside it, or the page does', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.settings({ pageBuild: '201604', ptwebqq: 'issued' })
  const page = await openOfficialPage(companion, phone)
  await page.waitForForm()

  await test.step('the popup shows its code and logs in; the background listens', async () => {
    // A code that is shown later is the one that the phone sees.
    await popup.reload()
    await popup.bringToFront()
    await logIn(popup, phone)
    expect((await phone.state()).polling?.viaPage).toBe(false)
  })

  await test.step('signed out, the page logs in by its own form: now it listens, and the background does not', async () => {
    await signOut(popup)
    await popup.close()
    await page.tab.bringToFront()
    const before = (await phone.requests()).at(-1)?.id ?? 0
    await page.tab.reload()
    await page.logIn(before)
    expect(await linesOfBackground(phone, before)).toEqual([])
  })

  await test.step('its tab is closed: the background goes on with the login of the page', async () => {
    const again = await companion.popup()
    await waitForState(again, '在线 · 网页在接收')
    await page.tab.close()
    await waitForState(again, '在线 · 后台在接收')
    await waitForBackgroundPoll(phone)
    expect((await phone.state()).logins).toBe(2)
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
