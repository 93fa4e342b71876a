import { expect, test } from './support/fixtures.ts'
import { archiveRows, decisionLines, logIn, makeRule, openDecisions, waitForDecision } from './support/steps.ts'
import { until } from '../support/until.ts'

const ANSWER = '稍后联系'

test.use({ preferences: { replyDelayMs: 0 } })

test('what must never be answered is not, each with its reason in words', async ({ popup, phone }) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: ANSWER, everywhere: true })
  await openDecisions(popup)

  await test.step('an automatic reply of the other side', async () => {
    await phone.friendSays('Lily', '[自动回复]在吗，我不在电脑旁')
    await waitForDecision(popup, '[自动回复]在吗，我不在电脑旁', '未回复 · 对方发的是自动回复')
  })

  await test.step('an old message', async () => {
    await phone.friendSays('Lily', { text: '在吗，旧的', at: Date.now() - 120_000 })
    await waitForDecision(popup, '在吗，旧的', '未回复 · 消息太旧，不再回复')
  })

  await test.step('an own message from another device', async () => {
    await phone.selfSays({ friend: 'Lily' }, '在吗，我从手机发的')
    await waitForDecision(popup, '在吗，我从手机发的', '未发送 · 发送人不在本次登录的名单里')
    await phone.selfSays({ discuss: 900100001 }, '在吗，我在讨论组发的')
    await waitForDecision(popup, '在吗，我在讨论组发的', '未回复 · 是我自己发的')
  })

  await test.step('somebody who is in no list', async () => {
    const value = {
      content: [['font', {}], '在吗，我是陌生人'],
      from_uin: 31,
      msg_id: 5,
      msg_type: 1,
      to_uin: 1234567890,
    }
    await phone.rawItem({ poll_type: 'message', value: { ...value, time: Math.floor(Date.now() / 1_000) } })
    await waitForDecision(popup, '在吗，我是陌生人', '未发送 · 发送人不在本次登录的名单里')
  })

  await test.step('while the kill switch is off', async () => {
    const killSwitch = popup.role('switch', '自动回复总开关')
    await killSwitch.click()
    await popup.role('banner').waitText('自动回复已关')
    await phone.friendSays('Lily', '在吗，开关关着')
    await waitForDecision(popup, '在吗，开关关着', '未回复 · 总开关已关')
    await killSwitch.click()
    await popup.role('banner').waitText('在线 · 后台在接收')
  })

  await test.step('during a pause of an hour', async () => {
    await popup.role('button', '暂停 1 小时').click()
    await popup.role('banner').waitText('在线 · 暂停到')
    await phone.friendSays('Lily', '在吗，暂停中')
    await waitForDecision(popup, '在吗，暂停中', '未回复 · 已暂停')
    await popup.role('button', '继续').click()
    await popup.role('banner').waitText('在线 · 后台在接收')
  })

  await test.step('none of these was answered, and a good message still is', async () => {
    expect(await phone.sent()).toEqual([])
    await phone.friendSays('强哥', '在吗')
    await waitForDecision(popup, '在吗', '已回复')
  })

  await test.step('the same words again within 5 seconds', async () => {
    await phone.saysAtOnce([
      { friend: '陈晨', text: '在吗在吗' },
      { friend: '陈晨', text: '在吗在吗' },
    ])
    await until('both decisions', async () => {
      const outcomes = (await decisionLines(popup))
        .filter(({ message }) => message === '在吗在吗')
        .map(({ outcome }) => outcome)
        .sort()
      return outcomes.join() === ['已回复', '未回复 · 5 秒内有相同的消息，只回一次'].sort().join()
    })
  })

  await test.step('a message that is delivered twice, and the echoes of our own answers', async () => {
    await phone.friendSays('Lily', '在吗，真的在吗')
    await phone.duplicateLast()
    await waitForDecision(popup, '在吗，真的在吗', '已回复')
    const kinds = async () => (await archiveRows<{ kind: string }>(popup, 'oddments')).map(({ kind }) => kind).sort()
    await until('the echoes and the duplicate to be set aside', async () => (await kinds()).length >= 4)
    expect(await kinds()).toEqual(['duplicate', 'echo', 'echo', 'echo'])
    const lines = await decisionLines(popup)
    expect(lines.filter(({ message }) => message === '在吗，真的在吗')).toHaveLength(1)
    expect(lines.filter(({ message }) => message.includes(ANSWER))).toEqual([])
  })

  const sent = await phone.sent()
  expect(sent.map(({ to, text }) => [to?.name, text])).toEqual([
    ['阿强', ANSWER],
    ['陈晨', ANSWER],
    ['Lily', ANSWER],
  ])
})
