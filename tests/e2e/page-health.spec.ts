import { cp, readFile, writeFile } from 'node:fs/promises'
import { builtExtension } from '../support/build.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'
import type { Frame } from './support/companion.ts'
import { expect, test } from './support/fixtures.ts'
import { openOfficialPage } from './support/official-page.ts'
import { makeRule, openDecisions, waitForDecision } from './support/steps.ts'

const NO_RULE = '未回复 · 没有规则符合'
/** In the address of a frame in which our script in the page's own world does not run. */
const WITHOUT_TAP = 'without-tap'

test.use({
  preferences: { replyDelayMs: 0 },
  launch: async ({ kind }, use) => {
    const extension = await makeTemporaryFolder('half-tapped')
    await cp(builtExtension(kind), extension, { recursive: true })
    const tap = `${extension}/content-scripts/page-tap.js`
    await writeFile(tap, `if (!location.search.includes('${WITHOUT_TAP}')) {\n${await readFile(tap, 'utf8')}\n}`)
    await use({ extension })
    await removeTemporaryFolder(extension)
  },
})

/** What changes when the page renames something: elements by selector, and the attribute that says what they are. */
interface Renamed {
  selector: string
  attribute: 'class' | 'id' | '_uin'
}

/** A part of the page, what names it, and what is said to be off without it. */
const RENAMED: { part: string; words: string; names: Renamed; hasMarks: boolean }[] = [
  {
    part: 'chat-menu',
    words: '聊天菜单认不出：分不清好友和群，同名的聊天会显示为未知。',
    names: { selector: '.chat-panel .viewQzone', attribute: 'class' },
    hasMarks: true,
  },
  {
    part: 'chat-body',
    words: '消息区找不到：标记停用。',
    names: { selector: '.chat-panel .chat_container', attribute: 'class' },
    hasMarks: false,
  },
  {
    part: 'chat-message',
    words: '消息认不出：标记停用，侧栏少一个认出聊天的依据。',
    names: { selector: '.chat-panel .chat_content_group', attribute: 'class' },
    hasMarks: false,
  },
  {
    part: 'chat-box',
    words: '输入框找不到：不能放入文字，也看不出您在写，规则不会因此让开。',
    names: { selector: '#chat_textarea', attribute: 'id' },
    hasMarks: true,
  },
  {
    part: 'list-item',
    words: '会话列表认不出：同名的聊天会显示为未知。',
    names: { selector: 'li.list_item', attribute: '_uin' },
    hasMarks: true,
  },
]

test('what is not as it should be on the page is said in popup and drawer, switches only its own feature off, and recovers', async ({
  companion,
  popup,
  phone,
}) => {
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })
  await openDecisions(popup)
  const page = await openOfficialPage(companion, phone)
  await page.logIn()
  await phone.friendSays('Lily', '在吗一')
  await page.openChat('Lily')
  await page.toggleDrawer()
  const drawer = await page.drawer()

  const broken = async (words: readonly string[]) => {
    for (const [where, place] of [
      ['popup', popup],
      ['drawer', drawer],
    ] as const) {
      await until(`「${words.join()}」 as what the ${where} says`, async () => {
        return (await brokenIn(place)).join() === words.join()
      })
    }
  }
  const marks = (count: number) =>
    until(`${count} marks`, async () => {
      const shown = await page.tab.inShadow(
        'smartqq-companion',
        (root) => root.querySelectorAll('.marks button').length,
      )
      return shown === count
    })
  await broken([])
  await marks(1)

  for (const { part, words, names, hasMarks } of RENAMED) {
    await test.step(`${part} has another name, and its old one again`, async () => {
      await page.tab.evaluate(rename, names)
      await broken([words])
      await marks(hasMarks ? 1 : 0)
      await page.tab.evaluate(renameBack, names)
      await broken([])
      await marks(1)
    })
  }

  await test.step('chat-title is gone: marks and drawer know no chat; rules go on, and all is back with it', async () => {
    await page.tab.evaluate(takeTitle, undefined)
    await broken(['聊天标题找不到：侧栏不能跟着聊天走，标记停用。'])
    await marks(0)
    await drawer.text('认不出这个聊天').waitVisible()
    await phone.friendSays('强哥', '在吗二')
    await waitForDecision(popup, '在吗二', '已回复')
    await page.tab.evaluate(giveTitleBack, undefined)
    await broken([])
    await marks(1)
  })

  for (const [frame, scheme] of [
    ['s.web2.qq.com/proxy.html', 'http'],
    ['/cfproxy.html', 'https'],
  ] as const) {
    await test.step(`${scheme}-frame: our script does not run in a frame, and runs in the next`, async () => {
      const hidden = await page.tab.frame(frame)
      await hidden.evaluate(addFrame, WITHOUT_TAP)
      await broken([`看不到网页的 ${scheme} 请求：网页收到的消息可能不进存档，规则也不回复。`])
      await phone.friendSays('强哥', `照样收到 ${scheme}`)
      await waitForDecision(popup, `照样收到 ${scheme}`, NO_RULE)
      await hidden.evaluate(addFrame, 'as-ever')
      await broken([])
    })
  }

  await test.step('envelopes: the https frame answers in another form, and then as before', async () => {
    const hidden = await page.tab.frame('/cfproxy.html')
    await hidden.evaluate(() => parent.postMessage('{"another":"form"}', '*'), undefined)
    await broken(['网页与内部框架的通信读不懂：只能靠请求本身来接收。'])
    await phone.friendSays('强哥', '又是老样子')
    await waitForDecision(popup, '又是老样子', NO_RULE)
    await broken([])
  })

  await test.step('replies: calls of the page are answered with nonsense, and then as before', async () => {
    await phone.fault({ path: '/api/get_', kind: 'malformed', times: -1 })
    await page.openChat('733201000')
    await broken(['网页得到的回答读不懂：其中的消息没有进存档。'])
    await phone.clearFaults()
    await phone.friendSays('强哥', '又看得懂了')
    await waitForDecision(popup, '又看得懂了', NO_RULE)
    await broken([])
  })

  await test.step('what goes with its tab is not said any more', async () => {
    await page.tab.evaluate(rename, { selector: '#chat_textarea', attribute: 'id' })
    await until('it to be said', async () => (await brokenIn(popup)).length === 1)
    await page.tab.close()
    await until('nothing to be said', async () => (await brokenIn(popup)).length === 0)
    expect(await brokenIn(popup)).toEqual([])
  })
})

const brokenIn = (place: Frame) =>
  place.evaluate(() => [...document.querySelectorAll('[data-broken]')].map(({ textContent }) => textContent), undefined)

// What follows travels into the page.

function rename({ selector, attribute }: Renamed): void {
  for (const element of document.querySelectorAll(selector)) {
    element.setAttribute('story', element.getAttribute(attribute) ?? '')
    element.setAttribute(attribute, 'renamed')
  }
}

function renameBack({ attribute }: Renamed): void {
  for (const element of document.querySelectorAll('[story]')) {
    element.setAttribute(attribute, element.getAttribute('story') ?? '')
    element.removeAttribute('story')
  }
}

function takeTitle(): void {
  const title = document.querySelector('.chat-panel h1')
  const other = document.createElement('h2')
  other.textContent = title?.textContent ?? ''
  title?.replaceWith(other)
  Object.assign(globalThis, { storyTitle: title })
}

function giveTitleBack(): void {
  const { storyTitle } = globalThis as unknown as { storyTitle: Element }
  document.querySelector('.chat-panel h2')?.replaceWith(storyTitle)
}

/** One more frame like the one that this runs in. */
function addFrame(mark: string): void {
  document.body.append(Object.assign(document.createElement('iframe'), { src: `${location.href}&story=${mark}` }))
}
