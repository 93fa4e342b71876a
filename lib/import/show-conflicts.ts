import type { Comparison, ConflictPlace } from './compare.ts'
import type { Decisions } from './decisions.ts'
import { textPrint } from './fingerprints.ts'
import type { OpenFiles } from './open-files.ts'
import type { ImportArchive } from './ports.ts'
import { readAgain } from './survey.ts'

/** Two texts that may be the same message. */
export interface Conflict {
  why: ConflictPlace['why']
  /** Index of the conversation. */
  conversation: number
  /** ms */
  at: number
  name: string | null
  /** As in the file. */
  text: string
  /** As it is there already; null when it could not be found again. */
  other: string | null
  /** Where the other one is from. */
  from: 'archive' | 'file'
}

/** Fetches the words of conflicts. Reads the files again, up to the last one of them. @throws {ImportError}, what the archive throws */
export async function showConflicts(
  { conflicts }: Comparison,
  files: OpenFiles,
  timeZone: string,
  decisions: Decisions,
  archive: Pick<ImportArchive, 'scan'>,
): Promise<Conflict[]> {
  if (conflicts.length === 0) return []
  const wanted = new Set(conflicts.flatMap(({ index, other }) => (other === -1 ? [index] : [index, other])))
  const last = Math.max(...wanted)
  const found = new Map<number, { at: number; name: string | null; text: string }>()
  let done = -1
  await readAgain(
    files,
    timeZone,
    ({ at, authorName, text }, index) => {
      done = index
      if (wanted.has(index)) found.set(index, { at, name: authorName, text })
    },
    () => done < last,
  )
  const shown: Conflict[] = []
  for (const place of conflicts) {
    const own = found.get(place.index)
    if (own === undefined) continue
    shown.push({
      why: place.why,
      conversation: place.conversation,
      ...own,
      other: place.other === -1 ? await archived(place, decisions, archive) : (found.get(place.other)?.text ?? null),
      from: place.other === -1 ? 'archive' : 'file',
    })
  }
  return shown
}

async function archived(
  place: ConflictPlace,
  decisions: Decisions,
  archive: Pick<ImportArchive, 'scan'>,
): Promise<string | null> {
  const target = decisions.conversations[place.conversation]?.target ?? null
  if (target === null) return null
  const range = { conversation: target, from: place.second * 1_000, to: (place.second + 1) * 1_000 }
  for await (const page of archive.scan(range, 200))
    for (const { text } of page) {
      const print = textPrint(text)
      if (print.textA === place.textA && print.textB === place.textB) return text
    }
  return null
}
