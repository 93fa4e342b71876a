// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { isSameChat, readChatEvidence } from '../../../../lib/smartqq/page/chat-evidence.ts'
import { findChatPanel } from '../../../../lib/smartqq/page/chat-panel.ts'
import { createListChoice } from '../../../../lib/smartqq/page/list-choice.ts'
import { chatHtml, itemHtml, membersHtml, messageHtml, profileHtml, sessionsHtml, show } from './page-html.ts'

let now = 0
let choice = createListChoice(() => now)

function evidence() {
  const chat = findChatPanel(document)
  return chat && readChatEvidence(chat, choice.chosenFor)
}

function click(selector: string) {
  const target = document.querySelector(selector)
  if (!target) throw new Error(`Nothing is ${selector}`)
  choice.clicked(target)
}

beforeEach(() => {
  now = 1_000
  choice = createListChoice(() => now)
})

describe('the chat that is open', () => {
  it('is none while the page shows none', () => {
    show(sessionsHtml())
    expect(evidence()).toBeNull()
    show(chatHtml('小明', 'friend', [], { style: 'display: none; transform: translate3d(-100%, 0, 0)' }))
    expect(evidence()).toBeNull()
    show(`<div style="display: none">${chatHtml('小明', 'friend')}</div>`)
    expect(evidence()).toBeNull()
  })

  it('is told by its title and its menu, whatever number its panel has', () => {
    show(chatHtml(' 小明 ', 'friend', [], { id: 6 }))
    expect(evidence()).toEqual({ title: '小明', kind: 'friend', chosen: null, authors: [] })
    show(chatHtml('午饭', 'many', [], { id: 9 }))
    expect(evidence()).toMatchObject({ title: '午饭', kind: 'many' })
  })

  it('is the one that shows when a second login has left others', () => {
    show(
      chatHtml('A', 'friend', [], { style: 'display: none' }),
      chatHtml('B', 'friend'),
      chatHtml('C', 'friend', [], { style: 'display:none' }),
    )
    expect(evidence()?.title).toBe('B')
  })

  it('is found by the box when the panel has lost its class', () => {
    show(chatHtml('小明', 'friend').replace('chat-panel', 'talk-panel'))
    expect(evidence()?.title).toBe('小明')
  })

  it('names the authors on screen, each once, and not ourselves', () => {
    show(
      chatHtml('午饭', 'many', [
        messageHtml({ text: 'a', author: 7 }),
        messageHtml({ text: 'b', author: 8 }),
        messageHtml({ text: 'c', author: 7 }),
        messageHtml({ text: 'd' }),
        messageHtml({ text: 'e', side: 'self', author: 1 }),
        '<div class="chat_content_group buddy" _sender_uin="x"></div>',
      ]),
    )
    expect(evidence()?.authors).toEqual([7, 8])
  })

  it('has no kind when its menu tells none', () => {
    show(chatHtml('小明', 'friend').replaceAll('viewQzone', 'other'))
    expect(evidence()?.kind).toBeNull()
    show('<div class="panel chat-panel" style="display: block"></div>')
    expect(evidence()).toEqual({ title: '', kind: null, chosen: null, authors: [] })
  })
})

describe('the item the chat was opened by', () => {
  const ming = itemHtml('friend', 11, '小明')
  const namesake = itemHtml('friend', 12, '小明')

  it('holds while its name is the title', () => {
    show(sessionsHtml(ming), chatHtml('小明', 'friend'))
    click('[_uin="11"] .member_msg')
    expect(evidence()?.chosen).toEqual({ kind: 'friend', number: 11 })
    now += 60 * 60_000
    expect(evidence()?.chosen).toEqual({ kind: 'friend', number: 11 })
    document.querySelector('h1')!.textContent = '小红'
    expect(evidence()?.chosen).toBeNull()
    document.querySelector('h1')!.textContent = '小明'
    expect(evidence()?.chosen).toBeNull()
  })

  it.each([
    ['a remark and its nick', '老明<span>(小明)</span>'],
    ['a card and its nick', '明-市场部<span> (小明)</span>'],
    ['a nick alone', '小明'],
  ])('has the name the title has: %s', (_, name) => {
    show(sessionsHtml(itemHtml('friend', 11, name)), chatHtml('小明', 'friend'))
    click('[_uin="11"]')
    expect(evidence()?.chosen?.number).toBe(11)
  })

  it('keeps brackets that belong to the nick', () => {
    show(sessionsHtml(itemHtml('friend', 11, '老明<span>(明(北京))</span>')), chatHtml('明(北京)', 'friend'))
    click('[_uin="11"]')
    expect(evidence()?.chosen?.number).toBe(11)
  })

  it('is the later of two namesakes', () => {
    show(sessionsHtml(ming, namesake), chatHtml('小明', 'friend'))
    click('[_uin="11"]')
    expect(evidence()?.chosen?.number).toBe(11)
    click('[_uin="12"]')
    expect(evidence()?.chosen?.number).toBe(12)
  })

  it('is not believed against the menu or the author of the messages', () => {
    show(
      sessionsHtml(itemHtml('group', 21, '小明'), ming),
      chatHtml('小明', 'friend', [messageHtml({ text: 'a', author: 12 })]),
    )
    click('[_uin="21"]')
    expect(evidence()?.chosen).toBeNull()
    click('[_uin="11"]')
    expect(evidence()?.chosen).toBeNull()
  })

  it('says nothing about a chat that opens long after', () => {
    show(sessionsHtml(ming))
    click('[_uin="11"]')
    now += 60_000
    show(chatHtml('小明', 'friend'))
    expect(evidence()?.chosen).toBeNull()
  })

  it('is kept while another chat is on its way', () => {
    show(sessionsHtml(ming, itemHtml('group', 21, '午饭')), chatHtml('小明', 'friend'))
    click('[_uin="11"]')
    evidence()
    click('[_uin="21"]')
    expect(evidence()?.chosen?.number).toBe(11)
    document.querySelector('h1')!.textContent = '午饭'
    document.querySelector('.viewQzone')!.className = 'viewMembers'
    expect(evidence()?.chosen).toEqual({ kind: 'group', number: 21 })
  })

  it('is nobody when the chat that comes is neither the one before nor the one picked', () => {
    show(sessionsHtml(ming, itemHtml('group', 21, '午饭')), chatHtml('小明', 'friend'))
    click('[_uin="11"]')
    evidence()
    click('[_uin="21"]')
    document.querySelector('h1')!.textContent = '小红'
    expect(evidence()?.chosen).toBeNull()
  })

  it('is forgotten when the chat is closed', () => {
    show(sessionsHtml(ming), chatHtml('小明', 'friend'))
    click('[_uin="11"]')
    evidence()
    click('.chat-panel [cmd=clickRightButton] span')
    expect(evidence()?.chosen).toBeNull()
  })

  it('is not an avatar, which opens a profile, nor a member, nor an item that is for nobody', () => {
    show(
      sessionsHtml(ming, itemHtml('undefined', 13, '小明')),
      membersHtml(itemHtml('friend', 14, '小明')),
      chatHtml('小明', 'friend'),
    )
    click('[_uin="11"] img')
    expect(evidence()?.chosen).toBeNull()
    click('[_uin="13"]')
    expect(evidence()?.chosen).toBeNull()
    click('li[_uin="14"]')
    expect(evidence()?.chosen).toBeNull()
  })

  it('is whose profile was open when a message is written from there', () => {
    show(
      membersHtml(itemHtml('friend', 14, '明-市场部<span> (小明)</span>')),
      profileHtml('小明'),
      chatHtml('小明', 'friend'),
    )
    click('li[_uin="14"]')
    click('.sendMsg2Member')
    expect(evidence()?.chosen).toEqual({ kind: 'friend', number: 14 })
  })

  it('is nobody when the profile is of somebody we did not see picked, though the last chat had the same name', () => {
    show(sessionsHtml(ming), profileHtml('小明'), chatHtml('小明', 'friend'))
    click('li[_uin="11"] p')
    expect(evidence()?.chosen?.number).toBe(11)
    click('.sendMsg2Member')
    expect(evidence()?.chosen).toBeNull()
  })

  it('is not troubled by clicks elsewhere', () => {
    show(sessionsHtml(ming), chatHtml('小明', 'friend'))
    choice.clicked(null)
    choice.clicked(document)
    choice.clicked(document.body)
    expect(evidence()?.chosen).toBeNull()
  })
})

describe('two readings', () => {
  it('are of the same chat whatever has been written meanwhile', () => {
    const before = { title: 'a', kind: 'friend', chosen: { kind: 'friend', number: 1 }, authors: [] } as const
    expect(isSameChat({ ...before, authors: [1] }, { ...before, authors: [] })).toBe(true)
    expect(isSameChat({ ...before, authors: [] }, { ...before, title: 'b', authors: [] })).toBe(false)
    expect(isSameChat({ ...before, authors: [] }, { ...before, kind: 'many', authors: [] })).toBe(false)
    expect(isSameChat({ ...before, authors: [] }, { ...before, chosen: null, authors: [] })).toBe(false)
  })
})
