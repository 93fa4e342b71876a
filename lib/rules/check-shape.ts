import { HOUR, SECOND } from '../time.ts'
import { isObject } from './is-object.ts'
import {
  FOLLOW_UP_WAITS,
  MAX_CHOICES,
  MAX_CONDITIONS,
  MAX_CONTACTS,
  MAX_COOLDOWN,
  MAX_DELAY,
  MAX_HOURS,
  MAX_NAME_LENGTH,
  MAX_REPLIES,
  MAX_REPLY_LENGTH,
  MAX_SILENCE_DAYS,
  MAX_TEXT_LENGTH,
  MAX_TEXTS,
} from './rule.ts'
import type { RuleProblem } from './rule.ts'

/** A complaint of the schema: what kind of, and where. */
export interface Issue {
  code: string
  path: readonly PropertyKey[]
}

type Field = RuleProblem['field']
type Code = RuleProblem['code']

/** Which complaints about a place mean what in the editor. The first whose place and code fit is taken. */
interface Meaning {
  /** `*` stands for one number, which is told in `at`. */
  place: string
  /** `too_small`, `too_big`; absent: whatever is wrong there. */
  issue?: 'too_small' | 'too_big'
  field: Field
  code: Code
  detail?: number
}

const SHAPES: readonly Meaning[] = [
  { place: 'name', issue: 'too_big', field: 'name', code: 'name-too-long', detail: MAX_NAME_LENGTH },
  { place: 'who.kinds', issue: 'too_small', field: 'kinds', code: 'no-kind' },
  { place: 'who.contacts', issue: 'too_big', field: 'contacts', code: 'too-many-contacts', detail: MAX_CONTACTS },
  { place: 'who.except', issue: 'too_big', field: 'people', code: 'too-many-contacts', detail: MAX_CONTACTS },
  { place: 'who.authors', issue: 'too_big', field: 'people', code: 'too-many-contacts', detail: MAX_CONTACTS },
  { place: 'who.categories', issue: 'too_big', field: 'people', code: 'too-many-contacts', detail: MAX_TEXTS },
  ...conditionShapes(),
  { place: 'when.hours', issue: 'too_big', field: 'hours', code: 'too-many-hours', detail: MAX_HOURS },
  { place: 'when.hours.*', field: 'hours', code: 'bad-hours' },
  { place: 'when.dates.from', field: 'dates', code: 'bad-date' },
  { place: 'when.dates.to', field: 'dates', code: 'bad-date' },
  { place: 'when.silenceDays', field: 'first', code: 'bad-silence', detail: MAX_SILENCE_DAYS },
  { place: 'reply.texts', issue: 'too_small', field: 'reply', code: 'no-reply' },
  { place: 'reply.texts', issue: 'too_big', field: 'reply', code: 'too-many-replies', detail: MAX_REPLIES },
  { place: 'reply.texts.*.text', issue: 'too_small', field: 'reply', code: 'no-reply' },
  { place: 'reply.texts.*.text', issue: 'too_big', field: 'reply', code: 'reply-too-long', detail: MAX_REPLY_LENGTH },
  { place: 'reply.texts.*.weight', field: 'reply', code: 'bad-weight', detail: 100 },
  { place: 'reply.delay.fromMs', field: 'delay', code: 'bad-delay', detail: MAX_DELAY / SECOND },
  { place: 'reply.delay.toMs', field: 'delay', code: 'bad-delay', detail: MAX_DELAY / SECOND },
  ...followUpShapes(),
  { place: 'cooldownMs', field: 'cooldown', code: 'bad-cooldown', detail: MAX_COOLDOWN / HOUR },
  { place: 'tests', field: 'tests', code: 'bad-test' },
]

function conditionShapes(): Meaning[] {
  const texts = { place: 'what.groups.*.conditions.*.texts', field: 'texts' } as const
  const pattern = { place: 'what.groups.*.conditions.*.pattern', field: 'pattern' } as const
  return [
    { place: 'what.groups', issue: 'too_small', field: 'texts', code: 'no-text' },
    { place: 'what.groups', issue: 'too_big', field: 'texts', code: 'too-many-conditions', detail: MAX_CONDITIONS },
    { place: 'what.groups.*.conditions', issue: 'too_small', field: 'texts', code: 'no-text' },
    {
      place: 'what.groups.*.conditions',
      issue: 'too_big',
      field: 'texts',
      code: 'too-many-conditions',
      detail: MAX_CONDITIONS,
    },
    { ...texts, issue: 'too_small', code: 'no-text' },
    { ...texts, issue: 'too_big', code: 'too-many-texts', detail: MAX_TEXTS },
    { place: `${texts.place}.*`, field: 'texts', issue: 'too_small', code: 'no-text' },
    { place: `${texts.place}.*`, field: 'texts', issue: 'too_big', code: 'text-too-long', detail: MAX_TEXT_LENGTH },
    { ...pattern, issue: 'too_small', code: 'no-text' },
    { ...pattern, issue: 'too_big', code: 'text-too-long', detail: MAX_TEXT_LENGTH },
    { place: 'what.groups.*.conditions.*.kinds', issue: 'too_small', field: 'content', code: 'no-content' },
  ]
}

function followUpShapes(): Meaning[] {
  const choices = 'reply.followUp.choices'
  const field = 'follow-up'
  return [
    { place: choices, issue: 'too_small', field, code: 'no-answer' },
    { place: choices, issue: 'too_big', field, code: 'too-many-texts', detail: MAX_CHOICES },
    { place: `${choices}.*.texts`, issue: 'too_small', field, code: 'no-answer' },
    { place: `${choices}.*.texts`, issue: 'too_big', field, code: 'too-many-texts', detail: MAX_TEXTS },
    { place: `${choices}.*.texts.*`, issue: 'too_small', field, code: 'no-answer' },
    { place: `${choices}.*.texts.*`, issue: 'too_big', field, code: 'text-too-long', detail: MAX_TEXT_LENGTH },
    { place: `${choices}.*.reply`, issue: 'too_small', field, code: 'no-reply' },
    { place: `${choices}.*.reply`, issue: 'too_big', field, code: 'reply-too-long', detail: MAX_REPLY_LENGTH },
    { place: 'reply.followUp.otherwise', issue: 'too_small', field, code: 'no-reply' },
    { place: 'reply.followUp.otherwise', issue: 'too_big', field, code: 'reply-too-long', detail: MAX_REPLY_LENGTH },
    { place: 'reply.followUp.waitMs', field, code: 'bad-wait', detail: FOLLOW_UP_WAITS.most / HOUR },
  ]
}

/** How many numbers of a place say which one it is: conditions by group and place, everything else by its own place. */
const numbersThatCount = (field: Field): number =>
  field === 'texts' || field === 'pattern' || field === 'content' ? 2 : 1

/** A complaint of the schema in the editor's terms. What no user can cause by typing is `not-a-rule` with its path. */
export function shapeProblem({ code, path }: Issue, value: unknown): RuleProblem {
  const place = path.map((step) => (typeof step === 'number' ? '*' : String(step))).join('.')
  const meaning = SHAPES.find(
    (one) =>
      (place === one.place || (!one.issue && place.startsWith(`${one.place}.`))) && (!one.issue || one.issue === code),
  )
  const field = meaning?.field ?? fieldOf(path)
  const at = path
    .filter((step) => typeof step === 'number')
    .slice(0, numbersThatCount(field))
    .join('.')
  const detail = meaning
    ? meaning.code === 'bad-date'
      ? writtenAt(value, path)
      : String(meaning.detail ?? '')
    : path.join('.')
  return { field, code: meaning?.code ?? 'not-a-rule', detail, ...(at === '' ? {} : { at }) }
}

/** What is written at a place, when it is a text. */
function writtenAt(value: unknown, path: readonly PropertyKey[]): string {
  const written = path.reduce<unknown>(
    (part, step) => (isObject(part) && typeof step === 'string' && Object.hasOwn(part, step) ? part[step] : undefined),
    value,
  )
  return typeof written === 'string' ? written : ''
}

function fieldOf([first, second]: readonly PropertyKey[]): Field {
  if (first === 'name' || first === 'tests') return first
  if (first === 'what') return 'texts'
  if (first === 'who') {
    if (second === 'contacts') return 'contacts'
    return second === 'kinds' || second === 'onlyWhenMentioned' ? 'kinds' : 'people'
  }
  if (first === 'when') return second === 'hours' || second === 'dates' ? second : 'first'
  if (first === 'reply') return second === 'delay' ? 'delay' : second === 'followUp' ? 'follow-up' : 'reply'
  return 'rule'
}
