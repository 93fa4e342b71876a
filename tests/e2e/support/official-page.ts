import type { Phone } from '../../support/phone.ts'
import { until } from '../../support/until.ts'
import type { Companion, Frame, Tab } from './companion.ts'

/** A message on the page's screen. */
export interface ShownMessage {
  /** As it reads; a face is a picture and reads as nothing. */
  text: string
  isOwn: boolean
  /** The name beside it; empty where the page shows none. */
  nick: string
}

/** The kinds of chats, as the page's own attributes name them. */
export type ChatKind = 'friend' | 'group' | 'discuss'

/** A tab with the official page, and what its user does there. The build is the simulator's setting `pageBuild`. */
export type OfficialPage = ReturnType<typeof onOfficialPage>

/** Opens the page. It polls by itself when somebody is logged in, and shows its login form when nobody is. */
export async function openOfficialPage(
  companion: Companion,
  phone: Phone,
  url = 'http://w.qq.com/',
): Promise<OfficialPage> {
  return onOfficialPage(await companion.open(url), phone)
}

/** Of a tab that is there already. */
export function onOfficialPage(tab: Tab, phone: Phone) {
  tab.sayYes()
  const chatBox = tab.css('#chat_textarea')

  const page = {
    tab,
    /** Until a poll of the page is held. */
    waitForPoll: (timeout = 20_000) => waitForPagePoll(phone, timeout),
    /** Until its login form is there, and shows a code. */
    async waitForForm(since = 0): Promise<void> {
      await tab.css('.login-panel.show').waitVisible(20_000)
      await until(
        "the code of the page's form",
        async () =>
          (await phone.requests(since)).some(
            ({ path, referer }) => path === '/ptqrlogin' && referer?.includes('//ui.ptlogin2.qq.com') === true,
          ),
        20_000,
      )
    },
    /** Logs in by the page's own form; resolves once it polls. */
    async logIn(since = 0): Promise<void> {
      await page.waitForForm(since)
      await phone.scan()
      await phone.confirm()
      await page.waitForPoll()
    },
    /** By 退出登录 in the settings; the page asks whether it may, and loads anew. */
    async logOut(): Promise<void> {
      await tab.css('#setting').click()
      await tab.css('[cmd="clickLogout"]').click()
      await tab.css('.login-panel.show').waitVisible(20_000)
    },
    /** Opens a chat by its item in the list of sessions or of contacts. `name`: how the item begins. */
    async openChat(name: string, kind: ChatKind = 'friend'): Promise<void> {
      if (await page.isNarrow()) await page.closeChat()
      const { list, id } = await until(`the item of ${name}`, () => tab.evaluate(findItem, { name, kind }))
      await page.showList(list)
      if (list === 'contact') await page.showTab(kind, id)
      await tab.css(`[id="${id}"]`).click()
      await tab.css('.chat-panel h1').waitVisible()
    },
    async closeChat(): Promise<void> {
      if (!(await tab.evaluate(isChatOpen, undefined))) return
      await tab.css('.chat-panel .btn_right').click()
      await until('the chat to be closed', async () => !(await tab.evaluate(isChatOpen, undefined)))
    },
    isChatOpen: () => tab.evaluate(isChatOpen, undefined),
    title: () => tab.css('.chat-panel h1').textContent(),
    /** What the open chat shows, oldest first. */
    messages: (): Promise<ShownMessage[]> => tab.evaluate(readMessages, undefined),
    waitForMessage: (text: string, timeout?: number) =>
      until(
        `「${text}」 in the open chat`,
        async () => (await page.messages()).find((message) => message.text === text),
        timeout,
      ),
    /** Writes into the box, and leaves it at that. */
    write: (text: string) => chatBox.fill(text),
    draft: () => chatBox.value(),
    /** Writes, and presses the page's own button. */
    async send(text: string): Promise<void> {
      await chatBox.fill(text)
      await tab.css('#send_chat_btn').click()
    },
    /** Up to 1000 px the page has one column. */
    narrow: () => tab.setViewport(420, 760),
    wide: () => tab.setViewport(1_280, 800),
    isNarrow: () => tab.evaluate(() => innerWidth <= 1_000, undefined),
    async showList(list: 'session' | 'contact'): Promise<void> {
      await tab.css(`#${list}`).click()
      await tab.css(`#${list}.selected`).waitVisible()
    },
    /** The contacts' own tab of a kind, with the category of the item unfolded. */
    async showTab(kind: ChatKind, id: string): Promise<void> {
      await tab.css(`#memberTab li[param="${kind}"]`).click()
      const category = await tab.evaluate(foldedCategory, id)
      if (category !== null) await tab.css(`[id="${category}"]`).click()
    },
    /** The drawer's own document, once it stands in its frame. */
    drawer: (timeout?: number): Promise<Frame> => tab.frame('drawer.html', timeout),
    toggleDrawer: () => tab.pressCommand('toggle-drawer'),
  }
  return page
}

/** Until a poll of a page, whichever it is, is held. */
export async function waitForPagePoll(phone: Phone, timeout = 20_000): Promise<void> {
  await until(
    'a poll of the page',
    async () => {
      const { polling } = await phone.state()
      return polling?.held && polling.viaPage
    },
    timeout,
  )
}

/** Until a poll of the background is held. */
export async function waitForBackgroundPoll(phone: Phone, timeout = 20_000): Promise<void> {
  await until(
    'a poll of the background',
    async () => {
      const { polling } = await phone.state()
      return polling?.held && !polling.viaPage
    },
    timeout,
  )
}

// What follows travels into the page.

function findItem({ name, kind }: { name: string; kind: string }): { list: 'session' | 'contact'; id: string } | null {
  const within = (list: string) =>
    [...document.querySelectorAll(`${list} li.list_item[_type="${kind}"]`)].find((item) =>
      item.querySelector('.member_nick')?.textContent.trim().startsWith(name),
    )?.id
  const inSessions = within('#current_chat_list')
  if (inSessions !== undefined) return { list: 'session', id: inSessions }
  const inContacts = within('.contact-panel') ?? within('#contactList')
  return inContacts === undefined ? null : { list: 'contact', id: inContacts }
}

/** Id of the title to click before the item can be seen; null when it can be. */
function foldedCategory(id: string): string | null {
  const category = document.getElementById(id)?.closest('.list_group')
  if (!category || category.classList.contains('active')) return null
  return category.querySelector('[cmd="clickMemberGroup"]')?.id ?? null
}

function isChatOpen(): boolean {
  const panel = document.querySelector<HTMLElement>('.chat-panel')
  return panel !== null && panel.checkVisibility() && !panel.style.transform.includes('-100%')
}

function readMessages(): { text: string; isOwn: boolean; nick: string }[] {
  return [...document.querySelectorAll('.chat-panel .chat_content_group')].map((message) => ({
    text: message.querySelector('.chat_content')?.textContent ?? '',
    isOwn: message.classList.contains('self'),
    nick: message.querySelector('.chat_nick')?.textContent ?? '',
  }))
}
