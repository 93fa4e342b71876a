import { expect, test } from './support/fixtures.ts'
import type { Companion, Tab } from './support/companion.ts'
import { logIn } from './support/steps.ts'
import { readExport } from '../support/export-file.ts'
import { until } from '../support/until.ts'

test('an empty archive says so, and one chat goes into a file with its name and the date', async ({
  companion,
  popup,
  phone,
}) => {
  await popup.role('tab', '导出').click()
  await popup.text('存档里还没有消息').waitVisible()
  expect(await popup.role('button', '导出全部会话').count()).toBe(0)

  const workbench = await companion.open(companion.extensionUrl('workbench.html#/export'))
  await workbench.text('存档里还没有消息').waitVisible()
  await workbench.close()

  await logIn(popup, phone)
  await phone.settings({ batchOrder: 'oldest' })
  await phone.saysAtOnce([
    { friend: '强哥', text: '一' },
    { friend: 'Lily', text: '二' },
    { friend: '强哥', text: '三\n<b>四</b>' },
  ])
  await popup.role('button', '导出 强哥').click()
  const running = await companion.waitForTab('workbench.html#/export')
  await running.text('导出完成').first().waitVisible()
  await running.role('main').role('status').first().waitText('2 条消息，1 个会话')
  const saved = await companion.waitForDownload()
  expect(saved.name).toBe(`SmartQQ-强哥-${today()}.json`)
  const file = readExport(saved.text)
  expect(file.account).toMatchObject({ number: '1234567890', nick: '小明' })
  expect(file.conversations.map(({ title, messages }) => [title, messages.map(({ text }) => text)])).toEqual([
    ['强哥', ['一', '三\n<b>四</b>']],
  ])

  await test.step('reloading the tab does not export again', async () => {
    await running.reload()
    await running.role('heading', '导出', { exact: true }).waitVisible()
    await running.text('上次导出的文件还在').waitVisible()
    await running.role('checkbox', 'Lily').waitVisible()
    expect(await running.text('导出完成').count()).toBe(0)
    expect(await companion.savedFiles()).toHaveLength(1)
  })
})

test('one export at a time: it outlives the popup, shows itself to a second start, and leaves nothing when cancelled', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await phone.settings({ batchOrder: 'oldest' })
  const texts = Array.from({ length: 300 }, (_, index) => `第 ${index + 1} 条`)
  await phone.saysAtOnce(texts.map((text) => ({ friend: '强哥', text })))
  await popup.role('tab', '导出').click()
  await popup.text('300 条消息').first().waitVisible(20_000)
  // A tab that keeps the archive busy, so that an export takes as long as the story wants.
  const holder = await companion.open(companion.extensionUrl('workbench.html'))

  await test.step('it goes on when the popup is closed, and shows itself to a second start', async () => {
    await holdArchive(holder)
    const first = await startAll(companion, popup)
    await first.text('正在导出').first().waitVisible()
    await popup.bringToFront()
    await popup.role('button', '导出 强哥').click()
    await popup.close()
    await until('the second tab to be gone', async () => (await exportTabs(companion)) === 1)
    expect(await activeTab(holder)).toContain('workbench.html#/export')
    await letGo(holder)
    await first.text('导出完成').first().waitVisible()
    const saved = await companion.waitForDownload()
    // There is no other chat in it, so it has that one's name.
    expect(saved.name).toBe(`SmartQQ-强哥-${today()}.json`)
    const [chat] = readExport(saved.text).conversations
    expect(chat?.messages.map(({ text }) => text)).toEqual(texts)
    await first.close()
  })

  await test.step('cancelled, it leaves no file', async () => {
    const reopened = await companion.popup()
    await reopened.role('tab', '导出').click()
    await reopened.role('button', '导出全部会话').waitVisible()
    await holdArchive(holder)
    const second = await startAll(companion, reopened)
    await second.role('button', '取消导出').click()
    await letGo(holder)
    await second.text('已取消，没有留下文件。').waitVisible(20_000)
    expect(await companion.savedFiles()).toHaveLength(1)
  })
})

async function startAll(companion: Companion, popup: Tab): Promise<Tab> {
  await popup.role('button', '导出全部会话').click()
  return companion.waitForTab('workbench.html#/export')
}

async function exportTabs(companion: Companion): Promise<number> {
  const addresses = await Promise.all((await companion.tabs()).map((tab) => tab.url()))
  return addresses.filter((address) => address.includes('#/export')).length
}

interface ExtensionPage {
  tabs: { query(which: { active: boolean }): Promise<{ url?: string }[]> }
}
declare const browser: ExtensionPage | undefined
declare const chrome: ExtensionPage

async function activeTab(page: Tab): Promise<string> {
  return page.evaluate(
    async () => (await (typeof browser === 'undefined' ? chrome : browser).tabs.query({ active: true }))[0]?.url ?? '',
    undefined,
  )
}

declare global {
  /** Lets the archive go, in the page that holds it. */
  // eslint-disable-next-line no-var -- only `var` declares a property of globalThis
  var storyLetGo: (() => Promise<void>) | undefined
}

/** Occupies the messages for writing, as a slow disk would, until `letGo`: nobody else can read them meanwhile. */
function holdArchive(page: Tab): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('companion-archive')
        opening.onerror = () => reject(new Error('the archive does not open'))
        opening.onsuccess = () => {
          const db = opening.result
          const work = db.transaction('messages', 'readwrite')
          const over = new Promise<void>((done) => (work.oncomplete = () => (db.close(), done())))
          let goOn = true
          const busy = () => {
            work.objectStore('messages').count().onsuccess = () => {
              resolve()
              if (goOn) busy()
            }
          }
          globalThis.storyLetGo = () => ((goOn = false), over)
          busy()
        }
      }),
    undefined,
  )
}

function letGo(page: Tab): Promise<void> {
  return page.evaluate(async () => globalThis.storyLetGo?.(), undefined)
}

/** `YYYY-MM-DD` where the browser is. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE').format(Date.now())
}
