import { expect, test } from './support/fixtures.ts'
import { setPreferences } from './support/preferences.ts'
import { exportAll, logIn, makeRule, openDecisions, waitForDecision, waitForNextBreath } from './support/steps.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const RULE = { pattern: '问(.+)$', reply: '答{capture:1}', everywhere: true }
const QIANG = 510942000
const LILY = 824566000
const SEND = '/send_buddy_msg2'

test('the service as it was in 2013: friends, groups and discussions are archived and answered', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.settings({ era: '2013' })
  await logIn(popup, phone)
  await makeRule(popup, RULE)
  await openDecisions(popup)
  await phone.friendSays('强哥', { content: ['问一', ['face', 14]] })
  await waitForDecision(popup, '问一[微笑]', '已回复')
  // By the nick: the card there is not known before the members are.
  await phone.groupSays('周末羽毛球', QIANG, '@小明 问二')
  await phone.discussSays(900100001, LILY, { text: '问三 <&>', mentionMe: true })
  await phone.waitForSent(3, 0, 20_000)
  await waitForDecision(popup, '@小明 问三 <&>', '已回复')
  const sent = (await phone.sent()).map(({ to, text, delivered }) => [to?.number, text, delivered].join(' '))
  expect(sent.toSorted()).toEqual(
    [`${QIANG} 答一［微笑］ true`, '376024301 答二 true', '900100001 答三 <&> true'].toSorted(),
  )
  const { conversations } = await exportAll(companion, popup)
  expect(conversations.map(lines).toSorted()).toEqual(
    [
      '强哥 | 问一[微笑] | 答一［微笑］',
      '球友 | @小明 问二 | 答二',
      '强哥、Lily、小明 | @小明 问三 <&> | 答三 <&>',
    ].toSorted(),
  )
})

test('the poll has other numbers than the lists: each is answered where it wrote from, once, and we ourselves never', async ({
  popup,
  phone,
}) => {
  await phone.settings({ listUinDiffers: true })
  await logIn(popup, phone)
  await makeRule(popup, RULE)
  await openDecisions(popup)

  await test.step('friends are answered, one of them without the service saying so: the echo does', async () => {
    await phone.fault({ path: SEND, kind: 'uncertain-delivered' })
    await phone.friendSays('强哥', '问一')
    await waitForDecision(popup, '问一', '已回复')
    await phone.friendSays('Lily', '问二')
    await waitForDecision(popup, '问二', '已回复')
  })

  await test.step('what we wrote on the phone comes under a number of nobody, and is left alone', async () => {
    await phone.selfSays({ friend: '强哥' }, '问自己')
    await waitForDecision(popup, '问自己', '未发送 · 发送人不在本次登录的名单里')
  })

  await test.step('the service has forgotten a number: refused, since a namesake in the lists may be somebody else', async () => {
    await waitForNextBreath(phone)
    await setPreferences(popup, { replyDelayMs: 3_000 })
    await phone.friendSays('Lily', '问三')
    await waitForDecision(popup, '问三', '等待发送')
    await phone.settings({ listUinDiffers: false })
    await setPreferences(popup, { replyDelayMs: 0 })
    await waitForDecision(popup, '问三', '被服务器拒绝 · 服务器拒绝了这条回复')
  })

  await test.step('each was sent once', async () => {
    expect((await phone.sent()).map(({ to, text, reply }) => [to?.number, text, reply])).toEqual([
      [QIANG, '答一', 1202],
      [LILY, '答二', 0],
      [undefined, '答三', 100001],
    ])
    expect((await phone.requests()).filter(({ path }) => path.endsWith(SEND))).toHaveLength(3)
  })
})

function lines({ title, messages }: { title: string | null; messages: { text: string }[] }): string {
  return [title, ...messages.map(({ text }) => text)].join(' | ')
}
