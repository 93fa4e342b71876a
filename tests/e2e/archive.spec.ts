import { readFileSync } from 'node:fs'
import { expect, test } from './support/fixtures.ts'
import { until } from '../support/until.ts'
import type { ExportFile } from '../support/export-file.ts'

/** The conversations of the demo as the extension brings them along. */
const demo: ExportFile = JSON.parse(
  readFileSync(new URL('../../public/demo/demo-conversation.json', import.meta.url), 'utf8'),
)
const WORD = '收到'
const PNG = '89504e47'

test('nobody is logged in: the demo is read, searched, seen in pictures, and goes away again', async ({
  companion,
  popup,
}) => {
  await popup.close()
  const workbench = await companion.open(companion.extensionUrl('workbench.html'))

  await test.step('an empty archive says what will be here, and shows an example', async () => {
    await workbench.role('heading', '这里会存下您的每个会话').waitVisible()
    await workbench.role('button', '看示例会话').click()
    await workbench.role('heading', '周末爬山').waitVisible()
    const chats = workbench.role('list', '会话')
    for (const { title } of demo.conversations) await chats.role('link', title ?? '').waitVisible()
    // Read from its end, in the names of then.
    const messages = workbench.role('feed', '与 周末爬山 的消息')
    await messages.css('.day:last-child article:last-child').waitText('开！')
    await messages.role('article', '老郑').first().waitVisible()
  })

  await test.step('a word of two characters is found while one types, marked, everywhere', async () => {
    await workbench.role('button', '搜索消息').click()
    const box = workbench.role('combobox', '搜索消息')
    await box.fill(WORD.slice(0, 1))
    await workbench.role('list', '找到的消息').waitVisible()
    await box.fill(WORD)
    const hits = demo.conversations.flatMap(({ messages }) => messages.filter(({ text }) => text.includes(WORD)))
    await workbench.role('search').role('status').waitText(`共 ${hits.length} 条`)
    await workbench
      .css('.search-rows mark')
      .first()
      .waitText(/^收到$/)

    await box.fill(`${WORD} from:林工 `)
    await workbench.role('search').role('status').waitText('共 1 条')
    await workbench.role('list', '找到的消息').role('link').waitText('林工：收到')
  })

  await test.step('Enter leads from the box to the message in its chat', async () => {
    await workbench.role('combobox', '搜索消息').press('Enter')
    await workbench.press('Enter')
    await workbench.role('heading', '项目小组').waitVisible()
    await workbench.css('article[aria-current="true"] mark').waitText(WORD)
  })

  await test.step('a date leads to its first message', async () => {
    await workbench.role('button', '回到会话列表').click()
    await workbench.role('list', '会话').role('link', '小雨').click()
    await workbench.css('.messages .day:last-child article:last-child').waitText('挺诚实')
    await workbench.css('.day-bar input').fill('2018-11-20')
    await workbench.text('没事，想问你要那本《徒步手册》').waitVisible()
    await workbench.css('.day-bar').role('button', '后一个有消息的日子').click()
    await until('the next day to be at the top', async () => {
      return (await workbench.css('.day-bar input').value()) === '2018-11-23'
    })
    // The last word of that day, with its face as a picture.
    await workbench.role('article', '小雨').role('img', '再见').waitVisible()
  })

  await test.step('the same in pictures, which can be saved', async () => {
    await workbench.css('.nav').role('link', '统计').click()
    for (const title of ['2018 年每天的消息', '一周里的时段', '谁说得多', '常说的词'])
      await workbench.role('img', title).waitVisible()
    await workbench.role('button', '把「一周里的时段」存成 PNG').click()
    const saved = await companion.waitForDownload()
    expect(saved.name).toBe('SmartQQ-hours.png')
    expect(readFileSync(saved.path).subarray(0, 4).toString('hex')).toBe(PNG)
  })

  await test.step('one click takes it away again', async () => {
    await workbench.css('.nav').role('link', '导入').click()
    await workbench.role('button', /^撤销导入.*demo-conversation/).click()
    await workbench.text(/^已撤销/).waitVisible()
    await workbench.css('.nav').role('link', '会话').click()
    await workbench.role('button', '看示例会话').waitVisible()
  })
})
