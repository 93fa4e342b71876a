import { expect, test } from './support/fixtures.ts'
import { archiveRows, logIn, makeRule, openDecisions, waitForDecision } from './support/steps.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

test('a background that is killed loses nothing and repeats nothing', async ({ companion, popup, phone }) => {
  test.setTimeout(90_000)
  await logIn(popup, phone)
  await makeRule(popup, { pattern: '^问(.+)$', reply: '答{capture:1}' })
  await openDecisions(popup)

  const requests = async (part: string) => (await phone.requests()).filter(({ path }) => path.includes(part))

  await test.step('it dies while a poll is held and a reply is on its way', async () => {
    await phone.fault({ path: 'send_buddy_msg2', kind: 'hang' })
    await phone.friendSays('强哥', '问一')
    await until('the reply to be on its way', async () => (await requests('send_buddy_msg2')).length === 1)
    await waitForDecision(popup, '问一', '正在发送')
    await phone.waitForPoll()
    await companion.killBackground()
    // Its successor may hold the next one before anybody has looked.
    await until('the poll to be cut', async () => (await requests('poll2')).some(({ aborted }) => aborted))
  })

  await test.step('it comes back by itself and answers what was written meanwhile, once', async () => {
    await phone.saysAtOnce([
      { friend: '王芳', text: '问二' },
      { friend: 'Lily', text: '问三' },
    ])
    await phone.friendSays('陈晨', '没有规则的话')
    await phone.waitForPoll(45_000)
    await waitForDecision(popup, '问二', '已回复')
    await waitForDecision(popup, '问三', '已回复')
    await waitForDecision(popup, '没有规则的话', '未回复 · 没有规则符合')
  })

  await test.step('nobody knows whether the reply went out: it is to be confirmed, and not sent again', async () => {
    await waitForDecision(popup, '问一', '待确认是否送达')
    await popup.role('region', '提示').waitText('有回复不确定是否送达。为免重复，没有重发。')
    expect(await requests('send_buddy_msg2')).toHaveLength(3)
    expect((await phone.sent()).map(({ text }) => text).sort()).toEqual(['答二', '答三'].sort())
  })

  await test.step('the same login goes on', async () => {
    expect((await phone.state()).logins).toBe(1)
    expect(await requests('login2')).toHaveLength(1)
  })

  await test.step('the archive has everything once', async () => {
    const texts = (await archiveRows<{ text: string }>(popup, 'messages')).map(({ text }) => text)
    expect(texts.sort()).toEqual(['问一', '问二', '问三', '没有规则的话', '答一', '答二', '答三'].sort())
    expect(await archiveRows(popup, 'journal')).toEqual([])
  })
})
