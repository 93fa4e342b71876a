import { until } from '../../support/until.ts'
import type { Phone } from '../../support/phone.ts'
import type { ExportFile } from '../../support/export-file.ts'
import { readExport } from '../../support/export-file.ts'
import type { Companion, Tab } from './companion.ts'

/** The text of the state line in the popup's head. */
export async function waitForState(popup: Tab, words: string, timeout = 20_000): Promise<void> {
  await popup.role('banner').role('status').waitText(words, timeout)
}

/** Scans the code that the popup shows and confirms it; resolves once the background listens. */
export async function logIn(popup: Tab, phone: Phone): Promise<void> {
  await popup.role('img', '登录二维码').waitVisible(15_000)
  await phone.waitForQr()
  await phone.scan()
  await phone.confirm()
  await waitForState(popup, '在线 · 后台在接收')
  await phone.waitForPoll()
}

/** What to fill into the rule editor; what is not said stays as a new rule has it, but for the cooldown, which is 0. */
export interface RuleOrder {
  keyword?: string
  /** Instead of a keyword. */
  pattern?: string
  reply: string
  /**
   * Besides friends, who are chosen already: groups and discussions, mentioned or not. Where nobody mentions the account
   * it still answers in groups among `contacts` alone.
   */
  everywhere?: boolean
  /** Chosen contacts by the name in the list; of several with that name the first. Default: everybody. */
  contacts?: string[]
}

/** Makes a rule in the popup by clicks, and waits until it stands in the list. */
export async function makeRule(popup: Tab, order: RuleOrder): Promise<void> {
  await popup.role('tab', '规则').click()
  await popup.role('button', /^(?:新规则|写第一条规则)$/).click()
  if (order.everywhere) {
    await popup.role('button', '群', { exact: true }).click()
    await popup.role('button', '讨论组', { exact: true }).click()
    await popup.label('群和讨论组里，只在 @我 时回复').click()
  }
  if (order.contacts) await chooseContacts(popup, order.contacts)
  if (order.pattern === undefined) await popup.label('关键词').fill(order.keyword ?? '')
  else {
    await popup.label('消息文字').select('pattern')
    await popup.role('textbox', '正则表达式').fill(order.pattern)
  }
  await popup.label('回复内容').fill(order.reply)
  await popup.label('时长').fill('0')
  await popup.role('button', '保存').click()
  await popup.role('listitem', order.reply.replace(/\{.*/, '')).waitVisible()
}

async function chooseContacts(popup: Tab, names: readonly string[]): Promise<void> {
  await popup.role('radio', '指定联系人').click()
  for (const name of names) {
    await popup.role('searchbox').fill(name)
    await popup.role('checkbox', name).first().click()
  }
}

/** Who writes again within this time of our reply is still writing the same thing, for the product. ms */
export const ONE_BREATH = 5_000

/** Until whoever was answered last can be answered again. */
export async function waitForNextBreath(phone: Phone): Promise<void> {
  await until('a breath since the last reply', async () => {
    const last = (await phone.sent()).at(-1)
    return last === undefined || Date.now() - last.at > ONE_BREATH
  })
}

/** A line of 最近 → 记录: what came, and how it ended, in the words on screen. */
export interface DecisionLine {
  message: string
  outcome: string
}

/** Opens the list of decisions in the popup, all of them. */
export async function openDecisions(popup: Tab): Promise<void> {
  await popup.role('tab', '最近').click()
  await popup.role('radio', '记录').click()
  await popup.role('radio', '全部').click()
}

/** The decisions on screen, newest first; the list must be open. */
export function decisionLines(popup: Tab): Promise<DecisionLine[]> {
  return popup.evaluate(
    () =>
      [...document.querySelectorAll('ul[aria-label="记录"] > li')].map((line) => ({
        message: line.querySelector('.decision-text')?.textContent ?? '',
        outcome: line.querySelector('summary')?.textContent?.trim() ?? '',
      })),
    undefined,
  )
}

/** Waits until the newest decision about this very message reads so. The list must be open. */
export async function waitForDecision(popup: Tab, message: string, outcome: string, timeout = 15_000): Promise<void> {
  let seen = ''
  await until(
    'the decision',
    async () => {
      seen = (await decisionLines(popup)).find((line) => line.message === message)?.outcome ?? 'not there'
      return seen === outcome
    },
    timeout,
  ).catch((error: unknown) => {
    throw new Error(`「${message}」 should read 「${outcome}」 but reads 「${seen}」`, { cause: error })
  })
}

/** All rows of a store of the archive, for what no screen shows. */
export function archiveRows<Row>(page: Tab, store: string): Promise<Row[]> {
  return page.evaluate(
    (name) =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open('companion-archive')
        opening.addEventListener('error', () => reject(new Error('the archive does not open')))
        opening.addEventListener('success', () => {
          const db = opening.result
          const reading = db.transaction(name).objectStore(name).getAll()
          reading.addEventListener('error', () => reject(new Error(`the store ${name} cannot be read`)))
          reading.addEventListener('success', () => {
            db.close()
            resolve(reading.result)
          })
        })
      }),
    store,
  )
}

/**
 * Exports everything in a tab of the workbench, of one account where there are several, and reads the file, which must follow
 * the published schema. Not by the popup's button: the driver of Chromium misses what a tab saves before it has taken notice
 * of the tab.
 */
export async function exportAll(companion: Companion, popup: Tab, account?: number): Promise<ExportFile> {
  const workbench = await companion.open(companion.extensionUrl('workbench.html#/export'))
  if (account !== undefined) {
    await workbench.role('button', '不选这些').click()
    await workbench.label('账号', { exact: true }).select(String(account))
    await workbench.role('button', /^选中这/).click()
  }
  // The form has found its size: nothing moves under the pointer any more.
  await workbench.css('.export-preview [role="status"]').waitVisible(20_000)
  await workbench.role('button', '开始导出').click()
  await workbench.text('导出完成').first().waitVisible(20_000)
  const file = readExport((await companion.waitForDownload(20_000)).text)
  await workbench.close()
  await popup.bringToFront()
  return file
}

/** Signs out by the popup's settings, which it leaves by itself once the service has been told. */
export async function signOut(popup: Tab): Promise<void> {
  await popup.role('button', '设置').click()
  await popup.role('button', '退出登录').click()
  await waitForState(popup, '等待扫码')
  await popup.role('tab', '规则').waitVisible()
}

/** Deletes the whole archive on the workbench's page of the storage; with that the extension starts again. */
export async function wipeArchive(workbench: Tab, { withSettings = false } = {}): Promise<void> {
  await workbench.role('button', '清空…').click()
  if (withSettings) await workbench.role('checkbox', '规则和设置也删除').click()
  await workbench.role('textbox', '确认').fill('删除')
  await workbench.role('button', '删除并重新启动').click()
}

/** Opens a page of the extension once it has started itself again, which closes all that were open. */
export async function openAfterRestart(companion: Companion, path: string): Promise<Tab> {
  const ours = companion.extensionUrl('')
  await until('the pages of the extension to be closed', async () => {
    const addresses = await Promise.all((await companion.tabs()).map((tab) => tab.url().catch(() => '')))
    return !addresses.some((address) => address.startsWith(ours))
  })
  const tab = await companion.open('about:blank')
  await until('the extension to be there again', async () => {
    await tab.goto(companion.extensionUrl(path)).catch(() => undefined)
    return (await tab.css('#app > *').count()) > 0 && (await tab.url()).startsWith(ours)
  })
  return tab
}
