import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import { logIn } from './support/steps.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

test('a rule is made, moved, switched off, deleted and brought back with the keyboard alone', async ({
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await popup.bringToFront()

  await test.step('the editor opens with the focus on its heading', async () => {
    await tabTo(popup, '写第一条规则')
    await popup.press('Enter')
    await waitFocus(popup, '新规则')
  })

  await test.step('every field is reached and filled in', async () => {
    await tabTo(popup, '群')
    await popup.press('Space')
    await tabTo(popup, '消息文字')
    await tabTo(popup, '关键词')
    await type(popup, 'hi')
    await popup.press('Enter')
    await type(popup, 'yo')
    await tabTo(popup, '回复内容')
    await type(popup, 'busy')
    await tabTo(popup, '时长')
    await type(popup, '0')
    await popup.role('figure', '预览').waitText('当好友或群（群聊中须 @我）发来含「hi」或「yo」，回复「busy」')
    await tabTo(popup, '保存')
    await popup.press('Enter')
    await waitFocus(popup, /^好友或群.*busy/)
  })

  await test.step('a second one is saved from within its last field', async () => {
    await tabTo(popup, '新规则')
    await popup.press('Enter')
    await waitFocus(popup, '新规则')
    await tabTo(popup, '关键词')
    await type(popup, 'later')
    await tabTo(popup, '回复内容')
    await type(popup, 'second')
    await popup.press('Control+Enter')
    await waitFocus(popup, /^好友.*second/)
    await waitRules(popup, ['busy', 'second'])
  })

  await test.step('moved with the arrow keys, the focus goes with it', async () => {
    await tabTo(popup, /^移动规则：.*second/, 'Shift+Tab')
    await popup.press('ArrowUp')
    await waitRules(popup, ['second', 'busy'])
    await popup.text('已移到第 1 条，共 2 条').waitVisible()
    await waitFocus(popup, /^移动规则：.*second/)
    await popup.press('ArrowDown')
    await waitRules(popup, ['busy', 'second'])
    await waitFocus(popup, /^移动规则：.*second/)
    await popup.press('ArrowUp')
    await waitRules(popup, ['second', 'busy'])
    await waitFocus(popup, /^移动规则：.*second/)
  })

  await test.step('switched off', async () => {
    await tabTo(popup, /^启用规则：.*second/)
    await popup.press('Space')
    await until('the rule to be off', async () => !(await popup.role('switch', /second/).isChecked()))
    await waitFocus(popup, /^启用规则：.*second/)
  })

  await test.step('deleted, with the focus on the way back; and brought back as it was, where it was', async () => {
    await tabTo(popup, /^规则操作：.*second/)
    await popup.press('Enter')
    await popup.role('button', '删除').waitVisible()
    await tabTo(popup, '删除')
    await popup.press('Enter')
    await waitRules(popup, ['busy'])
    await waitFocus(popup, '撤销')
    await popup.press('Enter')
    await waitRules(popup, ['second', 'busy'])
    await waitFocus(popup, /^好友.*second/)
    expect(await popup.role('switch', /second/).isChecked()).toBe(false)
  })

  await test.step('given up, the focus is where it was', async () => {
    await popup.press('Enter')
    await waitFocus(popup, '编辑规则')
    await tabTo(popup, '返回', 'Shift+Tab')
    await popup.press('Enter')
    await waitFocus(popup, /^好友.*second/)
    await tabTo(popup, '新规则')
    await popup.press('Enter')
    await waitFocus(popup, '新规则')
    await tabTo(popup, '取消')
    await popup.press('Enter')
    await waitFocus(popup, '新规则')
  })

  await test.step('the settings give the focus back as well', async () => {
    await tabTo(popup, '设置')
    await popup.press('Enter')
    await popup.role('heading', '设置').waitVisible()
    await tabTo(popup, '返回', 'Shift+Tab')
    await popup.press('Enter')
    await waitFocus(popup, '设置')
  })

  await phone.friendSays('强哥', 'hi')
  expect((await phone.waitForSent(1))[0]?.text).toBe('busy')
})

/** Presses Tab until the element with this name has the focus; on the way the focus is always to be seen. */
async function tabTo(popup: Tab, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 40; presses++) {
    await popup.press(key)
    const focus = await focusOf(popup)
    expect(focus, `after ${key} on ${passed.at(-1) ?? 'the beginning'}`).toMatchObject({ lost: false, seen: true })
    if (isNamed(focus, name)) return
    passed.push(focus.name)
  }
  throw new Error(`${key} never led to ${String(name)}, only to: ${passed.join(' | ')}`)
}

async function waitFocus(popup: Tab, name: string | RegExp): Promise<void> {
  let seen = ''
  await until('the focus', async () => {
    const focus = await focusOf(popup)
    seen = focus.name
    return isNamed(focus, name) && focus.seen
  }).catch((error: unknown) => {
    throw new Error(`The focus should be seen on ${String(name)} but is on "${seen}"`, { cause: error })
  })
}

interface Focus {
  name: string
  lost: boolean
  /** Whether somebody who looks sees where it is. */
  seen: boolean
}

const isNamed = (focus: Focus, name: string | RegExp) =>
  typeof name === 'string' ? focus.name === name : name.test(focus.name)

function focusOf(popup: Tab): Promise<Focus> {
  return popup.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', lost: true, seen: false }
    const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : []
    const label = labels.map(({ textContent }) => textContent ?? '').join(' ')
    const style = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    // A switch that is drawn by its track shows the focus there.
    const ring = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0
    return {
      name: (element.getAttribute('aria-label') || label || element.textContent || '').trim(),
      lost: false,
      seen: ring && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    }
  }, undefined)
}

async function type(popup: Tab, text: string): Promise<void> {
  for (const letter of text) await popup.press(letter)
}

/** The replies of the rules, in their order. */
async function waitRules(popup: Tab, replies: string[]): Promise<void> {
  let seen: (string | undefined)[] = []
  await until('the rules', async () => {
    const sentences = await popup.evaluate(
      () => [...document.querySelectorAll('.rule-sentence')].map(({ textContent }) => textContent ?? ''),
      undefined,
    )
    seen = sentences.map((sentence) => /「\P{L}*(\w+)\P{L}*」$/u.exec(sentence)?.[1])
    return seen.join() === replies.join()
  }).catch((error: unknown) => {
    throw new Error(`The rules should be ${replies.join()} but are ${seen.join()}`, { cause: error })
  })
}
