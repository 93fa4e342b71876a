import { expect, test } from './support/fixtures.ts'
import { setPreferences } from './support/preferences.ts'
import {
  exportAll,
  logIn,
  makeRule,
  openDecisions,
  signOut,
  waitForDecision,
  waitForNextBreath,
} from './support/steps.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const FIRST = 1234567890
const SECOND = 2233445566
/** Both accounts have this friend and this group. */
const QIANG = 510942000
const GROUP = 376024301

test('two accounts in turn: people, history, rules, replies and export of one never get into the other', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { pattern: '^在吗(.*)$', reply: '强哥{capture:1}', contacts: ['强哥'] })
  await phone.friendSays(QIANG, '在吗一')
  await phone.waitForSent(1)
  await phone.groupSays(GROUP, QIANG, '周六几点')
  await openDecisions(popup)
  await waitForDecision(popup, '周六几点', '未回复 · 没有规则符合')

  await test.step('a reply of the first account still waits when it is signed out', async () => {
    await setPreferences(popup, { replyDelayMs: 60_000 })
    await waitForNextBreath(phone)
    await phone.friendSays(QIANG, '在吗二')
    await waitForDecision(popup, '在吗二', '等待发送')
    await setPreferences(popup, { replyDelayMs: 0 })
    await signOut(popup)
  })

  await test.step('another account scans: its popup begins empty, and the rule sleeps', async () => {
    await phone.account(SECOND, '小红')
    await logIn(popup, phone)
    await popup.role('banner').waitText('小红')
    await popup.role('tab', '规则').click()
    await popup.role('listitem', '规则').waitText(/休眠：这次登录里认不出\s*\S?强哥/)
    await popup.role('tab', '最近').click()
    await popup.role('radio', '会话').click()
    await popup.text('还没有会话').waitVisible()
  })

  await test.step('the same friend and group write to it: kept apart, and not answered by the rule of the first', async () => {
    await phone.friendSays(QIANG, '在吗，我找小红')
    await phone.groupSays(GROUP, QIANG, '小红来吗')
    await phone.friendSays('隔壁老王', '在吗老王')
    await openDecisions(popup)
    await waitForDecision(popup, '在吗老王', '未回复 · 没有规则符合')
    await waitForDecision(popup, '在吗，我找小红', '未回复 · 没有规则符合')
    expect(await phone.sent()).toEqual([])
    const { account, conversations } = await exportAll(companion, popup, SECOND)
    expect(account).toMatchObject({ number: String(SECOND), nick: '小红' })
    expect(conversations.map(lines).toSorted()).toEqual(
      ['阿强 | 在吗，我找小红', '周末羽毛球 | 小红来吗', '隔壁老王 | 在吗老王'].toSorted(),
    )
  })

  await test.step('back in the first account everything is as it was, and the reply that waited is dropped', async () => {
    await signOut(popup)
    await phone.account(FIRST)
    await logIn(popup, phone)
    await openDecisions(popup)
    await waitForDecision(popup, '在吗二', '未发送 · 属于另一次登录，当前登录不能回复它')
    await phone.friendSays(QIANG, '在吗三')
    await waitForDecision(popup, '在吗三', '已回复')
    expect((await phone.sent()).map(({ text }) => text)).toEqual(['强哥一', '强哥三'])
    const { account, conversations } = await exportAll(companion, popup, FIRST)
    expect(account).toMatchObject({ number: String(FIRST), nick: '小明' })
    expect(conversations.map(lines).toSorted()).toEqual(
      [
        ['强哥', ...['在吗一', '强哥一', '在吗二', '在吗三', '强哥三'].toSorted()].join(' | '),
        '球友 | 周六几点',
      ].toSorted(),
    )
  })
})

/** A conversation in one line; its texts sorted, since a reply and what came in the same second have no sure order. */
function lines({ title, messages }: { title: string | null; messages: { text: string }[] }): string {
  return [title, ...messages.map(({ text }) => text).toSorted()].join(' | ')
}
