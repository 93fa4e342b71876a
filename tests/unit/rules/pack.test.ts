import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRule } from '../../../lib/rules/check.ts'
import { MAX_PACK_SIZE, readPack, writePack } from '../../../lib/rules/pack.ts'
import type { PackPerson, PackProblem } from '../../../lib/rules/pack.ts'
import { MAX_RULES, ruleSchema } from '../../../lib/rules/rule.ts'
import type { Rule, RuleGroup } from '../../../lib/rules/rule.ts'
import schema from '../../../public/schema/smartqq-companion-rules-1.schema.json' with { type: 'json' }
import { NOON, rule } from './examples.ts'
import { anyRule } from './lab/arbitrary.ts'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true })
addFormats.default(ajv)
const validate = ajv.compile(schema)

const GROUP: RuleGroup = { id: 'g1', name: '工作', enabled: true }
const PERSON: PackPerson = { id: 'chat-1', kind: 'person', name: '小红', number: '12345' }

function pack(rules: readonly unknown[], more: object = {}): string {
  return JSON.stringify({
    format: 'smartqq-companion-rules',
    version: 1,
    name: '',
    exportedAt: null,
    rules,
    groups: [],
    people: [],
    ...more,
  })
}

function read(text: string) {
  const outcome = readPack(text)
  if (!outcome.pack) throw new Error(outcome.problem)
  return outcome
}

function problemOf(text: string): PackProblem | null {
  return readPack(text).problem
}

describe('a written pack', () => {
  it('is read as it was, with the groups and people that its rules name', () => {
    const named = rule({ group: 'g1', who: { contacts: ['chat-1'], except: ['chat-2'] } })
    const other: PackPerson = { id: 'chat-9', kind: 'group', name: '群', number: null }
    const text = writePack('我的规则', NOON, [named], [GROUP, { ...GROUP, id: 'g2' }], [PERSON, other])
    expect(read(text)).toEqual({
      pack: {
        format: 'smartqq-companion-rules',
        version: 1,
        name: '我的规则',
        exportedAt: '2026-09-21T14:13:20.000Z',
        rules: [named],
        groups: [GROUP],
        people: [PERSON],
      },
      refused: [],
      problem: null,
    })
  })

  it('fits the published schema and comes back the same, whatever the rules', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { minLength: 1, maxLength: 3 }), (some) => {
        const good = some.map((one, place) => ({ ...one, id: `r${place}` })).filter((one) => checkRule(one).rule)
        fc.pre(good.length > 0)
        const text = writePack('', NOON, good, [GROUP], [PERSON])
        expect(validate(JSON.parse(text)) ? [] : validate.errors).toEqual([])
        expect(read(text).pack.rules).toEqual(good)
        expect(read(text).refused).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('has nothing of people but what finds them', () => {
    const more = { ...PERSON, profile: { phone: 'secret' } }
    const text = writePack('', NOON, [rule({ who: { authors: ['chat-1'] } })], [], [more])
    expect(text).not.toContain('secret')
  })
})

describe('the published schema', () => {
  /** Values that are wrong somewhere, or nearly. */
  const VALUES = [null, -1, 0, 1, 1.5, 8, 101, 1_441, 86_400_001, '', 'x', 'ever', '2026-01-01', [], ['a'], {}, true]
  const paths = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
    typeof value === 'object' && value !== null
      ? [
          path,
          ...Object.entries(value).flatMap(([key, part]) =>
            paths(part, [...path, Array.isArray(value) ? Number(key) : key]),
          ),
        ]
      : [path]

  function changed(value: unknown, [key, ...rest]: (string | number)[], to: unknown): unknown {
    if (key === undefined) return to
    if (Array.isArray(value)) return value.map((part, index) => (index === key ? changed(part, rest, to) : part))
    const object = value as Record<string, unknown>
    return { ...object, [key]: changed(object[key], rest, to) }
  }

  it('takes the rules that the program takes by their shape, and no others', () => {
    const tests: Rule['tests'] = [
      {
        given: { text: '在吗', kind: 'friend', mentioned: false, content: ['text'], at: '2026-01-01T08:00' },
        expect: { kind: 'silence', why: 'stale' },
      },
    ]
    fc.assert(
      fc.property(anyRule, fc.nat(), fc.constantFrom(...VALUES), (some, place, value) => {
        const whole = { ...some, tests, when: { ...some.when, dates: { from: null, to: '2026-10-01' } } }
        const all = paths(whole)
        const wrong = changed(whole, all[place % all.length]!, value)
        const isTaken = ruleSchema.safeParse(wrong).success
        expect({ wrong, isTaken: validate(JSON.parse(pack([wrong]))) }).toEqual({ wrong, isTaken })
      }),
      { numRuns: 400 },
    )
  }, 30_000)
})

describe('a file', () => {
  it.each<[PackProblem, string]>([
    ['not-json', 'rules'],
    ['not-json', ''],
    ['not-a-pack', '{}'],
    ['not-a-pack', 'null'],
    ['not-a-pack', '"x"'],
    ['not-a-pack', pack([rule()], { format: 'other' })],
    ['not-a-pack', pack([rule()], { version: '1' })],
    ['not-a-pack', pack([rule()], { version: 0 })],
    ['not-a-pack', pack([rule()], { rules: {} })],
    ['newer', pack([rule()], { version: 2 })],
    ['no-rules', pack([])],
    ['no-rules', '[]'],
    ['too-many-rules', pack(Array.from({ length: MAX_RULES + 1 }, () => 0))],
    ['too-large', `"${'x'.repeat(MAX_PACK_SIZE)}"`],
    ['too-large', `"${'好'.repeat(MAX_PACK_SIZE / 2)}"`],
    ['too-deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['too-deep', `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`],
  ])('is refused as %s', (problem, text) => {
    expect(problemOf(text)).toBe(problem)
  })

  it('may have brackets in its texts', () => {
    const text = `${'[{'.repeat(25)}"\\`
    expect(read(pack([rule({ name: text })])).pack.rules[0]?.name).toBe(text)
  })

  it('may begin with a byte order mark', () => {
    expect(read(`\uFEFF${pack([rule()])}`).pack.rules).toEqual([rule()])
  })

  it('may be a bare list of rules, also of version 1', () => {
    expect(read(JSON.stringify([rule()])).pack.rules).toEqual([rule()])
    const older = {
      id: 'old',
      enabled: true,
      who: { kinds: ['friend'], contacts: [], onlyWhenMentioned: false },
      what: { match: 'any-of', texts: ['在吗'], ignoreCase: true },
      reply: { text: '稍后回复' },
      cooldownMs: 0,
    }
    const [migrated] = read(JSON.stringify([older])).pack.rules
    expect(migrated).toMatchObject({ id: 'old', goOn: false, reply: { texts: [{ text: '稍后回复' }] } })
  })

  it('keeps its good rules beside bad ones, which are listed with what is wrong', () => {
    const bad = {
      ...rule({ id: 'bad', name: '坏规则' }),
      reply: { ...rule().reply, texts: [{ text: '{nobody}', weight: 1 }] },
    }
    const { pack: found, refused } = read(pack([rule(), bad, rule(), 7]))
    expect(found.rules).toEqual([rule()])
    expect(refused).toMatchObject([
      { place: 1, name: '坏规则', problems: [{ code: 'unknown-variable' }] },
      { place: 2, name: 'r1', problems: [{ code: 'not-a-rule', detail: 'id' }] },
      { place: 3, name: '' },
    ])
    expect(refused[2]?.problems).not.toEqual([])
  })

  it('leaves out groups and people that are none, and groups that come twice', () => {
    const more = { groups: [GROUP, { ...GROUP, name: 'again' }, { id: 'x' }, null], people: [PERSON, { id: 1 }, 'x'] }
    const { pack: found } = read(pack([rule()], more))
    expect([found.groups, found.people]).toEqual([[GROUP], [PERSON]])
    expect(read(pack([rule()], { groups: 'x', people: {} })).pack).toMatchObject({ groups: [], people: [] })
  })

  it('cannot reach the prototype of anything', () => {
    const text = pack([rule()]).replace('"name":""', '"name":"","__proto__":{"polluted":1},"constructor":{"a":1}')
    const hostile = text.replace('"goOn"', '"__proto__":{"goOn":true,"polluted":1},"goOn"')
    const [found] = read(hostile).pack.rules
    expect(found).toEqual(rule())
    expect({}).not.toHaveProperty('polluted')
    expect(found).not.toHaveProperty('polluted')
  })

  it.each([
    [{ name: 'x'.repeat(100) }, { name: 'x'.repeat(60) }],
    [{ name: 7 }, { name: '' }],
    [{ exportedAt: 'yesterday' }, { exportedAt: null }],
    [{ exportedAt: '2026-01-02T03:04:05Z' }, { exportedAt: '2026-01-02T03:04:05.000Z' }],
  ])('with %j is read as %j', (given, expected) => {
    expect(read(pack([rule()], given)).pack).toMatchObject(expected)
  })

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => pack([json, JSON.parse(json)])),
        ),
        (text) => {
          const { pack: found, problem } = readPack(text)
          expect(found === null).toBe(problem !== null)
        },
      ),
      { numRuns: 300 },
    )
  })
})
