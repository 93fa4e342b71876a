import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allMessages, fileOf, freshArchive, gist, takeIn } from './take-in.ts'

const fixture = (name: string) => fileOf(readFileSync(new URL(`../../fixtures/import/${name}`, import.meta.url)), name)

const RULE = '='.repeat(64)

describe('a QQ text of one friend', () => {
  it('is read with its people, times and lines', async () => {
    const archive = await freshArchive()
    const { outcome, survey, decisions } = await takeIn(archive, [fixture('qq-friend.txt')])
    expect(survey.formats).toEqual(['qq-txt'])
    expect(outcome.added).toBe(5)
    expect(decisions.conversations[0]).toMatchObject({ kind: 'friend', target: null })
    expect((await allMessages(archive)).map(gist)).toEqual([
      '2019-01-01T12:00:00 < 王小雨: 新年好[烟花]',
      '2019-01-01T12:00:05 > 阿青: 新年好\n\n今年去哪儿玩？',
      '2019-01-01T12:00:05 > 阿青: [图片]',
      '2019-01-02T01:05:09 < 王小雨: 去看海吧[表情]',
      '2019-01-02T01:05:10 < 王小雨: 消息对象:这一行是正文',
    ])
  })
})

describe('times without a zone', () => {
  const one = (fields: string) => `{"id":1,"type":"message","from":"Lena","from_id":"user77","text":"hi",${fields}}`
  const telegram = (...messages: string[]) =>
    fileOf(`{"name":"Lena","type":"personal_chat","id":77,"messages":[${messages.join(',')}]}`)
  const qce = fileOf(
    `{"metadata":{},"chatInfo":{"name":"x","type":"group"},"messages":[
    {"id":"1","time":"2024-03-01 16:00:00","sender":{"uid":"u"},"content":{"text":"a"}},
    {"id":"2","time":"2024-03-01T16:00:00Z","sender":{"uid":"u"},"content":{"text":"b"}}]}`,
  )
  const exact = one('"date":"2024-03-01T16:00:00","date_unixtime":"1709280000"')
  const local = one('"date":"2024-03-01T17:00:00"')

  it.each([
    ['a QQ text', () => fixture('qq-friend.txt'), { messages: 5, firstAt: Date.UTC(2019, 0, 1, 12) }],
    ['an MHT', () => fixture('qq-friend.mht'), { messages: 4, firstAt: Date.UTC(2013, 4, 11, 14, 25, 35) }],
    ['ChatLab', () => fixture('chatlab.json'), null],
    ['qq-chat-exporter', () => fixture('qce-6.json'), null],
    ['Telegram with exact times', () => telegram(exact), null],
    ['qq-chat-exporter with its local times', () => qce, { messages: 1, firstAt: Date.UTC(2024, 2, 1, 8) }],
    ['Telegram without', () => telegram(exact, local), { messages: 1, firstAt: Date.UTC(2024, 2, 1, 9) }],
  ])('are counted in %s', async (_, file, zoneless) => {
    const { survey } = await takeIn(await freshArchive(), [file()])
    expect(survey.zoneless).toEqual(zoneless)
  })
})

describe('a QQ text of everything, in GBK', () => {
  it('is read with each conversation and the numbers of its people', async () => {
    const archive = await freshArchive()
    const { survey, outcome } = await takeIn(archive, [fixture('qq-all-gbk.txt')])
    expect(survey.conversations.map(({ title, kind, count }) => [title, kind, count])).toEqual([
      ['王小雨', 'friend', 2],
      ['周末爬山', 'group', 3],
    ])
    expect(outcome.added).toBe(5)
    const group = (await allMessages(archive)).filter(({ kind }) => kind === 'group')
    expect(group.map(gist)).toEqual([
      '2018-05-12T01:00:00 < 山猫: 几点集合？',
      '2018-05-12T01:00:30 < 老郑: 八点[OK]',
      '2018-05-12T01:01:00 < -: 山猫邀请小禾加入了本群。',
    ])
    const people = await archive.contacts('0')
    expect(people.find(({ nick }) => nick === '山猫')?.number).toBe('2000000101')
  })
})

describe('an MHT of QQ', () => {
  it('is read with days, colours and pictures', async () => {
    const archive = await freshArchive()
    const { survey, outcome } = await takeIn(archive, [fixture('qq-friend.mht')])
    expect(survey.formats).toEqual(['qq-mht'])
    expect(survey.leftOut.get('pictures')).toBe(1)
    expect(outcome.added).toBe(4)
    expect((await allMessages(archive)).map(gist)).toEqual([
      '2013-05-11T14:25:35 < 王小雨: 在吗 & <好>',
      '2013-05-11T14:25:40 > 阿青: 在\n怎么了',
      '2013-05-12T01:00:00 < 王小雨: [图片]',
      '2013-05-12T01:00:01 > 阿青: 好看',
    ])
  })
})

describe('ChatLab', () => {
  it.each(['chatlab.json', 'chatlab.jsonl'])('is read from %s', async (name) => {
    const archive = await freshArchive()
    const { survey, outcome, decisions } = await takeIn(archive, [fixture(name)])
    expect(decisions.account).toBe('1000000007')
    expect(outcome.added).toBe(5)
    expect(survey.conversations).toMatchObject([{ title: '周末爬山', kind: 'group', number: '700000001' }])
    expect((await allMessages(archive)).map(gist)).toEqual([
      '2026-01-09T04:00:00 < 山猫: 几点集合？',
      '2026-01-09T04:00:01 > 阿青: 八点',
      '2026-01-09T04:00:02 < 小禾（新来的）: [语音]',
      '2026-01-09T04:00:02 < -: 小禾加入了群',
      '2026-01-09T04:00:03 < 山猫: [未知内容]',
    ])
    const [, , voice, , recalled] = await allMessages(archive)
    expect(voice?.segments).toEqual([{ type: 'attachment', what: 'voice', name: null }])
    expect(recalled?.recalled).toBe(true)
  })
})

describe('Telegram', () => {
  it('is read from the result of one chat', async () => {
    const archive = await freshArchive()
    const { outcome } = await takeIn(archive, [fixture('telegram-one.json')])
    expect(outcome.added).toBe(4)
    expect((await allMessages(archive)).map(gist)).toEqual([
      '2024-03-01T08:00:00 < Lena: Hi, see https://example.com/ now',
      '2024-03-01T08:00:10 > Anna: [文件] plan.pdf',
      '2024-03-01T08:00:20 < Lena: [表情包] sticker.webp',
      '2024-03-01T08:00:30 > Anna: [通话]',
    ])
  })

  it('is read from the result of everything', async () => {
    const archive = await freshArchive()
    const { survey } = await takeIn(archive, [fixture('telegram-all.json')])
    expect(survey.conversations.map(({ title, kind, count }) => [title, kind, count])).toEqual([
      ['Lena', 'friend', 2],
      ['Hikers', 'group', 2],
    ])
    const out = (await allMessages(archive)).filter(({ direction }) => direction === 'out')
    expect(out.map(({ text }) => text)).toEqual(['me too', 'ok'])
  })
})

describe('qq-chat-exporter', () => {
  it.each(['qce-6.json', 'qce-4.json'])('is read from %s', async (name) => {
    const archive = await freshArchive()
    const { outcome, decisions, survey } = await takeIn(archive, [fixture(name)])
    expect(survey.conversations).toMatchObject([{ title: '周末爬山', kind: 'group', number: '700000001' }])
    expect(decisions.account).toBe('1000000007')
    expect(outcome.added).toBe(3)
    expect((await allMessages(archive)).map(gist)).toEqual([
      '2026-01-09T04:00:00 < 山猫: 早[微笑]',
      '2026-01-09T04:00:01 > 阿青: 「早」[图片]',
      '2026-01-09T04:00:02 < -: 山猫撤回了一条消息',
    ])
  })

  it('is read from a manifest and chunks chosen together, whatever they are called', async () => {
    const archive = await freshArchive()
    const { survey, outcome } = await takeIn(archive, [
      fixture('qce-chunk-2.jsonl'),
      fixture('qce-manifest.json'),
      fixture('qce-chunk-1.jsonl'),
    ])
    expect(survey.conversations).toHaveLength(1)
    expect(survey.conversations[0]).toMatchObject({ title: '周末爬山', number: '700000001', count: 3 })
    expect(outcome.added).toBe(3)
    expect((await allMessages(archive)).map(({ text }) => text)).toEqual(['一', '二', '三'])
  })
})

describe('a text export of ours', () => {
  const said = (...lines: string[]) => fileOf(`${lines.join('\r\n')}\r\n`, 'chat.txt')
  const head = [
    '消息记录（此消息记录为文本格式，不支持重新导入）',
    '',
    '消息分组:我的好友',
    RULE,
    '消息对象:安娜',
    RULE,
  ]
  const report = [RULE, '2026-11-22 20:00:00 系统消息(10000)', '[完整性说明]', '…', '']

  it('has its report taken for no message, also without any message, and when it is cut short', async () => {
    const empty = said(...head, '导出信息:账号:10001', RULE, '', ...report)
    await expect(takeIn(await freshArchive(), [empty])).rejects.toMatchObject({ why: 'no-messages' })
    const cut = said(
      ...head,
      '导出信息:账号:10001',
      RULE,
      '',
      '2026-11-22 19:00:00 安娜',
      '在',
      '',
      ...report,
      ...report,
    )
    const archive = await freshArchive()
    await takeIn(archive, [cut])
    expect((await allMessages(archive)).map(({ text }) => text)).toEqual(['在'])
  })

  it('is read in the zone that it tells, whatever that of the computer is', async () => {
    const times = async (...about: string[]) => {
      const archive = await freshArchive()
      const { survey } = await takeIn(archive, [
        said(...head, ...about, RULE, '', '2026-11-22 19:00:00 安娜', '在', ''),
      ])
      return { zoneless: survey.zoneless, at: (await allMessages(archive)).map(gist)[0]?.slice(0, 19) }
    }
    expect(await times('导出信息:时区:America/New_York')).toEqual({ zoneless: null, at: '2026-11-23T00:00:00' })
    // A second one is none of ours; one that nobody knows says nothing.
    expect(await times('导出信息:时区:UTC', '导出信息:时区:America/New_York')).toEqual({
      zoneless: null,
      at: '2026-11-22T19:00:00',
    })
    const asChosen = Date.UTC(2026, 10, 22, 11)
    expect(await times('导出信息:时区:Mars/Olympus')).toEqual({
      zoneless: { messages: 1, firstAt: asChosen },
      at: '2026-11-22T11:00:00',
    })
  })

  it('keeps a first message of the service in a file of QQ', async () => {
    const archive = await freshArchive()
    await takeIn(archive, [said(...head, '2026-11-22 19:00:00 系统消息(10000)', '你们已成为好友', '')])
    expect((await allMessages(archive)).map(({ text }) => text)).toEqual(['你们已成为好友'])
  })
})
