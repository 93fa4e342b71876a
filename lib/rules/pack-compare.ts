import type { ContactId } from '../chat/contact.ts'
import type { HandleKind } from '../chat/handle.ts'
import { namedBy } from './pack.ts'
import type { Pack, PackPerson } from './pack.ts'
import type { Rule, RuleGroup } from './rule.ts'

/** A field of a rule that is not the same here and in the pack; `field` as a path (`what.groups`, `reply.texts`, `cooldownMs`). */
export interface RuleDifference {
  field: string
  before: unknown
  after: unknown
}

/**
 * One rule of a pack beside what is here.
 * - `added`: nothing like it is here
 * - `same`: it is here already, word for word
 * - `replaced`: a rule with its id is here and differs in `differences`; taking it in replaces that one
 * - `conflict`: another rule has its name (`before`); taking it in leaves both
 */
export interface PackEntry {
  kind: 'added' | 'same' | 'replaced' | 'conflict'
  /** As it would come in: people are those of here, and it is switched off when it may not answer as it was meant. */
  rule: Rule
  before: Rule | null
  differences: readonly RuleDifference[]
  /** Whom it names and who is not here; they are left out of it. */
  missing: readonly PackPerson[]
  /** It was on in the pack and comes in switched off, because somebody it names is not here. */
  isSwitchedOff: boolean
}

export interface PackComparison {
  entries: readonly PackEntry[]
  /** Groups of the pack that are not here in the same way, as they would come in. */
  groups: readonly { kind: 'added' | 'replaced'; group: RuleGroup }[]
}

/** A contact of here, as far as a pack can be matched with it. */
export interface KnownContact {
  id: ContactId
  kind: HandleKind
  number: string | null
  /** Remark, nick, name of the group. */
  names: readonly string[]
}

/**
 * What taking in a pack would do to what is here. People of the pack are found by id (the pack was written here), else by
 * their number, else by a name that only one contact of that kind has. Whoever is not found stays in the rule under the
 * pack's own id, which is nobody's here: a rule for three friends never becomes a rule for everybody.
 */
export function comparePack(
  current: { rules: readonly Rule[]; groups: readonly RuleGroup[] },
  pack: Pick<Pack, 'rules' | 'groups' | 'people'>,
  contacts: readonly KnownContact[],
): PackComparison {
  const find = finder(contacts)
  const people = new Map(pack.people.map((person) => [person.id, { person, here: find(person) }]))
  const hereOf = (id: ContactId): ContactId | null => {
    const known = people.get(id)
    return known ? known.here : find.has(id) ? id : null
  }

  const entries = pack.rules.map((given): PackEntry => {
    const missing = namedBy(given)
      .filter((id) => hereOf(id) === null)
      .map((id): PackPerson => people.get(id)?.person ?? { id, kind: 'person', name: null, number: null })
    const isSwitchedOff = given.enabled && missing.length > 0
    const swap = (ids: readonly ContactId[]): ContactId[] => [...new Set(ids.map((id) => hereOf(id) ?? id))]
    const { contacts: named, except, authors } = given.who
    const rule: Rule = {
      ...given,
      enabled: given.enabled && !isSwitchedOff,
      who: { ...given.who, contacts: swap(named), except: swap(except), authors: swap(authors) },
    }
    const known = { rule, missing, isSwitchedOff }
    const mine = current.rules.find(({ id }) => id === rule.id)
    if (mine) {
      const differences = differencesOf(mine, rule)
      return { ...known, kind: differences.length > 0 ? 'replaced' : 'same', before: mine, differences }
    }
    const namesake = current.rules.find(({ name }) => name !== '' && name === rule.name)
    if (namesake) return { ...known, kind: 'conflict', before: namesake, differences: differencesOf(namesake, rule) }
    return { ...known, kind: 'added', before: null, differences: [] }
  })

  const groups = pack.groups.flatMap((group): { kind: 'added' | 'replaced'; group: RuleGroup }[] => {
    const mine = current.groups.find(({ id }) => id === group.id)
    if (!mine) return [{ kind: 'added', group }]
    return canonicalJson(mine) === canonicalJson(group) ? [] : [{ kind: 'replaced', group }]
  })
  return { entries, groups }
}

interface Finder {
  (person: PackPerson): ContactId | null
  has(id: ContactId): boolean
}

function finder(contacts: readonly KnownContact[]): Finder {
  const kinds = new Map(contacts.map(({ id, kind }) => [id, kind]))
  const byNumber = new Map<string, ContactId>()
  const byName = new Map<string, Set<ContactId>>()
  for (const { id, kind, number, names } of contacts) {
    if (number !== null) byNumber.set(`${kind}/${number}`, id)
    for (const name of names) {
      const place = `${kind}/${name}`
      byName.set(place, (byName.get(place) ?? new Set()).add(id))
    }
  }
  const find = ({ id, kind, number, name }: PackPerson): ContactId | null => {
    if (kinds.get(id) === kind) return id
    const numbered = number === null ? undefined : byNumber.get(`${kind}/${number}`)
    if (numbered !== undefined) return numbered
    const [one, ...others] = name === null || name === '' ? [] : (byName.get(`${kind}/${name}`) ?? [])
    return one !== undefined && others.length === 0 ? one : null
  }
  return Object.assign(find, { has: (id: ContactId) => kinds.has(id) })
}

/** Parts of a rule that are compared by themselves; all the others are compared whole. */
const PARTS = new Set(['who', 'what', 'when', 'reply'])

/** The fields in which two rules differ, their ids aside. The order of keys makes no difference. */
export function differencesOf(before: Rule, after: Rule): RuleDifference[] {
  return compareFields('', before, after)
}

function compareFields(prefix: string, before: object, after: object): RuleDifference[] {
  const old = new Map<string, unknown>(Object.entries(before))
  const next = new Map<string, unknown>(Object.entries(after))
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((key) => {
    if (prefix === '' && key === 'id') return []
    const a = old.get(key)
    const b = next.get(key)
    if (prefix === '' && PARTS.has(key) && isPart(a) && isPart(b)) return compareFields(`${key}.`, a, b)
    return canonicalJson(a) === canonicalJson(b) ? [] : [{ field: prefix + key, before: a, after: b }]
  })
}

function isPart(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** JSON with the keys of all objects in order. */
function canonicalJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) =>
    isPart(part) && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
