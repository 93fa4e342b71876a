import { computed } from '@preact/signals'
import { readStateFor } from '../../../lib/companion/rule-state.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { createBook } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import type { CompiledRules } from '../../../lib/rules/compile.ts'
import { dryRun } from '../../../lib/rules/lab/dry-run.ts'
import type { DryRun } from '../../../lib/rules/lab/dry-run.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import { emptyRuleState } from '../../../lib/rules/state.ts'
import { now } from '../../../lib/ui/clock.ts'
import { liveRows } from '../../pages/live-rows.ts'
import { status } from '../stored.ts'
import { toEvent } from './dry-run-event.ts'
import { dryRunForm } from './dry-run-form.ts'
import { labAccount } from './lab-account.ts'
import { followPeople, readBook } from './lab-book.ts'
import { presentRules } from './present-rules.ts'

/** Who is who in the account that the lab works with, and what its rules remember. */
interface Ground {
  book: Book
  memory: unknown
}

const { rows: grounds } = liveRows(
  () => labAccount.value,
  async (archive, account): Promise<Ground[]> => {
    if (account === null) return []
    const [book, memory] = await Promise.all([readBook(archive, account), archive.ruleState(account)])
    return [{ book, memory }]
  },
  ({ contacts, decisions }) => decisions || contacts.length > 0,
)

/** Without an archive messages can be made up all the same, from somebody whom nobody knows. */
const NOBODY: Ground = {
  book: createBook('', { contacts: [], aliases: [], aparts: [], handles: [] }),
  memory: undefined,
}

const ground = computed<Ground>(() => {
  const found = grounds.value
  return (found === null || typeof found === 'string' ? undefined : found[0]) ?? NOBODY
})

/** Everybody the account knows. */
export const labBook = computed<Book>(() => ground.value.book)

const place = computed(() => {
  const { conversation, author, kind } = dryRunForm.value
  const writes = kind === 'friend' ? conversation : author
  return conversation === null || writes === null ? null : `${conversation}\n${writes}`
})
const { rows: heard } = liveRows(
  () => place.value,
  async (archive, at): Promise<(number | null)[]> => (at === null ? [] : await lastHeard(archive, at)),
)

async function lastHeard(archive: Archive, at: string): Promise<(number | null)[]> {
  const [conversation = '', author = ''] = at.split('\n')
  return await archive.lastHeard([{ conversation, author }])
}

let ready: { set: RuleSet; merges: string; compiled: CompiledRules } | undefined

/** The present rules ready to decide; compiled anew only when they change, or who is who does. */
const compiled = computed<CompiledRules>(() => {
  const set = presentRules.value
  const { book } = ground.value
  const merges = [...book.aliases].join(' ')
  if (ready?.set !== set || ready.merges !== merges) {
    ready = { set, merges, compiled: compileRules(followPeople(set, book)) }
  }
  return ready.compiled
})

/** What would become of the message of the form. */
export const dryRunResult = computed<DryRun>(() => {
  const form = dryRunForm.value
  const { book, memory } = ground.value
  const state = status.value
  const [heardAt] = heard.value === null || typeof heard.value === 'string' ? [] : heard.value
  const { event, now: moment } = toEvent(form, {
    book,
    heardAt: heardAt ?? null,
    ownNick: state.state === 'online' ? state.nick : null,
    now: now.value,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  })
  const remembered = form.memory === 'now' ? readStateFor(book, memory) : emptyRuleState
  return dryRun(compiled.value, remembered, event, moment)
})
