import { expect, test } from './support/fixtures.ts'
import {
  ONE_BREATH,
  decisionLines,
  logIn,
  makeRule,
  openDecisions,
  waitForDecision,
  waitForNextBreath,
  waitForState,
} from './support/steps.ts'
import { setPreferences } from './support/preferences.ts'
import { until } from '../support/until.ts'

const RULE = { pattern: '^问(.+)$', reply: '答{capture:1}' }

test.describe('the browser forgets session cookies', () => {
  test.use({ preferences: { replyDelayMs: 0 } })

  test('after a restart the popup asks for a new scan; rules and archive are still there', async ({
    companion,
    popup,
    phone,
  }) => {
    await logIn(popup, phone)
    await makeRule(popup, RULE)
    await phone.friendSays('强哥', '问一')
    await phone.waitForSent(1)

    await companion.restart()
    const reopened = await companion.popup()
    await waitForState(reopened, '等待扫码')
    await reopened.text('浏览器重启后登录没有保留：请重新扫码。').waitVisible()
    await reopened.role('img', '登录二维码').waitVisible()
    expect((await phone.requests()).filter(({ path }) => path.endsWith('login2'))).toHaveLength(1)

    await reopened.role('listitem', '规则').waitText('答')
    await openDecisions(reopened)
    await waitForDecision(reopened, '问一', '已回复')

    await test.step('a new scan brings everything back', async () => {
      await logIn(reopened, phone)
      await waitForNextBreath(phone)
      await phone.friendSays('强哥', '问二')
      await waitForDecision(reopened, '问二', '已回复')
      await reopened.role('radio', '会话').click()
      await reopened.role('list', '会话').waitText('我：答二')
      expect(await reopened.role('list', '会话').role('listitem').count()).toBe(1)
    })
  })
})

test.describe('the browser keeps session cookies', () => {
  test.use({ launch: { keepSessionCookies: true }, preferences: { replyDelayMs: 0 } })

  test('after a restart it logs in by itself, goes on with the same chat, and drops replies that are too late', async ({
    companion,
    popup,
    phone,
  }) => {
    await logIn(popup, phone)
    await makeRule(popup, RULE)
    await phone.friendSays('强哥', '问一')
    await phone.waitForSent(1)

    let plannedBefore = 0
    await test.step('a reply is planned that would go out in a minute', async () => {
      await setPreferences(popup, { replyDelayMs: 60_000 })
      await waitForNextBreath(phone)
      await phone.friendSays('强哥', '问二')
      await openDecisions(popup)
      await waitForDecision(popup, '问二', '等待发送')
      plannedBefore = Date.now()
      await setPreferences(popup, { replyDelayMs: 0 })
    })

    await test.step('two minutes go by on the server while the browser is closed', async () => {
      await phone.settings({ clockOffset: 120_000 })
      await companion.restart()
    })

    const reopened = await companion.popup()
    await test.step('it is online again without a scan', async () => {
      await waitForState(reopened, '在线 · 后台在接收')
      await phone.waitForPoll()
      expect((await phone.state()).logins).toBe(1)
    })

    await test.step('the late reply is dropped, with its reason', async () => {
      await openDecisions(reopened)
      await waitForDecision(reopened, '问二', '未发送 · 消息太旧，不再回复')
    })

    await test.step('the conversation goes on', async () => {
      await until('a breath since the plan', async () => Date.now() - plannedBefore > ONE_BREATH)
      await phone.friendSays('强哥', '问三')
      await waitForDecision(reopened, '问三', '已回复')
      expect((await phone.sent()).map(({ text }) => text)).toEqual(['答一', '答三'])
      expect(await decisionLines(reopened)).toHaveLength(3)
      await reopened.role('radio', '会话').click()
      await reopened.role('list', '会话').waitText('我：答三')
      expect(await reopened.role('list', '会话').role('listitem').count()).toBe(1)
    })
  })
})
