// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { focusLater, takesFocus } from '../../../lib/ui/focus-later.ts'

function button(): HTMLButtonElement {
  return document.body.appendChild(document.createElement('button'))
}

beforeEach(() => void dispatchEvent(new Event('keydown')))
afterEach(() => document.body.replaceChildren())

describe('focusLater', () => {
  it('gives the focus to the element of that name when it is drawn', () => {
    const [one, other] = [button(), button()]
    focusLater('one')
    takesFocus('other')(other)
    expect(document.activeElement).not.toBe(other)
    takesFocus('one')(one)
    expect(document.activeElement).toBe(one)
  })

  it('gives it again when the element is moved', () => {
    const one = button()
    focusLater('one')
    takesFocus('one')(one)
    one.blur()
    takesFocus('one')(null)
    takesFocus('one')(one)
    expect(document.activeElement).toBe(one)
  })

  it.each(['keydown', 'pointerdown'])('forgets the wish at the next %s', (event) => {
    const one = button()
    focusLater('one')
    dispatchEvent(new Event(event))
    takesFocus('one')(one)
    expect(document.activeElement).not.toBe(one)
  })
})
