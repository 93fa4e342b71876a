import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../lib/chat/decision.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import type { CompiledRules } from '../../../lib/rules/compile.ts'
import { eventOf } from '../../../lib/rules/lab/event-of.ts'
import { createReplay } from '../../../lib/rules/lab/replay.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { readRuleState } from '../../../lib/rules/state.ts'
import { MINUTE, SECOND } from '../../../lib/time.ts'
import { contentCondition, patternCondition, rule, textCondition } from '../rules/examples.ts'
import { userSending, userWrites } from './page-world.ts'
import { companionWorld, friendRow, fromFriend, handle, inGroup, LOGIN, memberRow } from './world.ts'
import type { World } from './world.ts'

/** How many days are lived, each with another seed. */
const DAYS = Number(process.env['REPLAY_DAYS'] ?? 6)
const STEPS = 120

/** Small, seeded, good enough to choose by (mulberry32). */
function createDice(seed: number) {
  let state = seed
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  const upTo = (n: number) => roll() % n
  return {
    roll,
    upTo,
    pick: <T>(from: readonly T[]): T => from[upTo(from.length)]!,
    chance: (p: number) => upTo(1_000) < p * 1_000,
  }
}
type Dice = ReturnType<typeof createDice>

const TEXTS = [
  '在吗',
  '在吗？',
  '菜单',
  '1',
  '2',
  '明天见',
  '[自动回复] 我不在',
  '问 7',
  '文件',
  '@小明 在吗',
  '@队长 菜单',
  '好',
]
const FRIENDS = [5, 6, 7]

function rulesOf(dice: Dice, club: string): Rule[] {
  const menu = {
    choices: [
      { texts: ['1'], reply: '一', again: false },
      { texts: ['2'], reply: '二', again: true },
    ],
    waitMs: 5 * MINUTE,
    otherwise: '只有 1 和 2',
  }
  const two = [
    { text: '稍后回复 {nick}', weight: 1 },
    { text: '第 {count} 次', weight: 3 },
  ]
  const all: Rule[] = [
    rule({ id: 'menu', conditions: [textCondition('any-of', ['菜单'])], reply: { followUp: menu } }),
    rule({
      id: 'asks',
      conditions: [patternCondition('^问 (\\d+)$')],
      reply: '{capture:1} {time}',
      cooldownMs: 10 * MINUTE,
    }),
    rule({ id: 'club', who: { contacts: [club] }, conditions: [textCondition('any-of', ['在吗'])], goOn: true }),
    rule({
      id: 'here',
      reply: { texts: two, choose: dice.pick(['random', 'weighted', 'round-robin', 'sequence'] as const) },
    }),
    rule({ id: 'draft', conditions: [textCondition('exact', ['文件'])], reply: { mode: 'draft' } }),
    rule({
      id: 'first',
      conditions: [textCondition('exact', ['好'])],
      when: { first: dice.pick(['ever', 'today'] as const) },
    }),
    rule({ id: 'away', conditions: [textCondition('starts', ['明天'])], when: { onlyWhenAway: true } }),
    rule({
      id: 'join',
      who: { contacts: [club] },
      conditions: [contentCondition(['join', 'shake'])],
      reply: '欢迎 {nick}',
    }),
  ]
  return all.filter(() => dice.chance(0.8))
}

/** Something happens: mostly somebody writes. */
async function happen(world: World, dice: Dice, club: string): Promise<void> {
  world.now += dice.pick([SECOND, 2 * SECOND, 7 * SECOND, 30 * SECOND, 3 * MINUTE, 20 * MINUTE])
  const time = Math.floor(world.now / SECOND) - dice.pick([0, 0, 0, 1, 20, 100])
  const said = { time }
  const message = () => {
    const text = dice.pick(TEXTS)
    const who = dice.pick([...FRIENDS, 40, 10_001])
    return dice.chance(0.3)
      ? inGroup(dice.pick([5, 30, 31, 10_001]), text, said)
      : fromFriend(who, text, who === 10_001 ? { ...said, to_uin: 5 } : said)
  }
  switch (dice.upTo(16)) {
    case 0:
      await userWrites(world, dice.pick(TEXTS), handle(dice.pick(FRIENDS)))
      return
    case 1:
      await world.companion.typing((await world.contactOf(dice.pick(FRIENDS)))!)
      return
    case 2:
      await world.companion.userSends(LOGIN, userSending(world, '我来', { to: handle(90, 'group') }))
      return
    case 3:
      world.switches = {
        autoReply: dice.chance(0.8),
        pausedUntil: dice.chance(0.2) ? world.now + MINUTE : null,
        stopped: null,
      }
      return
    case 4:
      world.presence = {
        choice: dice.pick(['auto', 'away', 'here'] as const),
        ownState: dice.pick([null, 'busy'] as const),
      }
      return
    case 5:
      world.rules = rulesOf(dice, club)
      world.policy = dice.chance(0.3)
        ? {}
        : { limits: { friendMs: MINUTE, groupMs: 0, perMinute: 2, perHour: 20, perDay: 40 } }
      return
    case 6: {
      const text = dice.pick([
        '小明(10001) 被管理员禁言10分钟 ',
        '小明(10001) 被管理员解除禁言 ',
        '管理员开启了全员禁言，只有群主和管理员才能发言',
        '管理员关闭了全员禁言',
      ])
      await world.receive(inGroup(30, text, said))
      return
    }
    case 7:
      await world.receive({
        poll_type: 'shake_message',
        value: { msg_id: dice.roll(), from_uin: 5, to_uin: 10_001, msg_id2: 1, msg_type: 9, reply_ip: 1 },
      })
      return
    case 8:
      await world.receive({
        poll_type: 'sys_g_msg',
        value: { from_uin: 90, type: 'group_join', op_type: 3, t_gcode: 1, gcode: 90, new_member: 30 + dice.upTo(4) },
      })
      return
    case 9:
      for (const { conversation } of world.loops.get(LOGIN.account) ?? [])
        await world.companion.resumeChat(conversation)
      return
    case 10:
      // Another machine, perhaps: it answers everything at once.
      for (let turn = 0; turn < 6; turn++) {
        world.now += 8 * SECOND
        await world.receive(fromFriend(6, `在吗 ${dice.roll()}`, { time: Math.floor(world.now / SECOND) }))
        await world.through()
      }
      return
    default:
      await world.receive(...Array.from({ length: 1 + dice.upTo(3) }, message))
  }
}

async function liveADay(seed: number): Promise<World> {
  const dice = createDice(seed)
  const world = await companionWorld({ rules: [] })
  world.parts.random = () => dice.roll()
  const groups = [{ handle: handle(90, 'group'), name: '羽毛球', remark: null }]
  world.directory = async () => ({ friends: FRIENDS.map((n) => friendRow(n, `友${n}`)), groups, discusses: [] })
  world.members = async () => ({
    name: null,
    notice: null,
    createdAt: null,
    members: [
      memberRow(5, 'n5'),
      { ...memberRow(30, 'n30'), role: 'admin' as const },
      memberRow(10_001, '小明', '队长'),
    ],
  })
  await world.companion.cameUp(world.stop.signal)
  const club = (await world.contactOf(90, 'group'))!
  world.rules = rulesOf(dice, club)
  for (let step = 0; step < STEPS; step++) {
    await happen(world, dice, club)
    await world.through()
  }
  return world
}

/** What the archive has of it, in the order in which it was decided about. */
async function recorded(world: World): Promise<{ message: Message; decision: Decision }[]> {
  const all: { message: Message; decision: Decision }[] = []
  for await (const page of world.archive.timeline({ account: LOGIN.account })) {
    const decisions = await world.archive.decisionsAbout(page.map(({ key }) => key))
    for (const message of page) {
      const decision = decisions.get(message.key)
      if (decision) all.push({ message, decision })
    }
  }
  return all.toSorted((a, b) => a.message.order - b.message.order)
}

const NO_DEFAULTS = {
  zone: 'UTC',
  switches: { autoReply: false, pausedUntil: null, stopped: null },
  away: false,
  names: { nick: null, remark: null, card: null, group: null },
  authorNumber: null,
  category: null,
  role: null,
  previousAt: null,
} as const

describe('a recorded day', () => {
  it(
    `is decided about again in the very same way, with its own rules and what they remembered, ${DAYS} times`,
    async () => {
      let replies = 0
      const whys = new Set<string>()
      for (let seed = 1; seed <= DAYS; seed++) {
        const world = await liveADay(seed)
        const day = await recorded(world)
        const compiled = new Map<string, CompiledRules>()
        for (const { decision } of day) {
          const revision = decision.given!.ruleSet
          const ruleSet = (await world.archive.ruleSet(LOGIN.account, revision)) as RuleSet
          if (!compiled.has(revision)) compiled.set(revision, compileRules(ruleSet))
          whys.add(decision.outcome.kind === 'none' ? decision.outcome.why : 'reply')
          if (decision.outcome.kind === 'reply') replies++
        }
        const [first] = day
        const snapshot = await world.archive.snapshotBefore(LOGIN.account, first!.decision.at)
        const state = readRuleState(snapshot!.state)
        const replay = createReplay({ compiled: compiled.get(first!.decision.given!.ruleSet)!, state, form: 'compact' })
        for (const { message, decision } of day) {
          replay.use(compiled.get(decision.given!.ruleSet)!)
          const { trace } = replay.step(eventOf(message, decision, NO_DEFAULTS))
          expect(trace, `seed ${seed}: ${message.text}`).toEqual(decision.trace)
        }
        expect(replay.result().differences, `seed ${seed}`).toEqual([])
        expect(replay.result()).toMatchObject({ compared: day.length, different: 0 })
        world.stop.abort()
        world.archive.close()
      }
      expect(replies).toBeGreaterThan(DAYS * 5)
      expect([...whys]).toEqual(
        expect.arrayContaining([
          'reply',
          'draft',
          'takeover',
          'muted',
          'paused',
          'own-message',
          'burst',
          'loop',
          'stale',
        ]),
      )
    },
    DAYS * 10_000,
  )
})
