import { expect, test } from './support/fixtures.ts'
import {
  decisionLines,
  exportAll,
  logIn,
  makeRule,
  openDecisions,
  signOut,
  waitForDecision,
  waitForNextBreath,
} from './support/steps.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const ANSWER = '强哥，稍后联系'

test('after a new scan, in which every number means somebody else, nobody is taken for another', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: ANSWER, contacts: ['强哥'] })
  await makeRule(popup, { keyword: '在吗', reply: '小李你好', contacts: ['小李'] })
  await openDecisions(popup)
  await phone.friendSays('强哥', '在吗，第一次')
  await waitForDecision(popup, '在吗，第一次', '已回复')
  const oldUin = (await uins(phone)).get(QIANG)

  await test.step('signed out, and scanned again: Lily has the number that was 强哥', async () => {
    await signOut(popup)
    await phone.nextLogin([['强哥', 'Lily']])
    await logIn(popup, phone)
    expect((await uins(phone)).get(LILY)).toBe(oldUin)
  })

  await test.step('the rule for somebody who cannot be recognised sleeps and says so', async () => {
    await popup.role('tab', '规则').click()
    const [forQiang, forLi] = [popup.role('listitem', ANSWER), popup.role('listitem', '小李你好')]
    await forLi.waitText(/休眠：这次登录里认不出\s*\S?小李/)
    expect(await forQiang.textContent()).not.toContain('休眠')
  })

  await test.step('none of them is answered by a rule that was made for another', async () => {
    await openDecisions(popup)
    await phone.friendSays('Lily', '在吗，我是Lily')
    await waitForDecision(popup, '在吗，我是Lily', '未回复 · 没有规则符合')
    await phone.friendSays(LI_1, '在吗，我是小李')
    await waitForDecision(popup, '在吗，我是小李', '未回复 · 没有规则符合')
    await phone.friendSays(LI_2, '在吗，我是另一个小李')
    await waitForDecision(popup, '在吗，我是另一个小李', '未回复 · 没有规则符合')
    expect(await phone.sent()).toHaveLength(1)
  })

  await test.step('强哥, whose remark is his alone, is recognised and answered', async () => {
    await waitForNextBreath(phone)
    await phone.friendSays('强哥', '在吗，第二次')
    await waitForDecision(popup, '在吗，第二次', '已回复')
    expect(await decisionLines(popup)).toHaveLength(5)
    expect((await phone.sent()).map(({ to, text }) => [to?.number, text])).toEqual([
      [QIANG, ANSWER],
      [QIANG, ANSWER],
    ])
  })

  await test.step('the export has each history under its own name', async () => {
    const { conversations } = await exportAll(companion, popup)
    const said = conversations.map(({ title, messages }) => [title, ...messages.map(({ text }) => text)].join(' | '))
    expect(said.sort()).toEqual(
      [
        `强哥 | 在吗，第一次 | ${ANSWER} | 在吗，第二次 | ${ANSWER}`,
        'Lily | 在吗，我是Lily',
        '小李 | 在吗，我是小李',
        '小李 | 在吗，我是另一个小李',
      ].sort(),
    )
  })
})

test('somebody with an old number of another writes before the lists have come: never answered', async ({
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: ANSWER, contacts: ['强哥'] })
  await phone.friendSays('强哥', '在吗，第一次')
  await phone.waitForSent(1)
  await signOut(popup)
  await phone.nextLogin([['强哥', 'Lily']])
  await phone.fault({ path: 'get_user_friends2', kind: 'retcode', retcode: 99_999, times: 2 })
  await logIn(popup, phone)

  await openDecisions(popup)
  await phone.friendSays('Lily', '在吗，我是新来的')
  await waitForDecision(popup, '在吗，我是新来的', '未回复 · 没有规则符合')

  await test.step('the lists come by themselves, and the right one is answered', async () => {
    await popup.role('tab', '最近').click()
    await popup.role('radio', '会话').click()
    await popup.role('list', '会话').waitText('Lily', 20_000)
    await openDecisions(popup)
    await waitForNextBreath(phone)
    await phone.friendSays('强哥', '在吗，第二次')
    await waitForDecision(popup, '在吗，第二次', '已回复')
    expect((await phone.sent()).map(({ to }) => to?.number)).toEqual([QIANG, QIANG])
  })
})

const QIANG = 510942000
const LILY = 824566000
const LI_1 = 601000001
const LI_2 = 601000002

/** What this login calls the friends, by their real numbers. */
async function uins(phone: { state(): Promise<{ friends: { number: number; uin: number | null }[] }> }) {
  return new Map((await phone.state()).friends.map(({ number, uin }) => [number, uin]))
}
