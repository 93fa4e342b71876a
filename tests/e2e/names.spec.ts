import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import { logIn, makeRule, openDecisions } from './support/steps.ts'
import type { Phone } from '../support/phone.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const MARKUP = { number: 900000001, nick: '<img src=x onerror=alert(1)>&amp;"怪"' }
const TURNED = { number: 900000002, nick: '\u202E三张\u202C\u200B阿\u200D拉\u200F' }
const LONG = { number: 900000003, nick: '很长的名字'.repeat(40) }
const VARIABLE = { number: 824566000, nick: '{time}' }

test('names made to deceive are shown as text, break no page, and are made harmless in replies', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.world({ rename: { person: VARIABLE.number, nick: VARIABLE.nick } })
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '你好 {nick}。' })
  await openDecisions(popup)

  await test.step('mark-up goes into a reply as it is, and is never expanded', async () => {
    expect(await answerTo(phone, MARKUP.number)).toBe(`你好 ${MARKUP.nick}。`)
    expect(await answerTo(phone, VARIABLE.number)).toBe('你好 {time}。')
  })

  await test.step('marks that turn or hide text stay out of the reply, and a long name is cut', async () => {
    expect(await answerTo(phone, TURNED.number)).toBe('你好 三张阿\u200D拉。')
    expect(await answerTo(phone, LONG.number)).toBe(`你好 ${LONG.nick.slice(0, 59)}…。`)
  })

  await test.step('the records and the conversations show them as text', async () => {
    await popup.role('list', '记录').waitText(LONG.nick)
    await checkPage(popup)
    await popup.role('radio', '会话').click()
    for (const { nick } of [MARKUP, TURNED, LONG, VARIABLE]) await popup.role('list', '会话').waitText(nick)
    await checkPage(popup)
    expect(await popup.css('ul.rows bdi[title*="含不可见字符"]').count()).toBe(1)
  })

  await test.step('the picker of the rule editor and the export list too', async () => {
    await popup.role('tab', '导出').click()
    await popup.role('list', '只导出一个会话').waitText(LONG.nick)
    await checkPage(popup)
    await popup.role('tab', '规则').click()
    await popup.role('button', '新规则').click()
    await popup.role('radio', '指定联系人').click()
    await popup.role('checkbox', MARKUP.nick).click()
    await popup.role('checkbox', LONG.nick).click()
    await popup.role('figure', '预览').waitText(LONG.nick)
    await checkPage(popup)
    await popup.role('button', '取消').click()
  })

  await test.step('their cards in the workbench too', async () => {
    await popup.role('tab', '最近').click()
    await popup.role('button', MARKUP.nick).click()
    const workbench = await companion.waitForTab('workbench.html')
    await workbench.role('article', MARKUP.nick).waitText('<b>粗体</b> & {nick} ${1}')
    await checkPage(workbench)
    await workbench.role('link', LONG.nick).click()
    await workbench.role('heading', LONG.nick).waitVisible()
    await checkPage(workbench)
  })
})

async function answerTo(phone: Phone, number: number): Promise<string | undefined> {
  const before = (await phone.sent()).at(-1)?.n ?? 0
  await phone.friendSays(number, '在吗')
  const [reply] = await phone.waitForSent(1, before)
  expect(reply?.to?.number).toBe(number)
  return reply?.text
}

/** Nothing was made out of a name but text, and nothing is wider than the page. */
async function checkPage(page: Tab): Promise<void> {
  const found = await page.evaluate(
    () => ({
      made: [...document.querySelectorAll('img[src="x"], [onerror], bdi > *, b')].map(({ tagName }) => tagName),
      tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }),
    undefined,
  )
  expect(found).toEqual({ made: [], tooWide: 0 })
}
