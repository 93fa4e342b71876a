import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Companion, Tab } from '../e2e/support/companion.ts'
import { launchCompanion } from '../e2e/support/launch.ts'
import { setPreferences } from '../e2e/support/preferences.ts'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { killBrowser } from '../support/kill-browser.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'
import { createDice } from './dice.ts'
import { filesOfExports, forgetProgress, hasCheckpoint } from './export-folder.ts'

/** `npm run test:faults` kills 20 times in each browser; `npm test` once, in one. */
const KILLS = Number(process.env['EXPORT_KILLS'] ?? 1)
const SEED = Number(process.env['SEED'] ?? 20261123)
/** So many that an export takes some seconds, and writes down several times how far it is. */
const MESSAGES = KILLS > 1 ? 100_000 : 40_000
const CHATS = 4
/** What one export may take, its deaths and its beginning anew, ms. */
const AN_EXPORT = 90_000
const BROWSERS = KILLS > 1 ? (['chromium', 'firefox'] as const) : (['chromium'] as const)
/** What the page says of an export that has its files: while it is looked at, and later. */
const OVER = /^(?:导出完成|上次导出的文件还在)$/
/** How an export dies: its tab is closed, the process of its page crashes, or the whole browser is killed. */
const WAYS = ['tab', 'crash', 'browser'] as const
type Way = (typeof WAYS)[number]

describe.each(BROWSERS)('an export that is killed in %s', (kind) => {
  const dice = createDice(SEED)
  let folder: string
  let profile: string
  let simulator: Simulator
  let companion: Companion
  let page: Tab
  /** Deaths after which there was something to go on from. */
  let resumed = 0

  const launch = () => launchCompanion(kind, { ...simulator, profile })
  const openExports = async () => {
    page = await companion.open(companion.extensionUrl('workbench.html#/export'))
    await page.role('heading', '导出', { exact: true }).waitVisible()
  }

  beforeAll(async () => {
    folder = await makeTemporaryFolder('export')
    profile = await makeTemporaryFolder('profile')
    simulator = await startSimulator({})
    companion = await launch()
    await takeIn()
  }, 180_000)

  afterAll(async () => {
    await companion.close()
    await simulator.close()
    for (const one of [folder, profile]) await removeTemporaryFolder(one)
  })

  it(
    `goes on, and comes to the same bytes as one that nothing happened to, in ${KILLS} deaths`,
    async () => {
      await openExports()
      for (const format of [/^JSON Lines/, /^表格 CSV/, /^网页/]) await page.role('checkbox', format).click()
      await page.role('button', '开始导出').click()
      // The first one dies as soon as there is something to go on from.
      await until('the first checkpoint', () => page.evaluate(hasCheckpoint, undefined), 30_000)
      await die('browser')
      const first = await goOn()

      await beginAnew()
      const startedAt = Date.now()
      const undisturbed = await goOn()
      const duration = Date.now() - startedAt
      expect(undisturbed.length).toBeGreaterThan(CHATS + 3)
      expect(first).toEqual(undisturbed)

      const ways: string[] = []
      while (ways.length + 1 < KILLS) {
        await beginAnew()
        // Now and then it dies again before it has come to its end.
        do {
          await page.role('button', '接着导出').first().click()
          await pause(dice.upTo(duration))
          if (await isOver()) break
          const way = dice.oneOf(WAYS)
          await die(way)
          ways.push(way)
        } while (dice.chance(0.4) && ways.length + 1 < KILLS && !(await isOver()))
        const files = (await isOver()) ? await madeFiles() : await goOn()
        expect({ seed: SEED, ways, files }).toEqual({ seed: SEED, ways, files: undisturbed })
      }
      // Read by whoever runs it long.
      console.log(
        `${kind}, seed ${SEED}: ${1 + ways.length} deaths (browser ${ways.join(' ')}), ${resumed} left a checkpoint; ` +
          `an export of ${MESSAGES} messages in 4 formats takes ${duration} ms here`,
      )
      expect(resumed).toBeGreaterThan(0)
    },
    KILLS * AN_EXPORT + 120_000,
  )

  /** The same export from its beginning: of what it did nothing is left. */
  async function beginAnew(): Promise<void> {
    await page.evaluate(forgetProgress, undefined)
    await page.reload()
  }

  /** Goes on with what broke off, to its end. */
  async function goOn(): Promise<string[]> {
    await page.role('button', '接着导出').first().click(20_000)
    return madeFiles()
  }

  async function madeFiles(): Promise<string[]> {
    await page.text(OVER).first().waitVisible(AN_EXPORT)
    return page.evaluate(filesOfExports, undefined)
  }

  /** It has come to its end, perhaps at the very moment of its death. */
  function isOver(): Promise<boolean> {
    return page.text(OVER).first().isVisible()
  }

  async function die(way: Way): Promise<void> {
    if (way === 'browser') {
      await killBrowser(profile)
      // Whom it told of its end has nothing left to close.
      await companion.close().catch(() => undefined)
      await removeTemporaryFolder(companion.downloads)
      companion = await launch()
    } else {
      if (way === 'crash') await page.crash()
      await page.close()
    }
    await openExports()
    const broken = page.role('button', '接着导出').first()
    await until('what became of it', async () => (await broken.isVisible()) || (await isOver()))
    if (await page.evaluate(hasCheckpoint, undefined)) resumed += 1
  }

  /** Fills the archive through the import, as a user who brings their old chats along. */
  async function takeIn(): Promise<void> {
    const paths = Array.from({ length: CHATS }, (_, chat) => join(folder, `chat-${chat}.jsonl`))
    for (const [chat, path] of paths.entries()) await pipeline(Readable.from(oldChat(chat)), createWriteStream(path))
    const tab = await companion.open(companion.extensionUrl('workbench.html#/import'))
    await setPreferences(tab, {})
    await tab.css('[data-testid="import-files"]').chooseFiles(paths)
    await tab.role('button', /^导入 [\d,]+ 条$/).click(60_000)
    await tab.text(/^已导入/).waitVisible(120_000)
    await tab.close()
  }
})

/** A chat in the format of ChatLab, line by line. */
function* oldChat(chat: number): Generator<string> {
  const line = (value: object) => `${JSON.stringify(value)}\n`
  const from = 1_500_000_000
  yield line({
    _type: 'header',
    chatlab: { version: '0.0.2', exportedAt: from },
    meta: { name: `旧群 ${chat}`, platform: 'qq', type: 'group', groupId: `70000000${chat}` },
  })
  for (let person = 0; person < 5; person++)
    yield line({ _type: 'member', platformId: `200000010${person}`, accountName: `老朋友${person}` })
  for (let n = 0; n < MESSAGES / CHATS; n++)
    yield line({
      _type: 'message',
      sender: `200000010${n % 5}`,
      accountName: `老朋友${n % 5}`,
      timestamp: from + 60 * n,
      type: 0,
      content: `第 ${n} 句：周末去爬山吗，<带上> "炉子" & 豆子，八点北门见`,
      platformMessageId: `${chat}-${n}`,
    })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
