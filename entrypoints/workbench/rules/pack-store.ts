import { computed, signal } from '@preact/signals'
import type { Archive } from '../../../lib/archive/port.ts'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { comparePack } from '../../../lib/rules/pack-compare.ts'
import type { KnownContact, PackComparison } from '../../../lib/rules/pack-compare.ts'
import { MAX_PACK_SIZE, readPack } from '../../../lib/rules/pack.ts'
import type { Pack, PackProblem, RefusedRule } from '../../../lib/rules/pack.ts'
import type { ImportOutcome } from '../../../lib/messaging.ts'
import { request } from '../../../lib/ui/request.ts'
import { showToast } from '../../../lib/ui/toast.tsx'
import { archive } from '../../pages/archive.ts'
import { rules } from '../../pages/stored-rules.ts'
import { undoLast } from './rule-changes.ts'
import { groups } from './rules-store.ts'

/** The file that is looked at: nothing of it is among the rules before the user says so. */
export type PackState =
  | { state: 'none' }
  | { state: 'reading' }
  | { state: 'bad'; file: string; problem: PackProblem | 'unreadable' }
  | { state: 'preview'; file: string; pack: Pack; refused: readonly RefusedRule[]; contacts: readonly KnownContact[] }
  | { state: 'done'; outcome: ImportOutcome }

export const packState = signal<PackState>({ state: 'none' })
/** Ids of the pack's rules that are to come in. */
export const wanted = signal<ReadonlySet<string>>(new Set())
export const isImporting = signal(false)

/** The pack beside what is here now; null while there is none. */
export const comparison = computed<PackComparison | null>(() => {
  const state = packState.value
  if (state.state !== 'preview') return null
  return comparePack({ rules: rules.value, groups: groups.value }, state.pack, state.contacts)
})

/** Reads a file and shows what it would do. Rules that are new are ticked, those that would replace one are not. */
export async function openPack(file: File): Promise<void> {
  packState.value = { state: 'reading' }
  try {
    if (file.size > MAX_PACK_SIZE)
      return void (packState.value = { state: 'bad', file: file.name, problem: 'too-large' })
    const read = readPack(await file.text())
    if (read.problem !== null) return void (packState.value = { state: 'bad', file: file.name, problem: read.problem })
    const contacts = await readKnown()
    packState.value = { state: 'preview', file: file.name, pack: read.pack, refused: read.refused, contacts }
    const added = comparison.value?.entries.filter(({ kind }) => kind === 'added') ?? []
    wanted.value = new Set(added.map(({ rule }) => rule.id))
  } catch (error) {
    log('pack-unreadable', { error: error instanceof Error ? error.name : 'unknown' })
    packState.value = { state: 'bad', file: file.name, problem: 'unreadable' }
  }
}

export function closePack(): void {
  packState.value = { state: 'none' }
  wanted.value = new Set()
}

/** Takes the ticked rules in, with the groups that they stand in, as one change. */
export async function importWanted(): Promise<void> {
  const compared = comparison.value
  if (!compared || isImporting.value) return
  const chosen = compared.entries.filter(({ rule }) => wanted.value.has(rule.id)).map(({ rule }) => rule)
  const homes = new Set(chosen.map(({ group }) => group))
  // A group that is here already stays as it is: its switch is the user's.
  const added = compared.groups.filter(({ kind, group }) => kind === 'added' && homes.has(group.id))
  isImporting.value = true
  const done = await request('importRules', { rules: chosen, groups: added.map(({ group }) => group) })
  isImporting.value = false
  if (!done.answered) return
  packState.value = { state: 'done', outcome: done.value }
  wanted.value = new Set()
  const { added: more, replaced } = done.value
  if (more + replaced === 0) return
  showToast({
    text: t('packs.imported', { added: more, replaced }),
    action: { text: t('action.undo'), run: () => void undoLast() },
  })
}

/** Everybody the archive knows, for finding a pack's people; nobody when it cannot be read. */
async function readKnown(): Promise<KnownContact[]> {
  try {
    return await knownContacts(await archive())
  } catch (error) {
    log('pack-people-unread', { error: error instanceof Error ? error.name : 'unknown' })
    return []
  }
}

/** All contacts of all accounts, each once, with the names they can be found by. @throws {ArchiveError} */
export async function knownContacts(store: Archive): Promise<KnownContact[]> {
  const found: KnownContact[] = []
  for (const account of await store.accounts()) {
    const [contacts, aliases] = await Promise.all([store.contacts(account), store.aliases(account)])
    const merged = new Set(aliases.map(({ from }) => from))
    for (const { id, kind, number, remark, nick } of contacts) {
      const names = [remark, nick].filter((name) => name !== null)
      if (!merged.has(id)) found.push({ id, kind, number, names })
    }
  }
  return found
}
