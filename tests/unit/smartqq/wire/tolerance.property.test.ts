import * as fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import type { Client } from '../../../../lib/smartqq/wire/client.ts'
import { endpoints } from '../../../../lib/smartqq/wire/endpoints.ts'
import { WireError } from '../../../../lib/smartqq/wire/errors.ts'
import type { Transport, WireReply } from '../../../../lib/smartqq/wire/transport.ts'
import { goodReplies } from './good-replies.ts'
import { damage, damaged, mutated } from './mutated-reply.ts'
import { now, reply, tickets } from './scripted.ts'

beforeEach(() => void vi.spyOn(console, 'info').mockImplementation(() => undefined))

const goodBodies = new Map(goodReplies.map(({ endpoint, body }) => [endpoint, body]))

/** A service that answers everything well but the calls of one endpoint. */
const answering =
  (endpoint: string, answer: WireReply): Transport =>
  async (request) =>
    request.endpoint === endpoint ? answer : reply(goodBodies.get(request.endpoint) ?? '')

describe('whatever a call is answered with', () => {
  it('there is a good reply to change for every call of the table', () => {
    expect(goodReplies.map(({ endpoint }) => endpoint).sort()).toEqual(Object.keys(endpoints).sort())
  })

  it.each(goodReplies)('$endpoint is content with a good one', async ({ endpoint, body, ask }) => {
    await expect(ask(answering(endpoint, reply(body)))).resolves.not.toThrow()
  })

  it.each(goodReplies)('$endpoint throws nothing but errors of the wire', async ({ endpoint, body, ask }) => {
    const bodies = typeof body === 'string' ? fc.constantFrom<unknown>(body, {}, { retcode: 103 }) : mutated(body)
    await fc.assert(
      fc.asyncProperty(bodies, fc.option(damage, { freq: 2 }), async (changedBody, hurt) => {
        const answer = hurt ? damaged(changedBody, hurt) : reply(changedBody)
        const thrown: unknown = await ask(answering(endpoint, answer)).then(
          () => null,
          (error: unknown) => error,
        )
        if (thrown !== null && !(thrown instanceof WireError)) throw thrown
        expect(thrown?.endpoint ?? endpoint).toBe(endpoint)
      }),
      { numRuns: 400 },
    )
  })

  const sends = goodReplies.filter(({ endpoint }) => /^(?:send|poll$)/.test(endpoint))
  it.each(sends)('$endpoint is an outcome, never an error', async ({ endpoint, body, ask }) => {
    await fc.assert(
      fc.asyncProperty(mutated(body as object), damage, async (changedBody, hurt) => {
        expect(await ask(answering(endpoint, damaged(changedBody, hurt)))).toBeTypeOf('object')
      }),
      { numRuns: 400 },
    )
  })
})

/** Numbers of people or groups that entries are about, beyond 2^31 and 2^32 among them. */
const ids = fc.uniqueArray(fc.integer({ min: 20_000, max: 2 ** 33 }), { minLength: 2, maxLength: 8 })
const name = fc.string({ unit: fc.constantFrom('强', 'a', ' ', '😀', '·'), minLength: 1, maxLength: 8 })

/** What is in a list beside the entries about somebody. */
const strangeEntry = fc.oneof(
  fc.constantFrom<unknown[]>(null, 'x', 7, [], {}, { uin: 'y' }, { uin: 0, gid: 0, did: -1, muin: null }, '<html>'),
  fc.record({ nick: name, name }),
)
type Entry = Record<string, unknown>

/** How an entry about somebody whom the test gives up is spoilt; the number it is about stays its own, or goes. */
const spoil = fc.constantFrom<((entry: Entry, id: string) => unknown)[]>(
  (entry, id) => ({ [id]: entry[id] }),
  (entry, id) => ({ ...Object.fromEntries(Object.keys(entry).map((key) => [key, null])), [id]: entry[id] }),
  (entry, id) => ({ ...Object.fromEntries(Object.entries(entry).map(([k, v]) => [k, [v]])), [id]: entry[id] }),
  (entry, id) => ({ ...entry, [id]: undefined }),
  (entry) => [entry],
  () => null,
)
/** A copy of a good entry that says less than it. */
const bareCopy = (entry: Entry, id: string): Entry => ({ [id]: entry[id] })

interface Damage {
  /** Which entries of each list are spoilt. */
  spoilt: ReadonlySet<number>
  spoil: (entry: Entry, id: string) => unknown
  strange: unknown[]
  order: number
  asStrings: boolean
  copies: boolean
  code: unknown
}
const damageOf = (numbers: readonly number[]): fc.Arbitrary<Damage> =>
  fc.record({
    spoilt: fc.subarray([...numbers], { maxLength: numbers.length - 1 }).map((some) => new Set(some)),
    spoil,
    strange: fc.array(strangeEntry, { maxLength: 4 }),
    order: fc.nat(100),
    asStrings: fc.boolean(),
    copies: fc.boolean(),
    code: fc.constantFrom<unknown[]>(0, '0', 100003, 13, 50, undefined, null, 'x'),
  })

/** A list as a bad day's server writes it: other order, junk between, some entries spoilt, bare copies. */
function listOf(entries: Entry[], id: string, bad: Damage): unknown[] {
  const written = entries.flatMap((entry): unknown[] => {
    const number = entry[id] as number
    if (bad.spoilt.has(number)) return [bad.spoil(entry, id)]
    const whole = bad.asStrings ? { ...entry, [id]: String(number) } : entry
    return bad.copies ? [bareCopy(entry, id), whole, bareCopy(entry, id)] : [whole]
  })
  const all = [...bad.strange, ...written]
  const turned = [...all.slice(bad.order % all.length), ...all.slice(0, bad.order % all.length)]
  return bad.order % 2 === 0 ? turned : turned.toReversed()
}

/** A call whose reply holds lists, and how it comes out for each number. */
interface Listed {
  what: string
  /** The `result` for these numbers, each list written by `write`. */
  result(numbers: readonly number[], write: (entries: Entry[], id: string) => unknown[]): unknown
  ask(client: Client): Promise<Map<number, unknown>>
}
const mapped = <T>(entries: readonly T[], idOf: (entry: T) => number) =>
  new Map<number, unknown>(entries.map((entry) => [idOf(entry), entry]))

const listed: Listed[] = [
  {
    what: 'friends',
    result: (numbers, write) => ({
      friends: write(
        numbers.map((uin) => ({ uin, categories: uin % 3, flag: 0 })),
        'uin',
      ),
      info: write(
        numbers.map((uin) => ({ uin, nick: `nick ${uin}`, face: uin % 700, flag: 1 })),
        'uin',
      ),
      marknames: write(
        numbers.filter(isOdd).map((uin) => ({ uin, markname: `mark ${uin}` })),
        'uin',
      ),
      vipinfo: write(
        numbers.filter(isOdd).map((u) => ({ u, is_vip: 1, vip_level: 6 })),
        'u',
      ),
      categories: [null, { index: 1, name: '同学' }],
    }),
    ask: async (client) => mapped((await client.friends()).friends, ({ uin }) => uin),
  },
  {
    what: 'groups',
    result: (numbers, write) => ({
      gnamelist: write(
        numbers.map((gid) => ({ gid, code: gid + 1, name: `name ${gid}`, flag: 1 })),
        'gid',
      ),
      gmarklist: write(
        numbers.filter(isOdd).map((uin) => ({ uin, markname: `mark ${uin}` })),
        'uin',
      ),
      gmasklist: write(
        numbers.filter(isOdd).map((gid) => ({ gid, mask: '1' })),
        'gid',
      ),
    }),
    ask: async (client) => mapped(await client.groups(), ({ gid }) => gid),
  },
  {
    what: 'discusses',
    result: (numbers, write) => ({
      dnamelist: write(
        numbers.map((did) => ({ did, name: `name ${did}` })),
        'did',
      ),
    }),
    ask: async (client) => mapped(await client.discusses(), ({ did }) => did),
  },
  {
    what: 'online',
    result: (numbers, write) =>
      write(
        numbers.map((uin) => ({ uin, status: 'busy', client_type: 24 })),
        'uin',
      ),
    ask: async (client) => mapped(await client.online(), ({ uin }) => uin),
  },
  {
    what: 'recent',
    result: (numbers, write) =>
      write(
        numbers.map((uin) => ({ uin, type: uin % 3 })),
        'uin',
      ),
    ask: async (client) => mapped(await client.recent(), ({ number }) => number),
  },
  {
    what: 'groupInfo',
    result: (numbers, write) => ({
      ginfo: {
        name: 'g',
        owner: numbers[0],
        members: write(
          numbers.map((muin) => ({ muin, mflag: muin % 4 })),
          'muin',
        ),
      },
      minfo: write(
        numbers.map((uin) => ({ uin, nick: `nick ${uin}`, gender: 'female', city: 'c' })),
        'uin',
      ),
      cards: write(
        numbers.filter(isOdd).map((muin) => ({ muin, card: `card ${muin}` })),
        'muin',
      ),
      stats: write(
        numbers.filter(isOdd).map((uin) => ({ uin, stat: 30, client_type: 1 })),
        'uin',
      ),
      vipinfo: write(
        numbers.filter(isOdd).map((u) => ({ u, is_vip: 1, vip_level: 2 })),
        'u',
      ),
    }),
    ask: async (client) => mapped((await client.groupInfo(1)).members, ({ uin }) => uin),
  },
  {
    what: 'discussInfo',
    result: (numbers, write) => ({
      info: {
        discu_name: 'd',
        mem_list: write(
          numbers.map((mem_uin) => ({ mem_uin, ruin: mem_uin * 2 })),
          'mem_uin',
        ),
      },
      mem_info: write(
        numbers.map((uin) => ({ uin, nick: `nick ${uin}` })),
        'uin',
      ),
      mem_status: write(
        numbers.filter(isOdd).map((uin) => ({ uin, status: 'away', client_type: 7 })),
        'uin',
      ),
    }),
    ask: async (client) => mapped((await client.discussInfo(1)).members, ({ uin }) => uin),
  },
]

function isOdd(number: number): boolean {
  return number % 2 === 1
}

describe('a bad entry beside good ones', () => {
  it.each(listed)('costs none of them, nor anything of theirs: $what', async ({ what, result, ask }) => {
    const asked = (body: unknown) => ask(createClient(answering(what, reply(body)), () => tickets, now))
    await fc.assert(
      fc.asyncProperty(
        ids.chain((numbers) => fc.tuple(fc.constant(numbers), damageOf(numbers))),
        async ([numbers, bad]) => {
          const clean = await asked({ retcode: 0, result: result(numbers, (entries) => entries) })
          const hurt = await asked({ retcode: bad.code, result: result(numbers, (all, id) => listOf(all, id, bad)) })
          for (const number of numbers.filter((one) => !bad.spoilt.has(one)))
            expect(hurt.get(number)).toEqual(clean.get(number))
          for (const number of hurt.keys()) expect(numbers).toContain(number)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('costs no member their real number: qunMembers', async () => {
    await fc.assert(
      fc.asyncProperty(
        ids.chain((numbers) => fc.tuple(fc.constant(numbers), damageOf(numbers))),
        async ([numbers, bad]) => {
          const mems = listOf(
            numbers.map((u) => ({ u, n: `nick ${u}` })),
            'u',
            { ...bad, copies: false },
          )
          const client = createClient(answering('qunMembers', reply({ ec: bad.code, mems })), () => tickets, now)
          const told = new Map((await client.qunMembers('1', 'skey')).map(({ number, nick }) => [number, nick]))
          for (const number of numbers.filter((one) => !bad.spoilt.has(one)))
            expect(told.get(String(number))).toBe(`nick ${number}`)
        },
      ),
      { numRuns: 400 },
    )
  })
})
