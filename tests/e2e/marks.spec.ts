import { openPageBrowser } from '../support/page-browser.ts'
import { until } from '../support/until.ts'
import type { Tab } from './support/companion.ts'
import { expect, test } from './support/fixtures.ts'
import { openOfficialPage } from './support/official-page.ts'
import type { OfficialPage } from './support/official-page.ts'
import { setPreferences } from './support/preferences.ts'
import { makeRule } from './support/steps.ts'

const OURS = 'smartqq-companion'
/** A member of 周末羽毛球 whom the page does not know before that group was opened. */
const NO_FRIEND = 398877000

interface Shown {
  words: string
  title: string
  left: number
  top: number
  bottom: number
}

/** What stands beside the bubbles, from the top. */
async function marks(tab: Tab): Promise<Shown[]> {
  const shown = await tab.inShadow(OURS, (root) =>
    [...root.querySelectorAll<HTMLElement>('.marks button')].map((mark) => {
      const { left, top, bottom } = mark.getBoundingClientRect()
      return { words: mark.textContent, title: mark.title, left, top, bottom }
    }),
  )
  return (shown ?? []).toSorted((a, b) => a.top - b.top)
}

/** The bubble of the only message with that text. */
const bubble = (tab: Tab, text: string) =>
  tab.evaluate((text) => {
    const all = [...document.querySelectorAll('.chat-panel .chat_content')].filter((node) => node.textContent === text)
    if (all.length !== 1 || !all[0]) throw new Error(`${all.length} bubbles say ${text}`)
    const { top, right, bottom } = all[0].getBoundingClientRect()
    return { top, right, bottom }
  }, text)

/** The words beside that message; the page may still be moving. */
async function waitForMark(page: OfficialPage, text: string, words: RegExp): Promise<Shown> {
  await page.waitForMessage(text)
  return until(`${words} beside 「${text}」`, async () => {
    const at = await bubble(page.tab, text)
    return (await marks(page.tab)).find(
      (mark) => words.test(mark.words) && mark.left >= at.right && mark.bottom > at.top && mark.top < at.bottom,
    )
  })
}

/** The page's own nodes, as text. */
const bodyHtml = (tab: Tab) => tab.evaluate(() => new XMLSerializer().serializeToString(document.body), undefined)

test('marks stay with their messages while the page writes them all anew, and go without a trace', async ({
  companion,
  phone,
  popup,
}) => {
  await setPreferences(popup, { replyDelayMs: 0 })
  await makeRule(popup, { keyword: '在吗', reply: '我在开会' })
  const page = await openOfficialPage(companion, phone)
  await page.logIn()
  await phone.friendSays('Lily', '在吗 一')
  await page.openChat('Lily')

  await test.step('a reply by a rule is seen beside what it answers', async () => {
    const mark = await waitForMark(page, '在吗 一', /已回复.*我在开会/)
    expect(mark.title).toContain('我在开会')
    expect((await phone.waitForSent(1))[0]).toMatchObject({ text: '我在开会' })
  })

  await test.step('no frame is painted without it while messages come', async () => {
    await page.tab.inShadow(OURS, (root) => {
      const layer = root.querySelector('.marks')!
      const seen = { frames: 0, without: 0 }
      Object.assign(root, { seen })
      const look = () => {
        seen.frames++
        if (!layer.querySelector('button')) seen.without++
        setTimeout(() => requestAnimationFrame(look))
      }
      requestAnimationFrame(look)
    })
    for (const text of ['一', '二', '三', '四']) {
      await phone.friendSays('Lily', text)
      await page.waitForMessage(text)
    }
    const seen = await page.tab.inShadow(OURS, (root) => (root as ShadowRoot & { seen: object }).seen)
    expect(seen).toMatchObject({ without: 0 })
    await waitForMark(page, '在吗 一', /已回复/)
  })

  await test.step('they follow the messages when these move', async () => {
    for (let index = 0; index < 14; index++) await phone.friendSays('Lily', `第 ${index} 行`)
    await phone.friendSays('Lily', '在吗 二')
    await waitForMark(page, '在吗 二', /已回复|拦下/)
    await page.narrow()
    await waitForMark(page, '在吗 二', /已回复|拦下/)
    await page.wide()
    await waitForMark(page, '在吗 二', /已回复|拦下/)
  })

  await test.step('a click says why', async () => {
    const { left, top, bottom } = await waitForMark(page, '在吗 二', /已回复|拦下/)
    await page.tab.clickAt(left + 10, (top + bottom) / 2)
    await page.drawer()
    await page.toggleDrawer()
  })

  await test.step('the page has none of it, and keeps nothing when they are switched off', async () => {
    const before = await bodyHtml(page.tab)
    expect(before).not.toMatch(/已回复|smartqq-companion/)
    await setPreferences(popup, { replyDelayMs: 0, pageMarks: false })
    await until('no marks', async () => (await marks(page.tab)).length === 0)
    expect(await bodyHtml(page.tab)).toBe(before)
    await setPreferences(popup, { replyDelayMs: 0 })
    await waitForMark(page, '在吗 二', /已回复|拦下/)
    await page.closeChat()
    await until('no marks', async () => (await marks(page.tab)).length === 0)
  })
})

test('a message that the page has thrown away does not take the mark of another', async ({
  companion,
  phone,
  popup,
}) => {
  await setPreferences(popup, { replyDelayMs: 0 })
  await makeRule(popup, { keyword: '在吗', reply: '不在', everywhere: true })
  const page = await openOfficialPage(companion, phone)
  await page.logIn()
  await phone.groupSays('周末羽毛球', NO_FRIEND, '@小明 在吗 一')
  await phone.waitForSent(1)
  await phone.groupSays('周末羽毛球', '强哥', '在吗 二')
  await page.openChat('周末羽毛球', 'group')

  await waitForMark(page, '在吗 二', /已回复|拦下/)
  expect((await page.messages()).map(({ text }) => text)).toEqual(['在吗 二'])
  expect(await marks(page.tab)).toHaveLength(1)
})

test('but for one element the page is what it is without us', async ({ companion, simulator, kind, popup }) => {
  await setPreferences(popup, {})
  const without = await openPageBrowser(kind, simulator)
  try {
    await without.goto('http://w.qq.com/')
    await without.waitFor('.login-panel.show')
    const tab = await companion.open('http://w.qq.com/')
    await tab.css('.login-panel.show').waitVisible()
    await until('our button', () => tab.inShadow(OURS, (root) => root.querySelector('.toggle:not([hidden])') !== null))

    const alone = await without.evaluate<string>('new XMLSerializer().serializeToString(document.documentElement)')
    const ours = await tab.evaluate((ours) => {
      const copy = document.documentElement.cloneNode(true)
      if (!(copy instanceof Element)) throw new Error('No element')
      const found = copy.querySelectorAll(ours)
      for (const element of found) element.remove()
      return {
        html: new XMLSerializer().serializeToString(copy),
        count: found.length,
        attributes: found[0]?.attributes.length,
      }
    }, OURS)
    expect(ours).toEqual({ html: alone, count: 1, attributes: 0 })
  } finally {
    await without.close()
  }
})
