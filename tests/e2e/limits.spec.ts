import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import { SHIPPED_LIMITS, setPreferences } from './support/preferences.ts'
import { archiveRows, logIn, makeRule, openDecisions, waitForDecision, waitForNextBreath } from './support/steps.ts'
import type { Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const QIANG = 510942000
const CHEN = 455667788
const LILY = 824566000
/** A machine that gives itself this much time is not taken for somebody who writes in several goes. ms */
const SLOW = 5_100
/** What the service tells a client that may not send. */
const REFUSAL = 100006

/** What the archive keeps of a decision. */
interface Decided {
  messageKey: string
  outcome: { kind: 'reply' } | { kind: 'none'; why: string }
}

test('two machines that answer each other: three replies of ours at most, then the chat is left alone until told', async ({
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在', reply: '我在开会' })
  await phone.answersByItself('强哥', ['我不在座位上', '现在不方便', '在忙，稍后再说', '还是不在'], SLOW)
  await phone.answersByItself('Lily', ['在的，一', '在的，二', '在的，三'])
  await phone.answersByItself('晨晨', ['[自动回复]现在不在，一', '[自动回复]现在不在，二'])

  await test.step('one that says what it is, and one that answers before it can have read, hear of us once', async () => {
    // Alone, so that our reply does not wait its turn.
    await phone.friendSays('Lily', '在吗')
    await until('the answer', async () => (await whysOf(popup)).includes('burst'))
    await phone.saysAtOnce(['强哥', '晨晨'].map((friend) => ({ friend, text: '在吗' })))
    await until('the answer', async () => (await whysOf(popup)).includes('automatic-reply'))
    expect(await repliesTo(phone, CHEN)).toBe(1)
    expect(await repliesTo(phone, LILY)).toBe(1)
  })

  await test.step('one that takes its time hears of us three times; then its chat is paused, and the button says so', async () => {
    await until('the pause', async () => (await whysOf(popup)).includes('loop'), 40_000)
    expect(await repliesTo(phone, QIANG)).toBe(3)
    await until('the badge', async () => (await badgeOf(popup)) === '1')
    await popup.role('region', '暂停回复的会话').waitText('强哥')
  })

  await test.step('a person who writes there is not answered either, until the user goes on', async () => {
    await phone.answersByItself('强哥', [])
    await phone.friendSays('强哥', '在吗，我是本人')
    await openDecisions(popup)
    await waitForDecision(popup, '在吗，我是本人', '未回复 · 两边像都在自动回复，这个会话暂停了')
    await popup.role('button', '恢复').click()
    await until('no badge', async () => (await badgeOf(popup)) === '')
    await phone.friendSays('强哥', '在吗，还是本人')
    await waitForDecision(popup, '在吗，还是本人', '已回复')
    expect(await repliesTo(phone, QIANG)).toBe(4)
  })
})

test('a backlog of 1,000 messages is archived and not answered; 199 people at once get what a minute allows, and none gets it later', async ({
  popup,
  phone,
}) => {
  await phone.populate({ groups: 1, members: 200 })
  const crowd = (await phone.state()).groups.at(-1)!
  const members = (crowd.members as { number: number }[]).map(({ number }) => number).filter((one) => one !== OWN)
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '我在开会', everywhere: true, contacts: [crowd.name] })
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })

  await test.step('the line is cut while friends and the group go on writing', async () => {
    await phone.cutLine(true)
    const now = Date.now()
    await phone.saysAtOnce(
      Array.from({ length: 1_000 }, (_, n) => ({
        ...(n % 2 === 0
          ? { friend: [QIANG, LILY, CHEN][n % 3] ?? QIANG }
          : { group: crowd.number, member: someone(n) }),
        text: `在吗，第 ${n} 条`,
        at: now - 100_000 - n * 1_000,
      })),
    )
    await phone.cutLine(false)
    await until('all of them', async () => (await archiveRows(popup, 'messages')).length === 1_000, 40_000)
  })

  await test.step('nobody is answered, since all of it is old', async () => {
    expect(new Set(await whysOf(popup))).toEqual(new Set(['stale']))
    expect(await archiveRows(popup, 'decisions')).toHaveLength(1_000)
    expect(await phone.sent()).toEqual([])
  })

  await test.step('then 199 people say the word: six replies are planned', async () => {
    await phone.waitForPoll()
    await phone.saysAtOnce(members.map((member) => ({ group: crowd.number, member, text: '在吗' })))
    await until('all decisions', async () => (await archiveRows(popup, 'decisions')).length === 1_199, 30_000)
    expect((await whysOf(popup)).filter((why) => why === 'cap-minute')).toHaveLength(members.length - 6)
    expect(await outbox(popup)).toHaveLength(6)
  })

  await test.step('what still waits when the user switches off is dropped, and nothing is left to be sent', async () => {
    await phone.waitForSent(2)
    await popup.role('switch', '自动回复总开关').click()
    await until('an end of each', async () => (await outbox(popup)).every((state) => /^(?:sent|dropped)$/.test(state)))
    expect(await outbox(popup)).toContain('dropped')
    expect((await phone.sent()).length).toBe((await outbox(popup)).filter((state) => state === 'sent').length)
  })

  function someone(n: number): number {
    return members[n % members.length] ?? QIANG
  }
})

test('whoever was answered waits ten minutes for the next; three refusals stop everything until it is switched on again', async ({
  popup,
  phone,
}) => {
  await setPreferences(popup, { replyDelayMs: 0, limits: SHIPPED_LIMITS })
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '我在开会' })
  await openDecisions(popup)

  await test.step('the same friend again', async () => {
    await phone.friendSays('强哥', '在吗')
    await waitForDecision(popup, '在吗', '已回复')
    await waitForNextBreath(phone)
    await phone.friendSays('强哥', '在吗，急')
    await until('the reason', async () => (await whysOf(popup)).includes('contact-cooldown'))
  })

  await test.step('the service refuses three in a row: said, with what to do', async () => {
    await phone.fault({ path: 'send_buddy_msg2', kind: 'retcode', retcode: REFUSAL, times: 3 })
    await phone.saysAtOnce(['Lily', '晨晨', '王芳'].map((friend) => ({ friend, text: '在吗，三位' })))
    await popup.role('banner').role('status').waitText('在线 · 自动回复已停', 20_000)
    await popup.text('账号可能被限制发言').waitVisible()
    await phone.friendSays(601000001, '在吗，小李')
    await until('the reason', async () => (await whysOf(popup)).includes('refused-sends'))
    expect(await outbox(popup)).toHaveLength(4)
  })

  await test.step('switched on again it answers', async () => {
    await popup.role('button', '重新打开自动回复').click()
    await popup.role('banner').role('status').waitText('在线 · 后台在接收')
    await phone.friendSays(601000002, '在吗，另一个小李')
    await waitForDecision(popup, '在吗，另一个小李', '已回复')
  })
})

const OWN = 1234567890

/** Reasons for silence so far, one a decision. */
async function whysOf(page: Tab): Promise<string[]> {
  const decisions = await archiveRows<Decided>(page, 'decisions')
  return decisions.flatMap(({ outcome }) => (outcome.kind === 'none' ? [outcome.why] : []))
}

/** What became of each reply so far. */
async function outbox(page: Tab): Promise<string[]> {
  return (await archiveRows<{ state: string }>(page, 'outbox')).map(({ state }) => state)
}

const repliesTo = async (phone: Phone, number: number) =>
  (await phone.sent()).filter(({ to }) => to?.number === number).length

interface ExtensionPage {
  action: { getBadgeText(of: object): Promise<string> }
}
declare const browser: ExtensionPage | undefined
declare const chrome: ExtensionPage

/** What stands on the toolbar's button. */
const badgeOf = (page: Tab) =>
  page.evaluate(() => (typeof browser === 'undefined' ? chrome : browser).action.getBadgeText({}), undefined)
