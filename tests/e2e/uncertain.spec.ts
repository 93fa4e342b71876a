import { expect, test } from './support/fixtures.ts'
import { logIn, makeRule, openDecisions, waitForDecision } from './support/steps.ts'
import type { Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const SEND = 'send_buddy_msg2'

test('a reply of which nobody knows whether it arrived is said to be so, and is never sent again', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { pattern: '^问(.+)$', reply: '答{capture:1}' })
  await openDecisions(popup)

  await test.step('it went out but the server said 1202: to be confirmed, until its echo comes', async () => {
    await phone.settings({ echo: false })
    await phone.fault({ path: SEND, kind: 'uncertain-delivered' })
    await phone.friendSays('强哥', '问一')
    await waitForDecision(popup, '问一', '待确认是否送达 · 代码 1202')
    await popup.role('region', '提示').waitText('有回复不确定是否送达。为免重复，没有重发。')
    await popup.role('navigation', '今日的自动回复').waitText('待确认 1')
    await phone.selfSays({ friend: '强哥' }, '答一')
    await waitForDecision(popup, '问一', '已回复')
    await popup.role('navigation', '今日的自动回复').waitText('待确认 0')
  })

  await test.step('its echo is not taken for a message', async () => {
    await popup.role('list', '记录').waitText('问一')
    await popup.role('tab', '最近').click()
    await popup.role('radio', '会话').click()
    await popup.role('list', '会话').waitText('我：答一')
    expect(await popup.role('list', '会话').role('listitem').count()).toBe(1)
    await popup.role('radio', '记录').click()
  })

  await test.step('it was lost and the server said 1202: stays to be confirmed', async () => {
    await phone.settings({ echo: true })
    await phone.fault({ path: SEND, kind: 'uncertain-lost' })
    await phone.friendSays('Lily', '问二')
    await waitForDecision(popup, '问二', '待确认是否送达 · 代码 1202')
  })

  await test.step('it went out and the line broke before the answer: the browser repeats nothing by itself', async () => {
    await phone.settings({ echo: false })
    await phone.fault({ path: SEND, kind: 'reset-delivered' })
    await phone.friendSays('王芳', '问五')
    await waitForDecision(popup, '问五', '待确认是否送达')
    await phone.settings({ echo: true })
  })

  await test.step('the server refuses one: said with its code', async () => {
    await phone.fault({ path: SEND, kind: 'retcode', retcode: 100006 })
    await phone.friendSays('晨晨', '问三')
    await waitForDecision(popup, '问三', '被服务器拒绝 · 服务器拒绝了这条回复')
    await popup.role('region', '提示').waitText('有回复被服务器拒绝（代码 100006）。没有重发。')
  })

  await test.step('a background that was killed and woken sends none of them again', async () => {
    const cutOff = async () =>
      (await phone.requests()).filter(({ path, aborted }) => path.endsWith('/poll2') && aborted)
    const before = (await cutOff()).length
    await companion.killBackground()
    // Its successor may hold the next one before anybody has looked.
    await until('the poll to be cut', async () => (await cutOff()).length > before)
    await popup.role('button', '暂停 1 小时').click()
    await popup.role('button', '继续').click()
    await phone.waitForPoll(20_000)
    await phone.friendSays(601000001, '问四')
    await waitForDecision(popup, '问四', '已回复')
    await waitForDecision(popup, '问二', '待确认是否送达 · 代码 1202')
    await waitForDecision(popup, '问三', '被服务器拒绝 · 服务器拒绝了这条回复')
    expect(await sends(phone)).toEqual(['答一', '答二', '答五', '答三', '答四'])
  })
})

/** The texts of all requests to send, in their order, whatever became of them. */
async function sends(phone: Phone): Promise<string[]> {
  const requests = (await phone.requests()).filter(({ path }) => path.endsWith(SEND))
  return requests.map(({ r }) => String(JSON.parse((r as { content: string }).content)[0]))
}
