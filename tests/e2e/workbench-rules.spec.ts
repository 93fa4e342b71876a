import { expect, test } from './support/fixtures.ts'
import type { Companion, Tab } from './support/companion.ts'
import { archiveRows, logIn, makeRule, waitForNextBreath } from './support/steps.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const LILY = 824566000

test('a rule with all its parts is written in the workbench, and answers as its sentence says', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await phone.saysAtOnce([
    { friend: '强哥', text: '在吗，周末' },
    { friend: 'Lily', text: '在吗，打球' },
  ])
  const bench = await companion.open(companion.extensionUrl('workbench.html#/rules/new'))
  const form = bench.role('form', '新规则')
  await form.waitVisible()

  await test.step('two groups of conditions', async () => {
    await form.label('名称').fill('周末')
    await form.label('关键词').fill('在吗')
    await form.label('关键词').press('Enter')
    await form.role('button', '加一组条件').click()
    const second = form.role('group', '第 2 组条件')
    await second.label('关键词').fill('打球')
    await second.label('反过来').click()
  })

  await test.step('hours, two replies in turn, and a menu', async () => {
    await unfold(bench, '什么时候')
    await form.role('button', '加一个时段').click()
    const hours = form.role('group', '时段 1')
    await hours.label('从').fill('00:00')
    await hours.label('到').fill('00:00')
    await form.label('回复内容').fill('在，1 打球 2 吃饭')
    await form.role('button', '加一种回复').click()
    await form.role('textbox', '第 2 种回复').fill('刚说过了')
    await form.label('怎么选').select('sequence')
    await unfold(bench, '追问')
    await form.label('回复之后等对方的答案').click()
    const choice = form.role('group', '答案 1')
    await choice.label('对方回答').fill('1')
    await choice.label('对这个答案的回复').fill('周六九点见')
    await form.label('时长').fill('0')
  })

  await test.step('a test stays with it, and is run as it is written', async () => {
    await unfold(bench, '测试')
    await form.role('button', '加一项测试').click()
    const first = form.role('group', '测试 1')
    await first.label('对方发来').fill('在吗，打球')
    await first.waitText('没有通过')
    await first.label('对方发来').fill('在吗')
    await first.waitText(/(?<!没有)通过/)
  })

  await test.step('the preview reads as a sentence, and says which of the real messages it would have answered', async () => {
    await form.role('figure', '预览').waitText(/当好友.*含「在吗」.*不含「打球」/)
    await form.text('最近 2 条消息里会回 1 条。').first().waitVisible()
    await form.role('list', '用最近的消息试一试').waitText('在，1 打球 2 吃饭')
    expect(await phone.sent()).toEqual([])
  })

  await test.step('saved, it does what it says', async () => {
    await form.role('button', '保存').click()
    await bench.role('switch', '启用规则：周末').waitVisible()
    await phone.friendSays('强哥', '在吗')
    await phone.waitForSent(1)
    await phone.friendSays('强哥', '1')
    await phone.friendSays('Lily', '在吗，打球去')
    await phone.waitForSent(2)
    await waitForNextBreath(phone)
    await phone.friendSays('强哥', '在吗，还在吗')
    const sent = await phone.waitForSent(3)
    expect(sent.map(({ to, text }) => [to?.name, text])).toEqual([
      ['阿强', '在，1 打球 2 吃饭'],
      ['阿强', '周六九点见'],
      ['阿强', '刚说过了'],
    ])
    await until('the decision about Lily', async () => (await decisionsOf(popup)).includes('no-rule-matched'))
  })

  await test.step('taken back, and brought back', async () => {
    await bench.bringToFront()
    await bench.press('Control+z')
    await bench.text('已撤销').waitVisible()
    await bench.role('switch', '启用规则：周末').waitHidden()
  })
})

test('the lab says why, replays what was lived to the same end, and a pack brings a rule back', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '我在开会', everywhere: true })
  await phone.friendSays('强哥', '在吗')
  await phone.waitForSent(1)
  await phone.friendSays('强哥', '在吗，急')
  await phone.groupSays('周末羽毛球', LILY, '在吗各位')
  await phone.friendSays('Lily', '周报发你了')
  await until('all decisions', async () => (await decisionsOf(popup)).length === 4)
  const bench = await companion.open(companion.extensionUrl('workbench.html#/lab'))
  await bench.bringToFront()

  await test.step('the dry run: would be answered; with the switch off it would not, and says so', async () => {
    await bench.label('消息文字').fill('在吗，试一试')
    await outcome(bench, 'reply')
    await bench.role('region', '结果').waitText('我在开会')
    await bench.role('button', '自动回复开着').click()
    await outcome(bench, 'switched-off')
    await bench.role('button', '自动回复开着').click()
    await outcome(bench, 'reply')
  })

  await test.step('the replay of the day: every message ends as it did', async () => {
    await bench.role('tab', '回放').click()
    await bench.role('button', '开始回放').click()
    await bench.text(/4 条全部与「\P{L}*实际发生的\P{L}*」相同。/u).waitVisible(20_000)
    await bench
      .text(/会发出 1 条回复/)
      .first()
      .waitVisible()
  })

  await test.step('why a message was not answered, and what would have changed it', async () => {
    await bench.role('tab', '原因').click()
    await bench.role('button', '在吗，急').click()
    await bench.role('heading', '当时的判断').waitVisible()
    await bench.css('[data-flip]').first().waitVisible()
    await bench.role('main').waitText(/连发几条只回一次.*我在开会/s)
    await bench.role('link', '换一条消息').click()
    await bench.role('button', '在吗各位').click()
    await bench.css('[data-flip="mentioned"]').waitText('我在开会')
  })

  const pack = await test.step('the rules go into a file', async () => {
    await bench.goto(companion.extensionUrl('workbench.html#/rules/packs'))
    await bench.role('button', '导出全部 1 条').click()
    return companion.waitForDownload()
  })
  expect(JSON.parse(pack.text)).toMatchObject({ format: 'smartqq-companion-rules', version: 1 })

  await test.step('deleted, the rule comes back out of the file, after a look at what that changes', async () => {
    await deleteOnlyRule(companion, bench)
    await bench.goto(companion.extensionUrl('workbench.html#/rules/packs'))
    await bench.text('选择文件，或拖到这里').waitVisible()
    await bench.evaluate(chooseFile, { selector: '#pack-file', ...pack })
    await bench.role('list', '包里的规则').waitText('新增')
    await bench.role('button', '导入 1 条').click()
    await bench.text('新增 1 条，替换 0 条').first().waitVisible()
    await phone.friendSays('Lily', '在吗，小明')
    expect((await phone.waitForSent(2)).at(-1)).toMatchObject({ to: { name: 'Lily' }, text: '我在开会' })
  })

  await test.step('what is no pack is refused in words', async () => {
    await bench.evaluate(chooseFile, { selector: '#pack-file', name: 'x.json', text: '{"rules": 1}' })
    await bench.role('alert').waitText('它是 JSON，但不是规则包。')
  })
})

/** Opens a folded part of the editor. */
async function unfold(page: Tab, title: string): Promise<void> {
  await page.css(`details.fold:not([open]) > summary:has(.fold-title)`).first().waitVisible()
  await page.text(title, { exact: true }).first().click()
}

async function outcome(page: Tab, of: string): Promise<void> {
  await page.css(`[data-outcome="${of}"]`).waitVisible()
}

/** How each decision ended: the reason for silence, or `reply`. */
async function decisionsOf(page: Tab): Promise<string[]> {
  const rows = await archiveRows<{ outcome: { kind: string; why?: string } }>(page, 'decisions')
  return rows.map(({ outcome: { kind, why } }) => why ?? kind)
}

async function deleteOnlyRule(companion: Companion, bench: Tab): Promise<void> {
  await bench.goto(companion.extensionUrl('workbench.html#/rules'))
  await bench.css('.rl-text').click()
  await bench.role('form', '编辑规则').role('button', '删除').click()
  await bench.css('.rl-text').waitHidden()
}

/** What a user does in the browser's own window for files. Travels into the page. */
function chooseFile({ selector, name, text }: { selector: string; name: string; text: string }): void {
  const input = document.querySelector<HTMLInputElement>(selector)
  if (!input) throw new Error(`no ${selector}`)
  const files = new DataTransfer()
  files.items.add(new File([text], name, { type: 'application/json' }))
  input.files = files.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}
