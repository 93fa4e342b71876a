import type { Archive, MessageRange } from '../../../lib/archive/port.ts'
import { aliasFamilies, canonicalId, toAliasMap } from '../../../lib/chat/alias.ts'
import type { ExportSource } from '../../../lib/export/ports.ts'
import { collectOften } from './collect-often.ts'
import type { LegNames } from './leg-names.ts'
import type { ExportLeg } from './run.ts'

/** Messages read at once: few enough to be stopped soon, many enough to be quick. */
const PAGE_SIZE = 2_500

const asTheyAre = <T>(pages: AsyncIterable<T[]>): AsyncIterable<T[]> => pages

/** What of an account is exported, out of the archive, under these names. */
export function archiveSource(archive: Archive, leg: ExportLeg, names: LegNames): ExportSource {
  const { account, nick, conversations } = leg
  const aliases = toAliasMap(names.aliases)
  // What is merged while it goes on belongs where it was: its messages would come twice, or never.
  const families = aliasFamilies(aliases)
  // Chromium collects by itself, and held a quarter more when asked.
  const pages = import.meta.env.FIREFOX ? collectOften() : asTheyAre
  const withIds = (range: MessageRange): MessageRange => {
    const id = canonicalId(aliases, range.conversation)
    return { ...range, ids: families.get(id) ?? [id] }
  }
  return {
    account: { number: account, nick },
    conversations,
    everyConversation: async () => (await archive.conversations(account)).map(({ id }) => id),
    scan: (range) => pages(archive.scanViews(withIds(range), PAGE_SIZE)),
    count: (range) => archive.count(withIds(range)),
    contacts: async () => names.contacts,
    avatar: (id) => archive.avatar(id),
    canonical: (id) => canonicalId(aliases, id),
    reply: (outboxId) => archive.outboxRow(outboxId),
    oddments: () => archive.oddments(account),
    watches: () => archive.watches(account),
    damage: () => archive.damage(),
  }
}
