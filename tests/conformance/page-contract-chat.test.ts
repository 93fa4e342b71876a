// @vitest-environment node
import type { HTMLElement } from 'happy-dom'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PAGE_BUILDS } from '../simulator/settings.ts'
import { createPages, pathsOf } from './page-in-window.ts'
import type { PageInWindow } from './page-in-window.ts'

const pages = createPages()
beforeAll(pages.start)
afterEach(pages.closeAll)
const { booted } = pages
const evaluate = (page: PageInWindow, code: string): unknown => page.window.eval(code)
const messages = (page: PageInWindow, id: number, type: string): unknown[] =>
  JSON.parse(
    String(page.window.eval(`JSON.stringify(mq.model.chat.getMessages(${id}, '${type}').map((m) => m.content))`)),
  )
const said = (from_uin: number, text: string, time = 1480000000) => ({
  poll_type: 'message',
  value: { content: [['font', {}], text], from_uin, time },
})
const inGroup = (from_uin: number, send_uin: number, text: string) => ({
  poll_type: 'group_message',
  value: { content: [['font', {}], text], from_uin, send_uin, time: 1480000000 },
})

describe.each(PAGE_BUILDS)('the page of build %s, once it polls', (build) => {
  // PROTOCOL: "What it does not show"
  it('handles the newest item first, and drops strangers, masked groups and unknown discussions', () => {
    const page = booted(build)
    const heard = "window.heard = []; J.event.on(mq.model.chat, 'allMessageReceived', (m) => heard.push(m.content[1]))"
    evaluate(page, heard)
    page.answer('poll2', {
      retcode: 0,
      result: [
        said(31, 'older', 1480000000),
        said(31, 'newer', 1480000009),
        said(32, 'same 1', 1480000020),
        said(32, 'same 2', 1480000020),
        said(404, 'a stranger'),
        inGroup(72, 31, 'masked'),
        { poll_type: 'discu_message', value: { content: [[], 'x'], did: 404, send_uin: 31, time: 1 } },
        { poll_type: 'input_notify', value: { from_uin: 31 } },
      ],
    })
    expect(JSON.parse(String(evaluate(page, 'JSON.stringify(heard)')))).toEqual(['same 2', 'same 1', 'newer', 'older'])
  })

  // PROTOCOL: "What it does not show"
  it('treats a group member whom it does not know as its build does', () => {
    const page = booted(build)
    page.answer('poll2', { retcode: 0, result: [inGroup(71, 404, 'who am I')] })
    expect(messages(page, 71, 'group').length).toBe(build === '201604' ? 1 : 0)
  })

  // PROTOCOL: "Its sends"
  it('sends what is typed as parts, shows it before any answer, and counts msg_id up', () => {
    const page = booted(build)
    page.window.document.querySelector<HTMLElement>('#recent-item-friend-31')?.click()
    for (const text of ['a[微笑][撇嘴]b', '[nosuch]x', 'a@#b']) {
      evaluate(page, `document.querySelector('#chat_textarea').value = ${JSON.stringify(text)}`)
      page.window.document.querySelector<HTMLElement>('#send_chat_btn')?.click()
    }
    const sends = page.calls.filter(({ url }) => url.includes('send_buddy_msg2'))
    expect(sends.map(({ url }) => new URL(url).protocol)).toEqual(
      Array(3).fill(build === '20161220' ? 'https:' : 'http:'),
    )
    expect(sends[0]?.names).toEqual(['to', 'content', 'face', 'clientid', 'msg_id', 'psessionid'])
    const font = ['font', { name: '宋体', size: 10, style: [0, 0, 0], color: '000000' }]
    expect(sends.map(({ r }) => JSON.parse(String(r?.['content'])))).toEqual([
      ['a', ['face', 14], ' ', ['face', 1], ' b', font],
      ['[nosuch]', ' x', font],
      ['a', 'b', font],
    ])
    const [first, , third] = sends.map(({ r }) => Number(r?.['msg_id']))
    expect([Number(first) % 10000, Number(third) - Number(first)]).toEqual([1, 2])
    expect(page.window.document.querySelectorAll('.chat_container .self').length).toBe(3)
  })

  // PROTOCOL: "Its nodes"
  it('makes every node of a chat anew with each message, and drops _sender_uin when details arrive', () => {
    const page = booted(build)
    const { document } = page.window
    page.answer('poll2', { retcode: 0, result: [inGroup(71, 31, '一')] })
    document.querySelector<HTMLElement>('#recent-item-group-71')?.click()
    const before = document.querySelector('.chat_content_group')
    expect(before?.getAttribute('class')).toBe('chat_content_group buddy  ')
    expect(before?.getAttribute('_sender_uin')).toBe('31')
    page.answer('poll2', { retcode: 0, result: [inGroup(71, 31, '二')] })
    expect(document.querySelectorAll('.chat_content_group').length).toBe(2)
    expect(before?.isConnected).toBe(false)
    page.answer('get_group_info_ext2', {
      retcode: 0,
      result: {
        ginfo: {
          gid: 71,
          members: [
            { muin: 31, mflag: 0 },
            { muin: 404, mflag: 0 },
          ],
          memo: '',
          owner: 31,
        },
        minfo: [{ nick: '强' }, { nick: '新来的' }],
        vipinfo: [{ is_vip: 0 }, { is_vip: 0 }],
        cards: [],
      },
    })
    expect(document.querySelectorAll('[_sender_uin]').length).toBe(0)
    // From now on the member is known.
    page.answer('poll2', { retcode: 0, result: [inGroup(71, 404, '三')] })
    expect(document.querySelector('.chat_content_group:last-child .chat_nick')?.textContent).toBe('新来的')
  })

  // PROTOCOL: "Its nodes"
  it('numbers panels in the order of creation, and tells in its own world which chat is open', () => {
    const page = booted(build)
    const { document } = page.window
    expect([...document.querySelectorAll('.panel')].map(({ id }) => id)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `panel-${n}`),
    )
    document.querySelector<HTMLElement>('#recent-item-friend-31 > .avatar')?.click()
    document.querySelector<HTMLElement>('#recent-item-friend-31')?.click()
    expect(document.querySelector('.chat-panel')?.id).toBe('panel-6')
    expect(evaluate(page, 'mq.presenter.chat.getCurrentChatUin() + mq.presenter.chat.getCurrentChatType()')).toBe(
      '31friend',
    )
    expect(pathsOf(page)).toContain('get_friend_uin2')
    document.querySelector<HTMLElement>('.chat-panel [cmd=clickRightButton]')?.click()
    expect(evaluate(page, 'mq.presenter.chat.getCurrentChatUin()')).toBeNull()
  })
})
