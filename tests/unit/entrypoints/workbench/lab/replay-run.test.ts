import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runReplay } from '../../../../../entrypoints/workbench/lab/replay-run.ts'
import type { ReplayReport, ReplayWish } from '../../../../../entrypoints/workbench/lab/replay-run.ts'
import { openArchive } from '../../../../../lib/archive/open.ts'
import type { Archive } from '../../../../../lib/archive/port.ts'
import type { RuleSet } from '../../../../../lib/rules/policy.ts'
import { DAY } from '../../../../../lib/time.ts'
import { NOON, rule, ruleSet } from '../../../rules/examples.ts'
import { anyRuleSet, happening } from '../../../rules/lab/arbitrary.ts'
import type { Happening } from '../../../rules/lab/arbitrary.ts'
import { live } from '../../../rules/lab/live.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'

const ACCOUNT = '10001'
const ALL: ReplayWish = { account: ACCOUNT, conversations: [], rules: 'then', against: 'happened' }
const onward = async () => {}

let opened = 0

/** An archive that has lived through a day with these rules. */
async function lived(happenings: readonly Happening[], sets: readonly RuleSet[], keepsSets = true): Promise<Archive> {
  const { kept, began } = live(happenings, sets)
  const archive = await openArchive(`replay-${(opened += 1)}`)
  const first = kept[0]?.decision.at ?? NOON
  await archive.commit({
    messages: kept.map(({ message }) => message),
    decisions: kept.map(({ decision }) => decision),
    ruleSnapshot: { account: ACCOUNT, at: first, state: began },
  })
  if (keepsSets) {
    for (const [index, set] of sets.entries()) {
      await archive.commit({ ruleSet: { account: ACCOUNT, revision: `set-${index}`, at: NOON + index, ruleSet: set } })
    }
  }
  return archive
}

async function replayed(archive: Archive, wish: Partial<ReplayWish>, present: RuleSet): Promise<ReplayReport> {
  const report = await runReplay(archive, { ...ALL, ...wish }, present, 'UTC', new AbortController().signal, onward)
  expect(report).not.toBeNull()
  return report!
}

describe('runReplay', () => {
  it('comes to what happened, from the archive alone, whatever was lived and in whichever order it came', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRuleSet, { minLength: 1, maxLength: 2 }),
        fc.array(happening, { minLength: 1, maxLength: 40 }),
        async (sets, happenings) => {
          const archive = await lived(happenings, sets)
          const report = await replayed(archive, {}, ruleSet([]))
          expect(report.differences).toEqual([])
          expect(report).toMatchObject({ undecided: 0, unrecorded: 0, rulesLost: 0 })
          expect(report.compared).toBe(report.messages)
          archive.close()
        },
      ),
      { numRuns: 40 },
    )
  }, 30_000)

  it('decides in the order in which it was decided then, also about what came late', async () => {
    const set = ruleSet([rule({ reply: '第 {count} 次', goOn: true })])
    const late: Happening = { ...AN_ASKING, after: 60_000, age: 80_000 }
    const words: Happening = { ...AN_ASKING, event: { ...AN_ASKING.event, text: '在吗？', segments: [] } }
    const archive = await lived([words, late], [set])
    const report = await replayed(archive, {}, ruleSet([]))
    expect(report).toMatchObject({ messages: 2, replies: 2, different: 0 })
  })

  it('remembers at the start of a range what the rules remembered then', async () => {
    const set = ruleSet([rule({ cooldownMs: DAY, reply: '第 {count} 次' })])
    const asks = (after: number): Happening => ({ ...AN_ASKING, after })
    const archive = await lived([asks(0), asks(60_000), asks(60_000)], [set])
    const { differences, messages } = await replayed(archive, { from: NOON + 30_000 }, ruleSet([]))
    expect(messages).toBe(2)
    expect(differences).toEqual([])
  })

  it('says what the rules of now would have done, and where that is not what happened', async () => {
    const archive = await lived([AN_ASKING], [ruleSet([rule({ reply: '以前' })])])
    const now = ruleSet([rule({ id: 'r2', reply: '现在' })])
    const report = await replayed(archive, { rules: 'now' }, now)
    expect(report).toMatchObject({ replies: 1, compared: 1, different: 1 })
    expect(report.differences).toMatchObject([
      {
        here: { kind: 'reply', replies: [{ ruleId: 'r2', text: '现在' }] },
        there: { kind: 'reply', replies: [{ ruleId: 'r1', text: '以前' }] },
      },
    ])
  })

  it('compares the rules of now with those of then', async () => {
    const archive = await lived([AN_ASKING], [ruleSet([rule({ reply: '以前' })])])
    const now = ruleSet([rule({ enabled: false })])
    const report = await replayed(archive, { rules: 'now', against: 'other-rules' }, now)
    expect(report).toMatchObject({ replies: 0, compared: 1, different: 1, against: { replies: 1 } })
    const turned = await replayed(archive, { rules: 'then', against: 'other-rules' }, now)
    expect(turned).toMatchObject({ replies: 1, compared: 1, different: 1, against: { replies: 0 } })
  })

  it('counts the messages whose rules are not kept any more', async () => {
    const archive = await lived([AN_ASKING, AN_ASKING], [ruleSet([rule()])], false)
    expect(await replayed(archive, {}, ruleSet([]))).toMatchObject({ rulesLost: 2, messages: 2 })
    expect(await replayed(archive, { rules: 'now' }, ruleSet([]))).toMatchObject({ rulesLost: 0 })
  })

  it('says how many messages nobody decided about, and takes names from the contacts of now', async () => {
    const archive = await openArchive(`replay-${(opened += 1)}`)
    await archive.commit({
      contacts: [aContact('c1', { account: ACCOUNT, nick: '阿强' })],
      messages: [
        aMessage('m1', 'c1', { account: ACCOUNT, text: '在吗', segments: [{ type: 'text', text: '在吗' }] }),
        aMessage('mine', 'c1', { account: ACCOUNT, direction: 'out', author: null, source: 'outbox', sentAt: 2_000 }),
      ],
    })
    const report = await replayed(archive, { rules: 'now' }, ruleSet([rule({ reply: '{nick}你好' })]))
    expect(report).toMatchObject({ messages: 1, replies: 1, undecided: 1, unrecorded: 1, compared: 0 })
    expect([...report.conversations.keys()]).toEqual(['c1'])
  })

  it('leaves to the user what they wrote by hand, though nobody decided about it', async () => {
    const archive = await openArchive(`replay-${(opened += 1)}`)
    const said = (key: string, sentAt: number, change = {}) =>
      aMessage(key, 'c1', { account: ACCOUNT, text: '在吗', sentAt, receivedAt: sentAt, ...change })
    await archive.commit({
      messages: [said('m1', 1_000, { direction: 'out', author: null, source: 'page' }), said('m2', 61_000)],
    })
    const report = await replayed(archive, { rules: 'now' }, ruleSet([rule()]))
    expect(report).toMatchObject({ replies: 0, held: { takeover: 1 } })
  })

  it('follows merged contacts, in messages as in rules', async () => {
    const archive = await openArchive(`replay-${(opened += 1)}`)
    await archive.commit({
      contacts: [aContact('old', { account: ACCOUNT }), aContact('new', { account: ACCOUNT })],
      aliases: [{ from: 'old', to: 'new', why: 'user', at: 5 }],
      messages: [aMessage('m1', 'old', { account: ACCOUNT, text: '在吗' })],
    })
    const byOldId = ruleSet([rule({ who: { contacts: ['old'] } })])
    const report = await replayed(archive, { rules: 'now', conversations: ['new'] }, byOldId)
    expect([...report.conversations]).toEqual([['new', { kind: 'friend', replies: 1, drafts: 0 }]])
  })

  it('keeps to the chosen conversations', async () => {
    const archive = await openArchive(`replay-${(opened += 1)}`)
    const from = (id: string) => aMessage(`m-${id}`, id, { account: ACCOUNT, text: '在吗' })
    await archive.commit({ messages: ['a', 'b', 'c'].map(from) })
    const report = await replayed(archive, { rules: 'now', conversations: ['a', 'c'] }, ruleSet([rule()]))
    expect([...report.conversations.keys()]).toEqual(['a', 'c'])
  })

  it('tells how far it is, and stops at once when it is given up', async () => {
    const archive = await lived([AN_ASKING], [ruleSet([rule()])])
    const controller = new AbortController()
    const seen: [number, number][] = []
    const report = await runReplay(archive, ALL, ruleSet([]), 'UTC', controller.signal, async (done, total) => {
      seen.push([done, total])
      controller.abort()
    })
    expect(report).toBeNull()
    expect(seen).toEqual([[1, 1]])
  })
})

/** A friend asks, and nothing is in the way of an answer. */
const AN_ASKING: Extract<Happening, { what: 'message' }> = {
  what: 'message',
  after: 0,
  event: {
    messageKey: '',
    account: ACCOUNT,
    conversation: 'chat-1',
    kind: 'friend',
    author: 'chat-1',
    own: 'no',
    authorIsKnown: true,
    names: { nick: '小红', remark: null, card: null, group: null },
    authorNumber: null,
    category: null,
    role: null,
    previousAt: null,
    text: '在吗',
    segments: [{ type: 'text', text: '在吗' }],
    mentionsMe: false,
    sentAt: 0,
  },
  age: 0,
  random: 1,
  away: false,
  isOn: true,
  isUp: true,
}
