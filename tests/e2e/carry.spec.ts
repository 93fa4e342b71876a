import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from './support/fixtures.ts'
import { logIn, openAfterRestart, signOut, wipeArchive } from './support/steps.ts'
import { readExport } from '../support/export-file.ts'
import { until } from '../support/until.ts'

// The extension starts itself again: what its old background was in the middle of ends so in Firefox, unheard by anybody.
const TORN_DOWN = /background\.js: InvalidStateError: An exception was thrown/
test.use({ allowedErrors: [TORN_DOWN] })

const CHATS = ['强哥', '项目讨论', '强哥、Lily、小明']

test('chats go into files that can be read and checked anywhere, and come back from them, once', async ({
  companion,
  popup,
  phone,
}) => {
  test.setTimeout(90_000)
  await logIn(popup, phone)
  await phone.settings({ batchOrder: 'oldest' })
  await phone.friendSays('强哥', { content: ['一起吃饭吗', ['face', 14]] })
  await phone.friendSays('强哥', '=1+1,"<b>三</b>"\n第二行')
  await phone.groupSays('项目讨论', '晨晨', '接口改好了')
  await phone.discussSays('强哥、Lily、小明', 'Lily', '周六见')
  await phone.friendSays('Lily', '这句留在家里')
  await popup.role('tab', '导出').click()
  await popup.text('5 条消息').waitVisible(20_000)
  // Elsewhere nobody is logged in, and nobody is known.
  await signOut(popup)

  const files = test.info()
  const workbench = await companion.open(companion.extensionUrl('workbench.html#/export'))
  let json = ''
  await test.step('three chats of three kinds go into three formats in one pass', async () => {
    await workbench.role('button', '不选这些').click()
    for (const name of CHATS) await workbench.role('checkbox', new RegExp(`^${name}\\s*\\d`)).click()
    for (const name of [/^表格 CSV/, /^网页/]) await workbench.role('checkbox', name).click()
    await workbench.text('已选 3 个会话').waitVisible()
    await workbench.role('button', '开始导出').click()
    await workbench.text('导出完成').waitVisible(20_000)
    const zip = unzipSync(readFileSync((await companion.waitForDownload(20_000)).path))
    const textOf = (part: RegExp) => {
      const [name, ...others] = Object.keys(zip).filter((one) => part.test(one))
      expect(others).toEqual([])
      return strFromU8(zip[name ?? ''] ?? new Uint8Array())
    }
    // The table has its report beside it.
    expect(Object.keys(zip)).toHaveLength(6)

    json = textOf(/\.json$/)
    const { conversations } = readExport(json)
    expect(conversations.map(({ title }) => title).toSorted()).toEqual(CHATS.toSorted())
    expect(json).not.toContain('这句留在家里')
    // A table opens as what it is, and none of it is a formula.
    const csv = textOf(/\.csv$/)
    expect(csv).toContain('接口改好了')
    expect(csv).toContain(`"'=1+1,""<b>三</b>""\n第二行"`)

    const page = files.outputPath('强哥.html')
    await writeFile(page, textOf(/^SmartQQ-强哥-.*\.html$/))
    const reading = await companion.open(pathToFileURL(page).href)
    await reading.text('=1+1,"<b>三</b>"').first().waitVisible()
    expect(await reading.css('b').count()).toBe(0)
    await reading.close()
  })

  const whole = files.outputPath('whole.json')
  await writeFile(whole, json)
  await test.step('the file is as it was written; one character changed, and the message is known', async () => {
    const changed = files.outputPath('changed.json')
    await writeFile(changed, json.replace('第二行', '第三行'))
    await workbench.role('link', '校验导出的文件').first().click()
    await workbench.css('input[type="file"]').chooseFiles([whole])
    await workbench.text('没有发现改动。').waitVisible()
    await workbench.css('input[type="file"]').chooseFiles([changed])
    await workbench.role('alert').waitText('发现 1 处问题。')
    await workbench.role('list', '问题').waitText(/强哥.*改过：第 2 条/)
  })

  let back = workbench
  await test.step('everything is deleted, and comes back from the file', async () => {
    await workbench.goto(companion.extensionUrl('workbench.html#/storage'))
    await wipeArchive(workbench)
    back = await openAfterRestart(companion, 'workbench.html')
    await back.role('link', '打开存档或导出文件').click()
    await back.css('input[type="file"]').chooseFiles([whole])
    await back.role('button', '导入 4 条').click()
    await back.text('已导入 4 条').waitVisible()
    for (const name of CHATS) await back.role('link', new RegExp(`^打开 .?${name}.?$`)).waitVisible()
  })

  await test.step('a second time there is nothing new in it', async () => {
    await back.css('input[type="file"]').chooseFiles([whole])
    await back.text('新 0 · 已有 2 · 相近 0').waitVisible()
    expect(await back.role('button', '没有新消息').attribute('disabled')).not.toBeNull()
    await back.role('button', '取消').click()
  })

  await test.step('a broken file says where it breaks, and changes nothing', async () => {
    const broken = files.outputPath('broken.json')
    const lines = json.split('\n')
    const line = lines.findIndex((words) => words.includes('第二行'))
    await writeFile(
      broken,
      [...lines.slice(0, line), lines[line]?.replace('"text"', '"text'), ...lines.slice(line + 1)].join('\n'),
    )
    await back.css('input[type="file"]').chooseFiles([broken])
    await back.role('alert').waitText('存档和之前一样。')
    await back.role('alert').waitText(`第 ${line + 1} 行`)
  })

  await test.step('taken out again it is the same file, message by message', async () => {
    await back.goto(companion.extensionUrl('workbench.html#/export'))
    await back.text('全部 3 个会话').waitVisible()
    await back.role('button', '开始导出').click()
    const again = await companion.waitForDownload(20_000)
    const messages = (text: string) =>
      readExport(text).conversations.map(({ title, messages: said }) => [title, said.map((one) => JSON.stringify(one))])
    expect(messages(again.text)).toEqual(messages(json))
  })

  await test.step('what the import brought goes again', async () => {
    await back.css('.nav').role('link', '导入').click()
    await back.role('button', /^撤销导入.*whole\.json/).click()
    await until('the undone import to be gone', async () => (await back.role('button', /^撤销导入/).count()) === 0)
    await back.css('.nav').role('link', '会话').click()
    await back.role('heading', '这里会存下您的每个会话').waitVisible()
  })
})
