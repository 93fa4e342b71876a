import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import {
  archiveRows,
  exportAll,
  logIn,
  makeRule,
  openDecisions,
  waitForDecision,
  waitForState,
} from './support/steps.ts'
import { until } from '../support/until.ts'

test.use({ preferences: { replyDelayMs: 0 } })

const POLL = 'poll2'

test('web pages and broken items in place of messages: said in words, the good ones are kept and answered', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })

  await test.step('a web page in place of a poll reply', async () => {
    await phone.fault({ path: POLL, kind: 'html' })
    await waitForState(popup, '离线')
    const main = popup.role('main')
    await main.waitText('您的网络要求先登录')
    await main.waitText('请打开任意网页，完成它的登录，然后重试。')
    await main.waitText(/从 \d\d:\d\d 起。/)
    await main.waitText('规则照常可以编辑，存档和导出可用。')
  })

  await test.step('what is written meanwhile is answered, whatever is broken beside it', async () => {
    await phone.rawItem({ poll_type: 'message', value: { content: 7, from_uin: 'nobody' } })
    await phone.rawItem({ poll_type: 'somebodys_new_kind', value: { from_uin: 1 } })
    await phone.rawItem({ surprise: 'not even an item' })
    await phone.friendSays('强哥', '在吗')
    const [reply] = await phone.waitForSent(1, 0, 20_000)
    expect(reply).toMatchObject({ to: { number: 510942000 }, text: '稍后联系', delivered: true })
    await waitForState(popup, '在线 · 后台在接收')
    await notice(popup, '有 2 条内容读不出来，原样存在存档里，没有回复。')
  })

  await test.step('nothing is lost: the broken ones lie in the archive as they came', async () => {
    const kinds = (await archiveRows<{ kind: string; raw: unknown }>(popup, 'oddments')).map(({ kind, raw }) => [
      kind,
      raw,
    ])
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['unreadable', { poll_type: 'message', value: { content: 7, from_uin: 'nobody' } }],
        ['unreadable', { surprise: 'not even an item' }],
        ['unknown-kind', { poll_type: 'somebodys_new_kind', value: { from_uin: 1 } }],
      ]),
    )
    const { conversations } = await exportAll(companion, popup)
    expect(conversations.map(({ title, messages }) => [title, messages.map(({ text }) => text)])).toEqual([
      ['强哥', ['在吗', '稍后联系']],
    ])
  })
})

test('empty, cut and strange poll replies: said in words, and receiving goes on by itself', async ({
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })

  await test.step('a reply of unknown shape is kept and told', async () => {
    await phone.fault({ path: POLL, kind: 'unknown-shape' })
    await notice(popup, '有 1 条内容读不出来，原样存在存档里，没有回复。')
    await phone.waitForPoll()
  })

  await test.step('an empty reply', async () => {
    await phone.fault({ path: POLL, kind: 'empty', times: -1 })
    await popup.role('main').waitText('服务器出错')
    await phone.clearFaults()
    await phone.friendSays('强哥', '在吗，空的')
    await phone.waitForSent(1)
    await waitForState(popup, '在线 · 后台在接收')
  })

  await test.step('a reply that breaks off', async () => {
    await phone.waitForPoll()
    await phone.fault({ path: POLL, kind: 'malformed' })
    await popup.text('服务器的回答看不懂', { exact: true }).waitVisible()
    await phone.friendSays('Lily', '在吗，断的')
    await phone.waitForSent(2, 0, 20_000)
    await waitForState(popup, '在线 · 后台在接收')
  })
})

test('after trouble that has passed the popup says so without a message coming', async ({ popup, phone }) => {
  await logIn(popup, phone)
  await phone.fault({ path: POLL, kind: 'http-502' })
  await popup.text('服务器出错', { exact: true }).waitVisible()
  await waitForState(popup, '在线 · 后台在接收', 15_000)
  expect(await popup.text('服务器出错', { exact: true }).count()).toBe(0)
})

test('a web page, then a refusal, in place of the friends: whoever writes is asked about until they come by themselves', async ({
  popup,
  phone,
}) => {
  await phone.fault({ path: 'get_user_friends2', kind: 'html' })
  await phone.fault({ path: 'get_user_friends2', kind: 'retcode', retcode: 99_999 })
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '稍后联系' })
  await notice(popup, /名单没有取到（.*）。名字可能缺失，会自动再试。/)
  await openDecisions(popup)
  await phone.friendSays('强哥', '在吗？')
  await waitForDecision(popup, '在吗？', '已回复')
  await until('the list to be asked again', async () => (await listCalls(phone)) === 3, 15_000)
  await popup.role('list', '记录').waitText('强哥')
  await phone.friendSays('Lily', '在吗，第二次')
  await waitForDecision(popup, '在吗，第二次', '已回复')
})

async function listCalls(phone: { requests(): Promise<{ path: string }[]> }): Promise<number> {
  return (await phone.requests()).filter(({ path }) => path.includes('get_user_friends2')).length
}

async function notice(popup: Tab, words: string | RegExp): Promise<void> {
  await popup.role('region', '提示').waitText(words, 15_000)
}
