import { expect, test } from './support/fixtures.ts'
import { violationsOf } from './support/axe.ts'
import type { Companion, Tab } from './support/companion.ts'
import { setPreferences } from './support/preferences.ts'
import { exportAll, logIn, openDecisions, signOut, waitForDecision } from './support/steps.ts'
import type { Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'

/** Two friends are called 小李; this one writes. */
const LI = 601000001

test('two friends with one name, after another login: joined, taken apart again, and kept apart for good', async ({
  companion,
  popup,
  phone,
}) => {
  const liSays = async (text: string) => {
    await openDecisions(popup)
    await phone.friendSays(LI, text)
    await waitForDecision(popup, text, '未回复 · 没有规则符合')
  }
  await logIn(popup, phone)
  await liSays('第一次登录')
  // What is known of the groups by then tells them apart; without it they would be listed, too.
  await until('the members of all groups', async () => (await groupCalls(phone)) === 3)
  await signOut(popup)
  await logIn(popup, phone)
  await liSays('第二次登录')

  const bench = await companion.open(companion.extensionUrl('workbench.html'))
  await test.step('nobody can tell who is who: each pair is listed, with why', async () => {
    await bench.role('navigation', '工作台').role('link', '谁是谁 4 对待判断').click()
    await bench.role('heading', '可能是同一个').waitVisible()
    await waitForPairs(bench, 4)
    await bench.css('.who-pair').first().waitText('昵称相同、分组相同')
    await bench.css('.who-pair').first().waitText('还有别的人也相像')
    for (const language of ['en', 'zh-CN'] as const) {
      for (const theme of ['dark', 'light'] as const) {
        await setPreferences(bench, { language, theme })
        await bench.css(`html[data-theme="${theme}"]`).waitVisible()
        expect(await violationsOf(bench), `${language}, ${theme}`).toEqual([])
      }
    }
  })

  const undo = bench.role('button', '撤销', { exact: true })
  await test.step('they are not the same, says the user, and takes it back', async () => {
    await (await pairThatHasWritten(bench)).role('button', '小李 和 小李 不是同一个').click()
    await bench.text('记住了：不是同一个').waitVisible()
    await waitForPairs(bench, 3)
    await undo.click()
    await waitForPairs(bench, 4)
  })

  await test.step('they are the same, says the user: their history is one, and the other two are left for each other', async () => {
    await (await pairThatHasWritten(bench)).role('button', '合并 小李 和 小李').click()
    await bench.text('已合并为「小李」').waitVisible()
    await bench.text('没有拿不准的').waitVisible()
    await bench.role('list', '已合并').waitText('由您合并')
    expect(await liHistories(companion, popup)).toEqual(['第一次登录 | 第二次登录'])
  })

  await test.step('taken back: two histories again, and nobody asks about the two any more', async () => {
    await undo.click()
    await bench.text('已分开，以后不会自动合并').waitVisible()
    expect(await liHistories(companion, popup)).toEqual(['第一次登录', '第二次登录'])
    await bench.text('没有拿不准的').waitVisible()
  })

  await test.step('after a third login the two are still apart', async () => {
    await popup.bringToFront()
    await signOut(popup)
    await logIn(popup, phone)
    await liSays('第三次登录')
    expect(await liHistories(companion, popup)).toEqual(['第一次登录', '第三次登录', '第二次登录'])
  })
})

async function groupCalls(phone: Phone): Promise<number> {
  return (await phone.requests()).filter(({ path, status }) => path.endsWith('get_group_info_ext2') && status === 200)
    .length
}

async function waitForPairs(bench: Tab, count: number): Promise<void> {
  await until(`${count} pairs`, async () => (await bench.css('.who-pair').count()) === count)
}

/** The pair of which both have a conversation. */
async function pairThatHasWritten(bench: Tab) {
  const index = await bench.evaluate(
    () =>
      [...document.querySelectorAll('.who-pair')].findIndex(
        (pair) => pair.textContent?.match(/1 条消息/g)?.length === 2,
      ),
    undefined,
  )
  return bench.css('.who-pair').nth(index)
}

/** What each conversation with a 小李 holds, by the export. */
async function liHistories(companion: Companion, popup: Tab): Promise<string[]> {
  const { conversations } = await exportAll(companion, popup)
  return conversations
    .filter(({ title }) => title === '小李')
    .map(({ messages }) => messages.map(({ text }) => text).join(' | '))
    .toSorted()
}
