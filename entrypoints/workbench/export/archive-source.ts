import type { Archive } from '../../../lib/archive/port.ts'
import { canonicalId, toAliasMap } from '../../../lib/chat/alias.ts'
import type { ExportSource } from '../../../lib/export/ports.ts'
import type { ExportLeg } from './run.ts'

/** Messages read at once: few enough to be stopped soon, many enough to be quick. */
const PAGE_SIZE = 5_000

/** What of an account is exported, out of the archive. @throws {ArchiveError} */
export async function archiveSource(archive: Archive, leg: ExportLeg): Promise<ExportSource> {
  const { account, nick, conversations } = leg
  const aliases = toAliasMap(await archive.aliases(account))
  return {
    account: { number: account, nick },
    conversations,
    scan: (range) => archive.scan(range, PAGE_SIZE),
    count: (range) => archive.count(range),
    contacts: () => archive.contacts(account),
    avatar: (id) => archive.avatar(id),
    canonical: (id) => canonicalId(aliases, id),
    reply: (outboxId) => archive.outboxRow(outboxId),
    oddments: () => archive.oddments(account),
    watches: () => archive.watches(account),
    damage: () => archive.damage(),
  }
}
