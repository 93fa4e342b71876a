import type { Companion, Saved, Tab } from '../e2e/support/companion.ts'
import { setPreferences } from '../e2e/support/preferences.ts'
import { readExport } from './export-file.ts'
import type { Phone } from './phone.ts'

/** What the story needs, and who is told of its steps. */
export interface Stage {
  companion: Companion
  phone: Phone
  /** Does one step; the tab it gives is the one to look at afterwards. Steps come one after the other. */
  step(words: string, act: () => Promise<Tab>): Promise<void>
}

const QUESTION = '在吗？今晚打球'
/** The user's own name for the group 周末羽毛球. */
const GROUP = '球友'
const ANSWER = '我在开会，稍后联系'

/**
 * The main job of the product from beginning to end: log in by QR code, make a rule, a friend and a group write, the
 * rule answers, the chats are exported as JSON that follows the published schema, read in the workbench, and searched.
 * @returns The exported file.
 * @throws {Error} At the first step that does not hold.
 */
export async function playMainStory({ companion, phone, step }: Stage): Promise<Saved> {
  const popup = await companion.popup()
  await setPreferences(popup, { language: 'zh-CN' })
  let exported: Saved | undefined

  await step('the popup shows a QR code', async () => {
    await popup.role('img', '登录二维码').waitVisible()
    await phone.waitForQr()
    return popup
  })

  await step('the phone scans it and has to confirm', async () => {
    await phone.scan()
    await popup.text('已扫码，请在手机上确认').waitVisible()
    return popup
  })

  await step('the phone confirms, the companion is online and listens', async () => {
    await phone.confirm()
    await popup.role('status', '').first().waitText('在线 · 后台在接收', 20_000)
    await popup.text('小明', { exact: true }).first().waitVisible()
    await phone.waitForPoll()
    return popup
  })

  await step('a rule is made by hand: friends and groups that say 在吗 get an answer', async () => {
    await popup.role('button', '写第一条规则').click()
    await popup.role('button', '群', { exact: true }).click()
    await popup.label('关键词').fill('在吗')
    await popup.label('关键词').press('Enter')
    await popup.label('回复内容').fill(ANSWER)
    await popup.role('figure', '预览').waitText('在吗')
    return popup
  })

  await step('the rule is saved and reads as a sentence', async () => {
    await popup.role('button', '保存').click()
    await popup.role('listitem', '规则').waitText(ANSWER)
    return popup
  })

  await step('a friend asks, the rule answers', async () => {
    await phone.friendSays('强哥', QUESTION)
    const [reply] = await phone.waitForSent(1, 0, 20_000)
    expectReply(reply, 'friend', 510942000)
    await popup.text('已回 1').waitVisible()
    return popup
  })

  await step('somebody in a group asks and mentions me, the rule answers there', async () => {
    await phone.groupSays('周末羽毛球', 398877000, { text: QUESTION, mentionMe: true })
    const [reply] = await phone.waitForSent(1, 1, 20_000)
    expectReply(reply, 'group', null)
    await popup.text('已回 2').waitVisible()
    return popup
  })

  await step('a message no rule is about is kept and not answered, with the reason in words', async () => {
    await phone.friendSays('Lily', '周报发你邮箱了')
    await popup.role('tab', '最近').click()
    await popup.role('radio', '记录').click()
    await popup.role('list', '记录').waitText('周报发你邮箱了', 20_000)
    await popup.role('listitem').first().waitText('没有规则符合')
    return popup
  })

  await step('the conversations are listed by name', async () => {
    await popup.role('radio', '会话').click()
    for (const name of ['强哥', GROUP, 'Lily']) await popup.role('list', '会话').waitText(name)
    return popup
  })

  await step('all chats are exported to JSON in a tab of the workbench', async () => {
    await popup.role('tab', '导出').click()
    await popup.role('button', '导出全部会话').click()
    const workbench = await companion.waitForTab('workbench.html')
    await workbench.text('导出完成').first().waitVisible(30_000)
    exported = await companion.waitForDownload(20_000)
    return workbench
  })

  await step('the file follows the published schema and holds every message', async () => {
    checkExport(exported)
    const sent = await phone.sent()
    if (sent.length !== 2) throw new Error(`Two answers were due, but the account sent ${JSON.stringify(sent)}`)
    return companion.waitForTab('workbench.html')
  })

  await step('a chat is read in the workbench: the question, and the answer that the rule gave', async () => {
    const workbench = await companion.waitForTab('workbench.html')
    await workbench.role('navigation', '工作台').role('link', '会话').click()
    await workbench.role('list', '会话').role('link', '强哥').click()
    const messages = workbench.role('feed', '强哥')
    await messages.role('article', '强哥').waitText(QUESTION)
    await messages.role('article', '我，').waitText(/我在开会，稍后联系\s*规则自动回复/)
    return workbench
  })

  await step('a word is searched for: it is found in both chats, and marked', async () => {
    const workbench = await companion.waitForTab('workbench.html')
    await workbench.role('button', '搜索消息').click()
    await workbench.role('combobox', '搜索消息').fill('打球')
    await workbench.text('共 2 条').waitVisible()
    const found = workbench.role('list', '找到的消息')
    for (const name of ['强哥', GROUP]) await found.role('link', name).waitText(QUESTION)
    await found.css('mark').first().waitText('打球')
    return workbench
  })
  if (!exported) throw new Error('nothing was exported')
  return exported
}

function expectReply(
  reply: Awaited<ReturnType<Phone['sent']>>[number] | undefined,
  kind: string,
  number: number | null,
): void {
  const good = reply?.kind === kind && reply.text === ANSWER && reply.delivered
  if (good && (number === null || reply.to?.number === number)) return
  throw new Error(`Expected the answer to a ${kind}, but the account sent ${JSON.stringify(reply)}`)
}

function checkExport(saved: Saved | undefined): void {
  if (!saved) throw new Error('nothing was saved')
  const said = readExport(saved.text).conversations.map(({ title, messages }) => ({
    title,
    texts: messages.map(({ direction, text }) => `${direction === 'out' ? '我' : ''}${text}`),
  }))
  const has = (title: string, ...texts: RegExp[]) => {
    const chat = said.find((one) => one.title === title)
    if (!texts.every((text) => chat?.texts.some((line) => text.test(line))))
      throw new Error(`The export lacks ${texts.join(' and ')} of ${title}. It has: ${JSON.stringify(said)}`)
  }
  has('强哥', /^在吗？今晚打球$/, /^我我在开会/)
  has(GROUP, /在吗？今晚打球$/, /^我我在开会/)
  has('Lily', /^周报发你邮箱了$/)
}
