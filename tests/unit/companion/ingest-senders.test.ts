import { describe, expect, it } from 'vitest'
import { fromFriend, handle, inDiscuss, ingestWorld, inGroup, NOON } from './ingest-world.ts'

const members = (...numbers: number[]) => ({
  name: '羽毛球',
  notice: null,
  createdAt: null,
  members: numbers.map((number) => ({
    handle: handle(number),
    nick: `n${number}`,
    card: null,
    role: 'member' as const,
    isSelf: number === 10001,
    number: null,
  })),
})

const temporary = (uin: number, text: string) => ({
  poll_type: 'sess_message',
  value: { ...fromFriend(uin, text, { id: 90, ruin: 444674000, service_type: 0 }).value },
})

describe('a sender in no list', () => {
  it('is answered at the number the message came from, once it is known who that is', async () => {
    const world = await ingestWorld()
    const { planned, decisions } = await world.receive([fromFriend(999, '在吗')])
    expect(decisions).toMatchObject([{ outcome: { kind: 'reply' } }])
    expect(planned).toMatchObject([{ target: handle(999), isToStranger: true, state: 'pending' }])
  })

  it('is not one who is a friend', async () => {
    const world = await ingestWorld()
    const { planned } = await world.receive([fromFriend(5, '在吗')])
    expect(planned).toHaveLength(1)
    expect(planned[0]).not.toHaveProperty('isToStranger')
  })

  it('of a temporary message is not answered, and gives a real number', async () => {
    const world = await ingestWorld()
    const { planned, decisions, numbers } = await world.receive([temporary(6, '在吗')])
    expect(decisions).toMatchObject([{ outcome: { kind: 'none', why: 'unknown-sender', ruleId: 'r1' } }])
    expect(planned).toEqual([])
    expect(numbers).toEqual([{ handle: handle(6), number: '444674000' }])
    expect(await world.said(handle(6))).toMatchObject([{ kind: 'friend', text: '在吗' }])
  })

  it('of a group is asked about until its members have come, and not answered afterwards', async () => {
    const world = await ingestWorld()
    const before = await world.receive([inGroup(6, '@小明 在吗')])
    expect(before.planned).toMatchObject([{ target: handle(90, 'group'), isToStranger: true }])
    world.circle.takeMembers(handle(90, 'group'), members(5, 7, 10001))
    world.now += 3_600_000
    const time = world.now / 1_000
    const after = await world.receive([inGroup(6, '@小明 在吗？', { time }), inGroup(7, '@小明 在吗！', { time })])
    expect(after.decisions.map(({ outcome }) => outcome.kind === 'none' && outcome.why)).toEqual([
      'unknown-sender',
      false,
    ])
    expect(after.planned).toHaveLength(1)
    expect(after.planned[0]).not.toHaveProperty('isToStranger')
  })
})

describe('an echo', () => {
  const echo = fromFriend(999, '稍后回复')

  it('turns an uncertain reply into a sent one', async () => {
    const world = await ingestWorld()
    await world.sent('o1', { state: 'uncertain', code: 1202 })
    expect(await world.receive([echo])).toMatchObject({ confirmed: 1, messages: [], planned: [] })
    expect(await world.row('o1')).toMatchObject({ state: 'sent', code: 1202 })
  })

  it('that comes before the answer to the send is noted on the row', async () => {
    const world = await ingestWorld()
    await world.sent('o1', { state: 'sending' })
    expect(await world.receive([echo])).toMatchObject({ confirmed: 0 })
    expect(await world.row('o1')).toMatchObject({ state: 'sending', echoedAt: NOON + 500 })
  })

  it('that was journalled before a death is joined after it', async () => {
    const world = await ingestWorld()
    await world.sent('o1', { state: 'uncertain', createdAt: NOON, stateAt: NOON + 60_000 })
    expect(await world.receive([echo], NOON + 2_000)).toMatchObject({ confirmed: 1 })
  })

  it('joins the older of two replies in the same words, the next echo the other', async () => {
    const world = await ingestWorld()
    await world.sent('o1', { state: 'uncertain' })
    await world.sent('o2', { state: 'uncertain', createdAt: NOON + 1, stateAt: NOON + 1 })
    await world.receive([fromFriend(999, '稍后回复')])
    expect(await world.row('o1')).toMatchObject({ state: 'sent' })
    expect(await world.row('o2')).toMatchObject({ state: 'uncertain' })
    await world.receive([fromFriend(999, '稍后回复')])
    expect(await world.row('o2')).toMatchObject({ state: 'sent' })
    expect(await world.oddments()).toMatchObject([{ repeats: 'out/o1' }, { repeats: 'out/o2' }])
  })

  it('in a discussion comes from the own number', async () => {
    const world = await ingestWorld()
    await world.receive([inDiscuss(5, '在吗')])
    await world.sent('o1', { kind: 'discuss', target: handle(80, 'discuss'), state: 'uncertain' })
    expect(await world.receive([inDiscuss(10001, '稍后回复')])).toMatchObject({ confirmed: 1, messages: [] })
    expect(await world.said(handle(80, 'discuss'))).toHaveLength(1)
  })

  it('has its faces under other names', async () => {
    const world = await ingestWorld()
    await world.sent('o1', { text: '好[微笑] 稍后', state: 'uncertain' })
    const content = [['font', {}], '好', ['face', 0], ' 稍后 ']
    expect(await world.receive([fromFriend(999, '', { content })])).toMatchObject({ confirmed: 1 })
  })
})

describe('a message', () => {
  it('is a duplicate minutes later when all that names a delivery is the same', async () => {
    const world = await ingestWorld()
    const item = fromFriend(5, '在吗', { msg_id: 7 })
    await world.receive([item])
    world.now += 5 * 60_000
    expect(await world.receive([structuredClone(item)])).toMatchObject({ messages: [], planned: [] })
    const later = fromFriend(5, '在吗', { msg_id: 7, time: NOON / 1_000 + 300 })
    expect(await world.receive([later])).toMatchObject({ messages: [{ text: '在吗' }] })
  })

  it('without a time was written when it came', async () => {
    const world = await ingestWorld()
    await world.receive([fromFriend(5, '在吗', { time: undefined })], NOON + 7_999)
    expect(await world.said(world.friend)).toMatchObject([{ sentAt: NOON + 7_000 }])
  })

  it('has its place in the reply beside its restored place in time', async () => {
    const world = await ingestWorld()
    const second = NOON / 1_000
    await world.receive([
      fromFriend(5, 'c', { time: second + 1 }),
      fromFriend(5, 'b', { time: second }),
      fromFriend(5, 'a', { time: second }),
    ])
    expect((await world.said(world.friend)).map(({ text, arrival }) => [text, arrival])).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', 0],
    ])
  })
})
