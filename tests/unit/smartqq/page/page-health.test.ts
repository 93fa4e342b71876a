// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { findChatPanel } from '../../../../lib/smartqq/page/chat-panel.ts'
import { brokenInChat, brokenInLists } from '../../../../lib/smartqq/page/page-health.ts'
import { chatHtml, itemHtml, messageHtml, sessionsHtml, show, timeHtml } from './page-html.ts'

const good = chatHtml('小明', 'friend', [timeHtml('17:57'), messageHtml({ text: 'a' })])

function broken(html: string) {
  show(html)
  const chat = findChatPanel(document)
  expect(chat).not.toBeNull()
  return chat && brokenInChat(chat)
}

describe('a chat', () => {
  it('is well as the page makes it, with and without messages', () => {
    expect(broken(good)).toEqual([])
    expect(broken(chatHtml('午饭', 'many'))).toEqual([])
    expect(broken(chatHtml('', 'many', [timeHtml('17:57')]))).toEqual([])
  })

  it.each([
    ['chat-title', good.replaceAll('h1', 'h2')],
    ['chat-menu', good.replaceAll('viewQzone', 'space')],
    ['chat-menu', good.replaceAll('pannel_menu_list', 'panel_menu_list')],
    ['chat-body', good.replaceAll('chat_container', 'talk')],
    ['chat-message', good.replaceAll('chat_content_group', 'bubble')],
    ['chat-message', good.replaceAll('class="chat_content "', 'class="text"')],
    ['chat-box', good.replaceAll('chat_textarea"', 'box"')],
    ['chat-box', good.replaceAll('<textarea id', '<input id')],
  ])('says that its %s is not as it should be', (part, html) => {
    expect(broken(html)).toEqual([part])
  })
})

describe('the lists', () => {
  it('say nothing while they are empty or not there', () => {
    show(sessionsHtml())
    expect(brokenInLists(document)).toBeNull()
    show('')
    expect(brokenInLists(document)).toBeNull()
  })

  it('are well when an item is, also beside one for nobody', () => {
    show(sessionsHtml(itemHtml('undefined', 5, '').replaceAll('_uin="5"', ''), itemHtml('group', 21, '午饭')))
    expect(brokenInLists(document)).toEqual([])
  })

  it.each([
    ['class', (html: string) => html.replaceAll('list_item', 'row')],
    ['number', (html: string) => html.replaceAll('_uin', 'data-uin')],
    ['type', (html: string) => html.replaceAll('_type', 'data-type')],
  ])('are not when their items have lost their %s', (_, lose) => {
    show(lose(sessionsHtml(itemHtml('friend', 11, '小明'), itemHtml('group', 21, '午饭'))))
    expect(brokenInLists(document)).toEqual(['list-item'])
  })
})
