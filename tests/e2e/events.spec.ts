import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import type { Phone } from '../support/phone.ts'
import { exportAll, logIn, makeRule, openDecisions, waitForDecision } from './support/steps.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const LILY = 824566000
const STRANGER = 888000222

test('what happens beside words is told in words, kept and exported, and never answered', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.settings({ era: '2016', pictures: 'delivered' })
  await logIn(popup, phone)
  // Every notice's plain text holds one of these words.
  await makeRule(popup, { pattern: '抖动|文件|请求|成员|禁言|在吗', reply: '稍后联系', everywhere: true })
  await popup.role('tab', '最近').click()

  await test.step('a friend shakes the window', async () => {
    await phone.shake('强哥')
    await lastOf(popup, '强哥', '窗口抖动')
  })

  await test.step('a friend offers a file', async () => {
    await phone.file('Lily', 'offer', { name: '周报.doc' })
    await lastOf(popup, 'Lily', '文件：周报.doc')
  })

  await test.step('a friend sends a picture', async () => {
    await phone.friendSays('晨晨', { content: [['offpic', { success: 1, file_path: '/0a1b2c' }], '看这个'] })
    await lastOf(popup, '晨晨', '[图片]看这个')
  })

  await test.step('somebody in a group is muted', async () => {
    await phone.mute('周末羽毛球', 10, LILY)
    await lastOf(popup, '球友', 'Lily 被管理员禁言 10分钟')
  })

  await test.step('somebody wants to be a friend', async () => {
    await phone.friendship('verify_required', STRANGER, { nick: '远方', msg: '我是老同学，在吗' })
    await lastOf(popup, null, '好友请求：我是老同学，在吗')
  })

  await test.step('somebody joins a group', async () => {
    await phone.groupEvent('join', '项目讨论', { member: STRANGER })
    await lastOf(popup, '项目讨论', '新成员入群')
  })

  await test.step('a stranger out of a group writes to us alone', async () => {
    await phone.strangerSays({ group: '同城二手' }, await somebodyIn(phone, '同城二手'), '在吗，东西还在？')
    await lastOf(popup, null, '在吗，东西还在？')
    await openDecisions(popup)
    await waitForDecision(popup, '在吗，东西还在？', '未回复 · 发送人不在本次登录的名单里')
    await waitForDecision(popup, '[图片]看这个', '未回复 · 没有规则符合')
  })

  await test.step('a friend comes and goes: seen on the card', async () => {
    const bench = await companion.open(companion.extensionUrl('workbench.html#/contacts'))
    await bench.role('link', '晨晨').click()
    const state = bench.role('article', '晨晨').css('.card-state')
    await state.waitText('在线 · 网页')
    await phone.presence('晨晨', 'busy', { client: 21 })
    await state.waitText('忙碌 · 手机')
    await phone.presence('晨晨', 'offline')
    await state.waitText('离线')
    await bench.close()
  })

  await test.step('the export has all of it, and nothing was answered', async () => {
    const { conversations } = await exportAll(companion, popup)
    const said = conversations.flatMap(({ messages }) => messages).map(({ direction, text }) => `${direction} ${text}`)
    expect(said.toSorted()).toEqual(
      [
        'in [窗口抖动]',
        'in [文件] 周报.doc',
        'in [图片]看这个',
        'in [禁言] Lily',
        'in [新成员入群]',
        'in [好友请求] 我是老同学，在吗',
        'in 在吗，东西还在？',
      ].toSorted(),
    )
    expect(await phone.sent()).toEqual([])
  })

  await test.step('an ordinary word is answered as ever', async () => {
    await phone.friendSays('强哥', '在吗')
    await phone.waitForSent(1)
  })
})

/** Waits until the last line of a conversation in the open list reads so; `name` null: of anybody's. */
async function lastOf(popup: Tab, name: string | null, words: string): Promise<void> {
  const literally = words.replace(/[[\]]/g, '\\$&')
  await popup.role('list', '会话').waitText(new RegExp(`${name ?? ''}[^]{0,12}${literally}`, 'u'))
}

/** The real number of a member of a group who is nobody's friend. */
async function somebodyIn(phone: Phone, name: string): Promise<number> {
  const members = (await phone.state()).groups.find((group) => group.name === name)?.members as { number: number }[]
  return members.at(-1)?.number ?? 0
}
