import { until } from '../support/until.ts'
import type { Frame, Tab } from './support/companion.ts'
import { expect, test } from './support/fixtures.ts'
import { openOfficialPage } from './support/official-page.ts'
import type { OfficialPage } from './support/official-page.ts'
import { setPreferences } from './support/preferences.ts'
import { makeRule, waitForNextBreath } from './support/steps.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const OURS = 'smartqq-companion'
/** Two friends have this nick. */
const LI = 601000001
const SIZE = 2_000
/** In the page's list, and in the drawer. */
const CHATS = [
  ['强哥', 'friend', '强哥'],
  ['周末羽毛球', 'group', '球友'],
] as const

test('the drawer tells about the chat that is open: friend, group, discussion, and owns up to not knowing', async ({
  companion,
  phone,
  popup,
}) => {
  await popup.close()
  await phone.populate({ friends: 200, groups: 1, members: SIZE })
  const big = (await phone.state()).groups.find(({ members }) => members.length === SIZE)!
  const page = await openOfficialPage(companion, phone)
  await page.logIn()
  const drawer = await openByButton(page)
  const name = drawer.css('h1')
  await drawer.text('还没有打开聊天').waitVisible()

  await test.step('a friend, with every field in words', async () => {
    await phone.friendSays('强哥', '今晚打球吗')
    await page.openChat('强哥')
    await name.waitText('强哥')
    await drawer.text('每天一球').waitVisible()
    expect(await fieldsOf(drawer)).toMatchObject({
      备注: '强哥',
      昵称: '阿强',
      分组: '同学',
      签名: '每天一球',
      性别: '男',
      生日: '1994年6月26日',
      生肖: '狗',
      星座: '巨蟹座',
      国家: '中国',
      省份: '河北',
      城市: '石家庄',
    })
    expect((await fieldsOf(drawer))['首条消息']).toContain('今晚打球吗')
    await drawer.css('.drawer-kind').waitText(/在线 · 电脑.*好友/)
    await drawer.css('.drawer-age').waitText('资料更新于 刚刚')
    await drawer.css('.drawer-groups').waitText('球友')
  })

  await test.step('a group: its members in QQ’s order, found by name, card, pinyin and initials', async () => {
    await page.openChat('周末羽毛球', 'group')
    await name.waitText('球友')
    await drawer.css('.drawer-members').waitVisible()
    expect(await fieldsOf(drawer)).toMatchObject({
      名称: '周末羽毛球',
      备注: '球友',
      群公告: '周六九点',
      群主: '强哥&球拍',
    })
    const everybody = ['强哥&球拍阿强群主', '小明同学 我小明管理员', 'Tom', '陈晨-周六陈晨', 'Lily']
    expect(await membersOf(drawer)).toEqual(everybody)
    for (const words of ['chenchen', 'cc', '周六', '陈', '455667788']) await finds(drawer, words, ['陈晨-周六陈晨'])
    await finds(drawer, 'tom', ['Tom'])
    await finds(drawer, '', everybody)
  })

  await test.step(`one of ${SIZE} members draws what is seen of them`, async () => {
    await page.openChat(big.name, 'group')
    await name.waitText(big.name)
    await drawer.css('[role="listitem"][aria-posinset="1"]').waitText('群主')
    expect(await drawer.css('[role="listitem"]').count()).toBeLessThan(40)
    const last = await drawer.evaluate(async () => {
      const list = document.querySelector('.drawer-member-rows')
      list?.scrollTo(0, list.scrollHeight)
      await new Promise((resolve) => void requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return [...document.querySelectorAll('[role="listitem"][aria-posinset]')].map((row) => row.ariaPosInSet).at(-1)
    }, undefined)
    expect(last).toBe(`${SIZE}`)
    await drawer.css('input[type=search]').fill('zhang')
    await drawer.css('.drawer-members [role="status"]').waitText(/找到 \d+ 人/)
    await until('rows for them', async () => (await membersOf(drawer)).length > 0)
  })

  await test.step('a discussion', async () => {
    await page.openChat('强哥、Lily、小明', 'discuss')
    await name.waitText('强哥、Lily、小明')
    await until('its members', async () => (await membersOf(drawer)).toSorted().join() === 'Lily,小明 我,阿强')
    await drawer.css('.drawer-kind').waitText('讨论组')
  })

  await test.step('of two friends of one name the one that was clicked; without a click nobody', async () => {
    await page.openChat('小李')
    await name.waitText('小李')
    await drawer.css('#section-profile').waitVisible()
    await page.closeChat()
    await drawer.text('还没有打开聊天').waitVisible()
    const uin = (await phone.state()).friends.find(({ number }) => number === LI)?.uin
    await page.tab.evaluate(openUnseen, uin ?? 0)
    await drawer.text('认不出这个聊天').waitVisible()
    expect(await drawer.css('#section-profile').count()).toBe(0)
    await name.waitText('小李')
  })

  await test.step('nobody is asked about twice, however often the chats are changed', async () => {
    for (const [chat, kind, title] of CHATS) {
      await page.openChat(chat, kind)
      await name.waitText(title)
      // Longer than a drawer waits before it asks.
      await drawer.evaluate(() => new Promise<void>((resolve) => void setTimeout(resolve, 1_300)), undefined)
    }
    const asked = (await phone.requests()).filter(
      ({ path, viaPage }) => /get_(?:friend_info2|group_info_ext2)$/.test(path) && !viaPage,
    )
    const whom = asked.map(({ query }) => query.tuin ?? query.gcode)
    expect(whom).not.toEqual([])
    expect(whom).toHaveLength(new Set(whom).size)
  })
})

test('from a mark to its reason; a rule is made of a message, and a reply is put into the box for the user to send', async ({
  companion,
  phone,
  popup,
}) => {
  await phone.settings({ pageBuild: '201604' })
  await makeRule(popup, { keyword: '在吗', reply: '我在开会' })
  const page = await openOfficialPage(companion, phone)
  await page.logIn()
  await phone.friendSays('Lily', '几点到')
  await phone.friendSays('Lily', '在吗')
  await phone.waitForSent(1)
  await page.openChat('Lily')

  const drawer = await test.step('a click on the mark opens the drawer at the decision, with its steps', async () => {
    await clickIn(page.tab, mark)
    const drawer = await page.drawer()
    const asked = drawer.css('.decision-asked')
    await asked.waitText(/在吗.*已回复/)
    await until('the focus there', () =>
      drawer.evaluate(() => document.activeElement?.matches('.decision-asked summary') ?? false, undefined),
    )
    expect(await asked.css('.trace').isVisible()).toBe(true)
    return drawer
  })
  const decisions = drawer.css('.drawer-decisions > li')

  await test.step('what was not answered says why', async () => {
    await decisions.nth(1).waitText(/几点到.*没有规则符合/)
  })

  await test.step('a rule is made of that message', async () => {
    await decisions.nth(1).role('button', '从这条新建规则').click()
    await until('its words', async () => (await drawer.text('几点到').count()) > 0)
    await drawer.label('回复内容').fill('七点')
    await drawer.role('button', '保存').click()
    await drawer.css('.drawer-rules').waitText('七点')
    await waitForNextBreath(phone)
    const { length } = await phone.sent()
    await phone.friendSays('Lily', '几点到')
    expect((await phone.waitForSent(length + 1)).at(-1)).toMatchObject({ text: '七点', to: { name: 'Lily' } })
    await decisions.first().waitText(/几点到.*已回复/)
  })

  await test.step('a reply goes into the page’s box, but not over a text; the user sends it', async () => {
    const { length } = await phone.sent()
    await page.write('我自己写')
    // The rules are drawn anew while the last reply is counted, and what changes under the pointer takes no click.
    await until('that it was not put in', async () => {
      await drawer.role('button', '放进输入框：').first().click()
      return await drawer.text('没有放进去：输入框里已有文字。').isVisible()
    })
    expect(await page.draft()).toBe('我自己写')
    await page.write('')
    await drawer.role('button', '放进输入框：').first().click()
    await until('the text in the box', async () => (await page.draft()) !== '')
    expect(['我在开会', '七点']).toContain(await page.draft())
    expect(await phone.sent()).toHaveLength(length)
    await page.tab.css('#send_chat_btn').click()
    expect((await phone.waitForSent(length + 1)).at(-1)?.text).toMatch(/^(?:我在开会|七点)$/)
  })

  await test.step('this chat’s export is one click away', async () => {
    await drawer.role('link', '导出这个聊天').click()
    const bench = await companion.waitForTab('workbench.html#/export')
    await bench.text('导出完成').first().waitVisible()
    await bench.text(/SmartQQ-Lily-.*\.json/).waitVisible()
  })
})

test('a rule that only drafts says nothing: its words wait in the drawer, and the user sends them', async ({
  companion,
  phone,
  popup,
}) => {
  const bench = await companion.open(companion.extensionUrl('workbench.html#/rules/new'))
  const form = bench.role('form', '新规则')
  await form.label('关键词').fill('报价')
  await form.label('回复内容').fill('{nick}，单子下午给您')
  await bench.text('怎么发', { exact: true }).click()
  await form.label('只拟草稿，不发送').click()
  await form.role('button', '保存').click()
  await bench.css('.rl-text').waitVisible()
  await bench.close()
  await popup.close()
  const page = await openOfficialPage(companion, phone)
  await page.logIn()
  await phone.friendSays('Lily', '报价有了吗')
  await page.openChat('Lily')
  await page.toggleDrawer()
  const drawer = await page.drawer()
  await drawer.css('.drawer-decisions > li').waitText(/草稿「\P{L}*Lily\P{L}*，单子下午给您/u)
  await drawer.css('.drawer-made').role('button', '放进输入框').click()
  await until('the draft in the box', async () => (await page.draft()) === 'Lily，单子下午给您')
  expect(await phone.sent()).toEqual([])
  await page.tab.css('#send_chat_btn').click()
  expect((await phone.waitForSent(1)).map(({ text }) => text)).toEqual(['Lily，单子下午给您'])
})

test('it comes and goes with button, key and Esc, is as it was after a reload, and shows itself to us alone', async ({
  companion,
  phone,
  popup,
}) => {
  await phone.settings({ ptwebqq: 'issued' })
  const page = await openOfficialPage(companion, phone)
  await page.logIn()
  await page.openChat('Lily')
  const { tab } = page
  const url = companion.extensionUrl('drawer.html')

  await test.step('without a token, or with a guessed one, it is an empty page', async () => {
    expect(await shownInFrameOf(tab, url)).toBe('')
    expect(await shownInFrameOf(tab, `${url}#${'0'.repeat(32)}`)).toBe('')
  })

  await test.step('the shortcut opens it, Esc closes it and gives the focus back', async () => {
    await tab.css('#chat_textarea').click()
    await page.toggleDrawer()
    const drawer = await page.drawer()
    await drawer.css('h1').waitText('Lily')
    await drawer.css('.drawer-main').press('Escape')
    await until('it to be closed', async () => !(await isOpen(tab)))
    expect(await tab.evaluate(() => document.activeElement?.id, undefined)).toBe('chat_textarea')
  })

  await test.step('with the token of that drawer it is an empty page all the same', async () => {
    const used = await tab.inShadow(OURS, (root) => root.querySelector('iframe')?.src.split('#')[1])
    expect(used).toMatch(/^[0-9a-f]{32}$/)
    await tab.evaluate((ours) => document.querySelector(ours)?.remove(), OURS)
    await until('our frame to be gone', () => tab.inShadow(OURS, (root) => root.querySelector('iframe') === null))
    await tab.frameGone('drawer.html')
    expect(await shownInFrameOf(tab, `${url}#${used}`)).toBe('')
  })

  await test.step('the button opens it; a reload leaves it open', async () => {
    const drawer = await openByButton(page)
    await drawer.css('h1').waitText('Lily')
    await page.narrow()
    await until('the sheet', () => tab.inShadow(OURS, (root) => root.querySelector<HTMLElement>('.toggle')?.hidden))
    await page.wide()
    await tab.reload()
    await page.waitForPoll()
    expect(await isOpen(tab)).toBe(true)
    await (await page.drawer()).text('还没有打开聊天').waitVisible()
    await page.openChat('Lily')
    await (await page.drawer()).css('h1').waitText('Lily')
  })

  await test.step('switched off, there is no button', async () => {
    await page.toggleDrawer()
    await setPreferences(popup, { replyDelayMs: 0, pageButton: false })
    await until('no button', () => tab.inShadow(OURS, (root) => root.querySelector<HTMLElement>('.toggle')?.hidden))
    await setPreferences(popup, { replyDelayMs: 0 })
    await until('it', () => tab.inShadow(OURS, (root) => root.querySelector<HTMLElement>('.toggle')?.hidden === false))
  })

  await test.step('no other site can load it', async () => {
    const other = await companion.open('http://s.web2.qq.com/proxy.html')
    await embed(other, url)
    await expect(other.frame('drawer.html', 1_000)).rejects.toThrow('in vain')
  })
})

/** Opens the drawer as people do. */
async function openByButton(page: OfficialPage): Promise<Frame> {
  await clickIn(page.tab, button)
  return page.drawer()
}

/** Clicks something of ours on the page. */
async function clickIn(tab: Tab, find: (root: ShadowRoot) => { x: number; y: number } | null): Promise<void> {
  const { x, y } = await until('what is to be clicked', () => tab.inShadow(OURS, find))
  await tab.clickAt(x, y)
}

// These travel into the page.

function button(root: ShadowRoot): { x: number; y: number } | null {
  const box = root.querySelector('.toggle:not([hidden])')?.getBoundingClientRect()
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null
}

function mark(root: ShadowRoot): { x: number; y: number } | null {
  const box = root.querySelector('.marks .replied')?.getBoundingClientRect()
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null
}

const isOpen = (tab: Tab) => tab.inShadow(OURS, (root) => root.querySelector('.drawer')?.classList.contains('open'))

/** The text of the page when it stands in a frame that the site has made, after the frame has had its time. */
async function shownInFrameOf(tab: Tab, url: string): Promise<string> {
  await embed(tab, url)
  const frame = await tab.frame('drawer.html')
  const text = await frame.evaluate(async () => {
    await new Promise((resolve) => void setTimeout(resolve, 1_500))
    return document.body.innerText
  }, undefined)
  await tab.evaluate(() => document.querySelector('#theirs')?.remove(), undefined)
  // Or the next one to ask for such a frame is given this one.
  await tab.frameGone('drawer.html')
  return text
}

/** A frame of the site's own. */
async function embed(tab: Tab, url: string): Promise<void> {
  await tab.evaluate((src) => {
    const frame = document.body.appendChild(document.createElement('iframe'))
    frame.id = 'theirs'
    frame.src = src
  }, url)
}

async function finds(drawer: Frame, words: string, members: string[]): Promise<void> {
  await drawer.css('input[type=search]').fill(words)
  await until(`「${words}」 to find ${members.join()}`, async () => (await membersOf(drawer)).join() === members.join())
}

function membersOf(drawer: Frame): Promise<string[]> {
  return drawer.evaluate(
    () => [...document.querySelectorAll('.drawer-member')].map((row) => row.textContent ?? ''),
    undefined,
  )
}

function fieldsOf(drawer: Frame): Promise<Record<string, string>> {
  return drawer.evaluate(
    () =>
      Object.fromEntries(
        [...document.querySelectorAll('dl > div')].map((line) => [
          line.querySelector('dt')?.textContent ?? '',
          line.querySelector('dd')?.textContent ?? '',
        ]),
      ),
    undefined,
  )
}

/** As the page opens a chat by itself. Travels into the page. */
function openUnseen(uin: number): void {
  interface PagesOwn {
    J: { event: { fire(target: unknown, type: string, detail: object): void } }
    mq: { view: object }
  }
  const { J, mq } = globalThis as unknown as PagesOwn
  J.event.fire(mq.view, 'startChat', { uin, type: 'friend' })
}
