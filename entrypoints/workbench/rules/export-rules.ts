import type { Archive } from '../../../lib/archive/port.ts'
import { localDay } from '../../../lib/time.ts'
import { log } from '../../../lib/log.ts'
import { namedBy, writePack } from '../../../lib/rules/pack.ts'
import type { PackPerson } from '../../../lib/rules/pack.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { t } from '../../../lib/i18n/t.ts'
import { showToast } from '../../../lib/ui/toast.tsx'
import { archive } from '../../pages/archive.ts'
import { rules } from '../../pages/stored-rules.ts'
import { groups } from './rules-store.ts'

/** How long the file's address stays good after the download was started, ms. */
const KEPT = 60_000

/** Saves these rules (null: all) as a pack file, with their groups and the people they name. */
export async function exportRules(ids: ReadonlySet<string> | null, name = t('packs.name')): Promise<void> {
  const chosen = rules.value.filter((rule) => ids === null || ids.has(rule.id))
  const at = Date.now()
  const text = writePack(name, at, chosen, groups.value, await peopleOf(chosen))
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = packFileName(name, at)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT)
  showToast({ text: t('packs.exported', { count: chosen.length, file: link.download }) })
}

/** A name for the file that every system takes; `at` in ms. */
export function packFileName(name: string, at: number): string {
  const words = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  return `${Array.from(words).slice(0, 40).join('') || 'rules'}-${localDay(at)}.json`
}

/** Whom the rules name, as the archive knows them; those that it does not know stay without a name. */
async function peopleOf(chosen: readonly Rule[]): Promise<PackPerson[]> {
  const ids = new Set(chosen.flatMap(namedBy))
  if (ids.size === 0) return []
  try {
    const store = await archive()
    return await readPeople(store, ids)
  } catch (error) {
    log('pack-people-unread', { error: error instanceof Error ? error.name : 'unknown' })
    return []
  }
}

async function readPeople(store: Archive, ids: ReadonlySet<string>): Promise<PackPerson[]> {
  const people: PackPerson[] = []
  for (const id of ids) {
    const contact = await store.contact(id)
    if (contact) people.push({ id, kind: contact.kind, name: contact.remark ?? contact.nick, number: contact.number })
  }
  return people
}
