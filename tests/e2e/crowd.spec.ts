import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import { logIn, openDecisions, waitForDecision } from './support/steps.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

/** The seeded world has so many of each already. */
const OWN = { friends: 9, groups: 3, discusses: 2 }
/** Longest time from an act to what it shows, ms: what feels at once, with room for a busy machine. */
const AT_ONCE = 1_500

test('with 500 friends and 100 groups, finding somebody is quick and everything works as with ten', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.populate({ friends: 500, groups: 100, members: 20 })
  const { friends, groups } = await phone.state()
  await logIn(popup, phone)
  const bench = await companion.open(companion.extensionUrl('workbench.html#/contacts'))
  const total = friends.length + groups.length + OWN.discusses
  await bench.role('region', '会话与联系人').role('status').waitText(`${total} 个`, 20_000)

  await test.step('the list draws what is seen of it, and leads to anybody', async () => {
    expect(await rowsIn(bench)).toBeLessThan(60)
    await bench.evaluate(() => document.querySelector('.contact-rows')?.scrollTo(0, 1e9), undefined)
    await until('the end of the list', async () => (await positions(bench)).at(-1) === total)
    const somebody = friends.find(({ remark }) => remark && friends.filter((one) => one.remark === remark).length === 1)
    await quick(async () => {
      await bench.label('搜索名字、备注、号码').fill(somebody?.remark ?? '')
      await bench
        .role('listitem')
        .first()
        .role('link', somebody?.remark ?? '')
        .waitVisible()
    })
    await bench
      .role('listitem')
      .first()
      .role('link', somebody?.remark ?? '')
      .click()
    await bench.role('article', somebody?.remark ?? '').waitText('昵称')
  })

  const chosen = groups.find(({ number }) => groups.length > OWN.groups && number !== 376024301)
  const name = chosen?.name ?? ''
  await test.step('a rule for one of the groups is made with the picker', async () => {
    await popup.bringToFront()
    await popup.role('button', '写第一条规则').click()
    await popup.role('button', '群', { exact: true }).click()
    await popup.label('群和讨论组里，只在 @我 时回复').click()
    await quick(async () => {
      await popup.role('radio', '指定联系人').click()
      await popup.text(/还有 \d+ 个，请输入名字缩小范围。/).waitVisible()
    })
    await quick(async () => {
      await popup.role('searchbox').fill(name)
      await popup.role('checkbox', name).first().waitVisible()
    })
    await popup.role('checkbox', name).first().click()
    await popup.label('关键词').fill('在吗')
    await popup.label('回复内容').fill('稍后联系')
    await popup.role('button', '保存').click()
    await popup.role('listitem', '规则').waitText('稍后联系')
  })

  await test.step('it answers there, and a friend of the crowd is archived by name', async () => {
    await openDecisions(popup)
    await phone.groupSays(chosen?.number ?? 0, memberOf(chosen), '在吗')
    await waitForDecision(popup, '在吗', '已回复')
    expect((await phone.sent()).map(({ to }) => to?.number)).toEqual([chosen?.number])
  })
})

/** Does something and looks that it did not take long. */
async function quick(act: () => Promise<void>): Promise<void> {
  const before = performance.now()
  await act()
  expect(performance.now() - before).toBeLessThan(AT_ONCE)
}

function memberOf(group: { members: unknown[] } | undefined): number {
  return ((group?.members ?? []) as { number: number }[]).find(({ number }) => number !== 1234567890)?.number ?? 0
}

const rowsIn = (page: Tab) => page.role('listitem').count()

function positions(page: Tab): Promise<number[]> {
  return page.evaluate(
    () => [...document.querySelectorAll('[aria-posinset]')].map((row) => Number(row.getAttribute('aria-posinset'))),
    undefined,
  )
}
