// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { relayPage } from '../../../../entrypoints/page-relay/page-relay.ts'
import { aBackground } from './a-background.ts'

afterEach(() => {
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

const state = (loginForm: boolean, frozen = false) => ({ kind: 'state', loginForm, frozen })
const message = (origin: string, data: unknown) => dispatchEvent(new MessageEvent('message', { origin, data }))

describe('relayPage', () => {
  it('says first that the page is there, and again whenever its login form comes or goes', async () => {
    const { last } = aBackground()
    relayPage()
    const { name, said } = last()
    expect(name).toBe('page')
    expect(said).toEqual([state(false)])

    const panel = document.createElement('div')
    panel.className = 'login-panel'
    document.body.append(panel)
    await vi.waitFor(() => expect(said).toEqual([state(false), state(true)]))
    panel.classList.add('show')
    panel.style.display = 'none'
    await vi.waitFor(() => expect(said).toEqual([state(false), state(true), state(false)]))
  })

  it('says when the browser stops the page, and when it lets it go on', () => {
    const { last } = aBackground()
    relayPage()
    document.dispatchEvent(new Event('freeze'))
    document.dispatchEvent(new Event('resume'))
    expect(last().said).toEqual([state(false), state(false, true), state(false)])
  })

  it('keeps what the https frame says, as text or as an object, and nothing that others say', () => {
    const { last } = aBackground()
    relayPage()
    message('https://d1.web2.qq.com', '{"id":0}')
    message('https://d.web2.qq.com', { id: 1 })
    // The page can write into a frame of this one.
    message('http://d1.web2.qq.com', { id: 1 })
    message('https://xui.ptlogin2.qq.com', '{"action":"close"}')
    message('https://d1.web2.qq.com', 7)
    expect(last().said.slice(1)).toEqual([
      { kind: 'envelope', n: 1, data: '{"id":0}' },
      { kind: 'envelope', n: 2, data: '{"id":1}' },
    ])
  })
})
