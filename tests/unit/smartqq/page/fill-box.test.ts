// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { ChatEvidence } from '../../../../lib/ports.ts'
import { findChatPanel } from '../../../../lib/smartqq/page/chat-panel.ts'
import { fillBox } from '../../../../lib/smartqq/page/fill-box.ts'
import { chatHtml, show } from './page-html.ts'

const chat: ChatEvidence = { title: '小明', kind: 'friend', chosen: { kind: 'friend', number: 11 }, authors: [11] }
let box: HTMLTextAreaElement

beforeEach(() => {
  show(chatHtml('小明', 'friend'))
  box = findChatPanel(document)!.box!
})

describe('a text for the box', () => {
  it('is put there for the person to send, as if it were typed', () => {
    const heard: string[] = []
    document.addEventListener('input', () => heard.push(box.value), { once: true })
    expect(fillBox('我在开会', chat, { chat: { ...chat, authors: [] }, box })).toBe('filled')
    expect(box.value).toBe('我在开会')
    expect(heard).toEqual(['我在开会'])
    expect(document.activeElement).toBe(box)
    expect(box.selectionStart).toBe(4)
  })

  it('is not put into another chat, nor anywhere when none is open', () => {
    expect(fillBox('x', chat, null)).toBe('other-chat')
    expect(fillBox('x', chat, { chat: { ...chat, title: '小红' }, box })).toBe('other-chat')
    expect(fillBox('x', chat, { chat: { ...chat, chosen: null }, box })).toBe('other-chat')
    expect(box.value).toBe('')
  })

  it('leaves what the person has written', () => {
    box.value = ' '
    expect(fillBox('x', chat, { chat, box })).toBe('not-empty')
    expect(box.value).toBe(' ')
  })

  it('has nowhere to go without a box', () => {
    expect(fillBox('x', chat, { chat, box: null })).toBe('no-box')
  })
})
