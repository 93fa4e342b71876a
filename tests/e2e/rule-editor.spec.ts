import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import { logIn, makeRule } from './support/steps.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

test('what cannot be a rule is refused beside its field, and nothing that was typed is lost', async ({ popup }) => {
  await popup.role('button', '写第一条规则').click()

  await test.step('nothing filled in: each field says what it wants', async () => {
    await save(popup)
    await popup.text('有 2 处要改').waitVisible()
    expect(await problemOf(popup, popup.role('textbox', '关键词'))).toBe('写上要匹配的文字，否则每条消息都会被回复。')
    expect(await problemOf(popup, popup.label('回复内容'))).toBe('写上要回复的内容。')
    await waitFocused(popup, 'texts')
  })

  await test.step('a keyword of blanks is none', async () => {
    await popup.role('textbox', '关键词').fill('   ')
    expect(await problemOf(popup, popup.role('textbox', '关键词'))).toBe('写上要匹配的文字，否则每条消息都会被回复。')
  })

  await test.step('a variable that does not exist', async () => {
    await popup.label('回复内容').fill('你好 {nikc}')
    await popup.text('没有这个变量：{nikc}').waitVisible()
    await popup.label('回复内容').fill('你要{capture:1}？')
    await popup.text('{capture:1} 只能配合正则表达式使用。').waitVisible()
  })

  for (const [pattern, reason] of [
    ['(?=a)', '(?='],
    ['(a)\\1', '\\1'],
    ['(', '('],
  ] as const) {
    await test.step(`a pattern that RE2 refuses: ${pattern}`, async () => {
      await popup.label('消息文字').select('pattern')
      const field = popup.role('textbox', '正则表达式')
      await field.fill(pattern)
      await save(popup)
      const problem = await problemOf(popup, field)
      expect(problem).toMatch(/^这个正则表达式不能用：/)
      expect(problem).toContain(reason)
      expect(await field.value()).toBe(pattern)
      expect(await popup.label('回复内容').value()).toBe('你要{capture:1}？')
      await waitFocused(popup, 'pattern')
    })
  }

  await test.step('mended, it is saved', async () => {
    await popup.role('textbox', '正则表达式').fill('我要(.+)')
    await popup.text(/处要改/).waitHidden()
    await save(popup)
    await popup.role('listitem', '规则：').waitText('符合 /我要(.+)/')
  })
})

test('a part of the message goes into the reply, and an edited rule answers as it reads now', async ({
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { pattern: '我要(\\S+)', reply: '{capture:1}好了叫你' })
  await phone.friendSays('强哥', '老板，我要辣子鸡')
  expect((await phone.waitForSent(1))[0]?.text).toBe('辣子鸡好了叫你')

  await test.step('edited: it comes with what it said, and replaces itself', async () => {
    await popup.role('listitem', '规则：').role('button', '规则操作').click()
    await popup.role('button', '编辑', { exact: true }).click()
    await popup.role('form', '编辑规则').waitVisible()
    expect(await popup.role('textbox', '正则表达式').value()).toBe('我要(\\S+)')
    expect(await popup.label('时长').value()).toBe('0')
    await popup.label('消息文字').select('exact')
    await popup.role('textbox', '句子').fill('在吗')
    await popup.label('回复内容').fill('在')
    await popup.role('figure', '预览').waitText('当好友发来「在吗」，回复「在」')
    await save(popup)
    await popup.role('listitem', '规则：').waitText('→「在」')
    expect(await popup.role('list', '规则').role('listitem').count()).toBe(1)
  })

  await phone.friendSays('Lily', '在吗')
  const [reply] = await phone.waitForSent(1, 1)
  expect(reply?.text).toBe('在')
  await popup.role('listitem', '规则：').waitText('今日回复 2 次')
})

async function save(popup: Tab): Promise<void> {
  await popup.role('button', '保存').click()
}

/** What is said right beside a field that is marked as wrong. */
async function problemOf(popup: Tab, field: ReturnType<Tab['role']>): Promise<string> {
  expect(await field.attribute('aria-invalid')).toBe('true')
  const ids = ((await field.attribute('aria-describedby')) ?? '').split(' ')
  return popup.css(`#${ids.find((id) => id.endsWith('-problem'))}`).waitText(/./)
}

async function waitFocused(popup: Tab, id: string): Promise<void> {
  await until(`the focus on ${id}`, () => popup.evaluate((wanted) => document.activeElement?.id === wanted, id))
}
