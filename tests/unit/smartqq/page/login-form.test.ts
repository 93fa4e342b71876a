// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { showsLoginForm } from '../../../../lib/smartqq/page/login-form.ts'

afterEach(() => document.body.replaceChildren())

describe('showsLoginForm', () => {
  it('is false before the page has ever shown it', () => {
    expect(showsLoginForm(document)).toBe(false)
  })

  it('is true from the moment the panel is there, before its class comes a tick later', () => {
    const panel = document.createElement('div')
    panel.className = 'login-panel'
    document.body.append(panel)
    expect(showsLoginForm(document)).toBe(true)
    panel.classList.add('show')
    expect(showsLoginForm(document)).toBe(true)
  })

  it('is false once it was hidden, and true when it is shown again', () => {
    const panel = document.createElement('div')
    panel.className = 'login-panel'
    document.body.append(panel)
    panel.style.display = 'none'
    expect(showsLoginForm(document)).toBe(false)
    panel.style.display = 'block'
    expect(showsLoginForm(document)).toBe(true)
  })
})
