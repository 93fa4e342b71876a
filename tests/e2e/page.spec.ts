import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PAGE_BUILDS } from '../simulator/settings.ts'
import { startSimulator } from '../simulator/index.ts'
import { openPageBrowser } from '../support/page-browser.ts'
import type { PageBrowser } from '../support/page-browser.ts'
import { createPhone } from '../support/phone.ts'
import type { Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'
import { expect, test as base } from './support/fixtures.ts'

/** Stories of the official page's look-alike alone, without the extension. */
const test = base.extend<{ site: PageBrowser }>({
  site: async ({ kind, simulator }, use) => {
    const page = await openPageBrowser(kind, simulator)
    await use(page)
    await page.close()
  },
})

/** Scans the code that the page shows in its login frame. */
async function logIn(page: PageBrowser, phone: Phone): Promise<void> {
  await page.waitFor('.login-panel.show')
  await phone.waitForQr()
  await phone.scan()
  await phone.confirm()
  await page.waitFor('#panel-0 .user_nick')
  await phone.waitForPoll()
}

const texts = (page: PageBrowser) =>
  page.evaluate<string[]>(
    '[...document.querySelectorAll(".chat_container .chat_content")].map((node) => node.textContent)',
  )
const uinOf = async (phone: Phone, nick: string) =>
  (await phone.state()).friends.find((friend) => friend.nick === nick)?.uin

for (const build of PAGE_BUILDS) {
  test(`build ${build}: one logs in without leaving the page, chats, switches and closes`, async ({
    site: page,
    phone,
  }) => {
    await phone.settings({ pageBuild: build })
    await page.goto('http://w.qq.com/')
    const loaded = page.navigations.length
    await logIn(page, phone)

    await test.step('the page stayed; its cookies reached it, and its frames were made in order', async () => {
      expect(page.navigations.length).toBe(loaded)
      expect(await page.evaluate<string>('document.cookie')).toMatch(/(?=.*\buin=o1234567890)(?=.*\bskey=@)/)
      expect(await page.evaluate<string>('getComputedStyle(document.querySelector(".login-panel")).display')).toBe(
        'none',
      )
      expect(
        await page.evaluate<string[]>('[...document.querySelectorAll("iframe.hiddenIframe")].map(({ id }) => id)'),
      ).toEqual([
        'qqweb_proxySendIframe_1',
        'qqweb_proxySendIframe_2',
        ...(build === '20161220' ? ['qqweb_proxySendIframe3'] : []),
      ])
    })

    await test.step('its calls came in the known order, the poll over the frame of its build', async () => {
      const calls = (await phone.requests()).filter(({ path }) => /^\/(?:api|channel)\//.test(path))
      const names = calls.map(({ path }) => path.split('/').at(-1))
      // Sent beside others, so they may arrive anywhere among them.
      const aside = ['get_self_info2', 'get_online_buddies2']
      expect(names).toEqual(expect.arrayContaining(aside))
      const [first, second, ...more] = names.filter((name) => !aside.includes(name ?? ''))
      expect([first, second]).toEqual(['getvfwebqq', 'login2'])
      expect(more.slice(0, 3).sort()).toEqual(['get_discus_list', 'get_group_name_list_mask2', 'get_user_friends2'])
      expect(more.slice(3, 5)).toEqual(['get_recent_list2', 'poll2'])
      const scheme = build === '20161220' ? 'https' : 'http'
      expect((await phone.state()).polling).toMatchObject({ held: true, scheme, viaPage: true })
    })

    const lily = `#recent-item-friend-${await uinOf(phone, 'Lily')}`
    await test.step('a message marks its session; a click opens the chat', async () => {
      await phone.friendSays('Lily', '在吗')
      await page.waitFor(`${lily}.notify`)
      expect(await page.evaluate<string>(`document.querySelector("${lily}-msg").textContent`)).toBe('在吗')
      await page.click(lily)
      await page.waitFor('.chat-panel .chat_content_group.buddy')
      expect(await texts(page)).toEqual(['在吗'])
      expect(await page.evaluate<boolean>(`document.querySelector("${lily}").classList.contains("notify")`)).toBe(false)
    })

    await test.step('what is typed is sent, with its face', async () => {
      await page.evaluate('document.querySelector("#chat_textarea").value = "在的[微笑]"')
      await page.click('#send_chat_btn')
      const [sent] = await phone.waitForSent(1)
      expect(sent).toMatchObject({ kind: 'friend', to: { name: 'Lily' }, text: '在的[face:14] ', reply: 0 })
      expect((await texts(page)).map((text) => text.trim())).toEqual(['在吗', '在的'])
    })

    await test.step('another chat shows other messages; closing one forgets it', async () => {
      await phone.groupSays('周末羽毛球', '强哥', '打球吗')
      await page.waitFor('[id^=recent-item-group].notify')
      await page.click('[id^=recent-item-group].notify')
      await until('the group', async () => (await texts(page)).join() === '打球吗')
      expect(await page.evaluate<string>('mq.presenter.chat.getCurrentChatType()')).toBe('group')
      await page.click('.chat-panel [cmd=clickRightButton]')
      expect(await page.evaluate<unknown>('mq.presenter.chat.getCurrentChatUin()')).toBe(null)
    })
    expect(page.errors).toEqual([])
  })
}

test('a load with ptwebqq logs in by its cookies; without one it shows the form again', async ({
  site: page,
  phone,
}) => {
  await phone.settings({ ptwebqq: 'issued' })
  await page.goto('http://w.qq.com/')
  await logIn(page, phone)
  const first = (await phone.state()).polling?.since
  await page.goto('http://w.qq.com/')
  await page.waitFor('#panel-0 .user_nick')
  await until('a poll of the new page', async () => {
    const { polling } = await phone.state()
    return polling?.held && polling.since !== first
  })

  await test.step('in 2018 there is no ptwebqq', async () => {
    await phone.settings({ ptwebqq: 'none' })
    await page.evaluate('document.cookie = "ptwebqq=; domain=qq.com; path=/; max-age=0"')
    await page.goto('http://web2.qq.com/')
    await logIn(page, phone)
    await page.goto('http://web2.qq.com/')
    await page.waitFor('.login-panel.show')
  })
})

test('the main panel moves between the columns at 1000 pixels', async ({ site: page, phone }) => {
  await page.goto('http://w.qq.com/')
  await logIn(page, phone)
  const place = () => page.evaluate<string>('document.querySelector(".main-panel").parentNode.id')
  const isShown = (selector: string) =>
    page.evaluate<boolean>(`document.querySelector(${JSON.stringify(selector)})?.offsetParent != null`)
  expect(await place()).toBe('main_container')
  await page.click('[id^=recent-item-friend]')
  await page.waitFor('.chat-panel')
  await until('the end of the transition', () =>
    page.evaluate<boolean>('document.querySelector(".main-panel").style.display === "none"'),
  )
  expect([await isShown('.main-panel .user_nick'), await isShown('#chat_textarea')]).toEqual([true, true])

  await page.setViewport(600, 800)
  await until('one column', async () => (await place()) === 'container')
  expect([await isShown('.main-panel .user_nick'), await isShown('#chat_textarea')]).toEqual([false, true])
  await page.click('.chat-panel [cmd=clickRightButton]')
  await until('the list', () => isShown('.main-panel .user_nick'))
  await page.setViewport(1100, 800)
  await until('two columns', async () => (await place()) === 'main_container')
})

test('signing out asks, takes the cookies away and loads the page anew', async ({ site: page, phone }) => {
  await phone.settings({ ptwebqq: 'issued' })
  await page.goto('http://w.qq.com/')
  await logIn(page, phone)
  await page.click('#setting')
  await page.click('[cmd=clickLogout]').catch(() => undefined) // the page goes while it is asked
  await page.waitFor('.login-panel.show')
  expect(page.questions).toEqual(['您确定要退出吗？'])
  expect(await page.evaluate<string>('document.cookie')).not.toMatch(/skey=|ptwebqq=/)
})

test('another script than ours can be the page', async ({ kind }) => {
  const folder = await mkdtemp(join(tmpdir(), 'another-page-'))
  await writeFile(
    join(folder, 'mq.js'),
    `window.mq = { main: { onPTLoginSuccess: (type) => { document.title = 'in as ' + type } } }
     const frame = document.createElement('iframe')
     frame.src = 'https://ui.ptlogin2.qq.com/cgi-bin/login?s_url=' + encodeURIComponent('http://w.qq.com/proxy.html')
     document.querySelector('#container').append(frame)`,
  )
  const simulator = await startSimulator({ pageDir: folder })
  const phone = createPhone(simulator.controlUrl)
  const page = await openPageBrowser(kind, simulator)
  try {
    await page.goto('http://w.qq.com/')
    await phone.waitForQr()
    await phone.scan()
    await phone.confirm()
    await until('the end of the login', () => page.evaluate<boolean>('document.title === "in as 10"'))
    expect(await page.evaluate<string>('document.cookie')).toMatch(/\bskey=@/)
  } finally {
    await page.close()
    await simulator.close()
    await rm(folder, { recursive: true })
  }
})
