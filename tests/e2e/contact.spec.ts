import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import { logIn, signOut, waitForState } from './support/steps.ts'

test('a name in the popup opens the card: friend, group and discussion, with everything that is known', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await phone.saysAtOnce([
    { friend: '强哥', text: '今晚打球' },
    { group: '周末羽毛球', member: 398877000, text: '我也去' },
    { discuss: 900100001, member: 824566000, text: '几点' },
  ])
  await popup.role('tab', '最近').click()

  const friend = await test.step('a friend: remark, category, signature and profile', async () => {
    const card = await openCard(companion, popup, '强哥')
    await card.waitText('每天一球')
    const fields = await fieldsOf(card)
    expect(fields).toMatchObject({
      备注: '强哥',
      昵称: '阿强',
      分组: '同学',
      签名: '每天一球',
      性别: '男',
      国家: '中国',
      省份: '河北',
      城市: '石家庄',
      消息: '1',
    })
    expect(fields['生日']).toContain('1994')
    await card.waitText('好友 · 资料更新于')
    return card
  })

  await test.step('another one from the list: what he left empty is left out', async () => {
    await friend.tab.role('link', '晨晨').click()
    const card = cardOf(friend.tab, '晨晨')
    await card.waitText('早睡早起')
    const fields = await fieldsOf(card)
    expect(fields).toMatchObject({ 备注: '晨晨', 昵称: '陈晨', 学校: '浙江大学', 性别: '女' })
    expect(Object.values(fields)).not.toContain('')
    await friend.tab.close()
  })

  await test.step('a group: notice, members with their cards and roles', async () => {
    const card = await openCard(companion, popup, '球友')
    await card.waitText('5 人')
    expect(await fieldsOf(card)).toMatchObject({ 名称: '周末羽毛球', 备注: '球友', 群公告: '周六九点' })
    expect(await membersOf(card)).toEqual([
      ['阿强', '强哥&球拍', '群主'],
      ['小明 我', '小明同学', '管理员'],
      ['Tom', '', '成员'],
      ['陈晨', '陈晨-周六', '成员'],
      ['Lily', '', '成员'],
    ])
    await card.tab.close()
  })

  await test.step('a discussion: its members', async () => {
    const card = await openCard(companion, popup, '强哥、Lily、小明')
    await card.waitText('3 人')
    expect((await membersOf(card)).map(([name]) => name).toSorted()).toEqual(['Lily', '小明 我', '阿强'].toSorted())
    await card.tab.close()
  })
})

test('refreshing says how it ended, and keeps what was there when it failed', async ({ companion, popup, phone }) => {
  await logIn(popup, phone)
  await phone.friendSays('强哥', '今晚打球')
  await popup.role('tab', '最近').click()
  const card = await openCard(companion, popup, '强哥')
  await card.waitText('每天一球')
  const status = card.tab.role('article').role('status')

  await test.step('new details arrive', async () => {
    await phone.world({ rename: { person: 510942000, nick: '阿强2' } })
    await refresh(card.tab)
    await status.waitText('已更新')
    await card.waitText('阿强2')
  })

  await test.step('a web page of the network in place of the details', async () => {
    await phone.fault({ path: 'get_friend_info2', kind: 'html' })
    await refresh(card.tab)
    await status.waitText('没有刷新：现在离线。看到的是上次的资料。')
    await card.waitText('每天一球')
  })

  await test.step('details that break off', async () => {
    await phone.fault({ path: 'get_friend_info2', kind: 'malformed' })
    await refresh(card.tab)
    await status.waitText('服务器的回答看不懂，资料没有变。')
    await card.waitText('每天一球')
  })

  await test.step('the line is cut', async () => {
    await phone.cutLine(true)
    await popup.bringToFront()
    await waitForState(popup, '离线')
    await card.tab.bringToFront()
    await refresh(card.tab)
    await status.waitText('没有刷新：现在离线。看到的是上次的资料。')
    await card.waitText('每天一球')
    await phone.cutLine(false)
  })

  await test.step('nobody is logged in', async () => {
    await popup.bringToFront()
    await waitForState(popup, '在线 · 后台在接收')
    await signOut(popup)
    await card.tab.bringToFront()
    await refresh(card.tab)
    await status.waitText('没有刷新：还没有登录。看到的是上次的资料。')
  })
})

test('somebody whom this login does not recognise cannot be asked about', async ({ companion, popup, phone }) => {
  await logIn(popup, phone)
  await phone.friendSays(601000001, '我是小李')
  await popup.role('tab', '最近').click()
  const card = await openCard(companion, popup, '小李')
  await card.waitText('加班中')
  await popup.bringToFront()
  await signOut(popup)
  await logIn(popup, phone)
  await card.tab.bringToFront()
  await refresh(card.tab)
  await card.tab.role('article').role('status').waitText('没有刷新：这次登录里认不出这个联系人。')
  await card.waitText('加班中')
})

/** A card on its page. */
interface Card {
  tab: Tab
  waitText(text: string): Promise<string>
}

function cardOf(tab: Tab, name: string): Card {
  return { tab, waitText: (text) => tab.role('article', name).waitText(text) }
}

async function openCard(
  companion: { waitForTab(part: string): Promise<Tab> },
  popup: Tab,
  name: string,
): Promise<Card> {
  await popup.bringToFront()
  await popup.role('list', '会话').css(`button[title="查看 ${name} 的资料"]`).click()
  const tab = await companion.waitForTab('workbench.html#/contact/')
  await tab.role('heading', name, { exact: true }).waitVisible()
  return cardOf(tab, name)
}

async function refresh(tab: Tab): Promise<void> {
  await tab.role('button', '刷新').click()
}

function fieldsOf({ tab }: Card): Promise<Record<string, string>> {
  return tab.evaluate(
    () =>
      Object.fromEntries(
        [...document.querySelectorAll('article dl > div')].map((line) => [
          line.querySelector('dt')?.textContent ?? '',
          line.querySelector('dd')?.textContent ?? '',
        ]),
      ),
    undefined,
  )
}

/** The rows of the member table, cell by cell. */
function membersOf({ tab }: Card): Promise<string[][]> {
  return tab.evaluate(
    () =>
      [...document.querySelectorAll('[role="table"] [role="row"]')].map((row) =>
        [...row.querySelectorAll('[role="cell"]')].map((cell) => cell.textContent?.trim() ?? ''),
      ),
    undefined,
  )
}
