import type { Archive } from '../../../lib/archive/port.ts'
import { canonicalId, toAliasMap } from '../../../lib/chat/alias.ts'
import type { ConversationSummary } from '../../../lib/chat/message.ts'
import { isChosen } from './chosen-chats.ts'
import type { ExportOrder } from './order.ts'
import type { ExportLeg } from './run.ts'

/**
 * What an order means now: the chosen chats by account, in the order of the list. Chats that were merged since they were
 * chosen count as the one that stands for them. Empty when none of them is there. @throws {ArchiveError}
 */
export async function findLegs(
  archive: Archive,
  chats: ExportOrder['chats'],
  nicks: Readonly<Record<string, string>>,
): Promise<ExportLeg[]> {
  const all = await archive.conversations()
  const isMeant = isChosen(chats.which === 'all' ? chats : { which: 'some', ids: await present(archive, chats.ids) })
  const byAccount = Map.groupBy(all.filter(isMeant), ({ account }: ConversationSummary) => account)
  return [...byAccount].map(([account, conversations]) => ({
    account,
    nick: nicks[account] ?? null,
    conversations: conversations.map(({ id, kind }) => ({ id, kind })),
  }))
}

async function present(archive: Archive, ids: readonly string[]): Promise<string[]> {
  const aliases = (await Promise.all((await archive.accounts()).map((account) => archive.aliases(account)))).flat()
  const next = toAliasMap(aliases)
  return ids.map((id) => canonicalId(next, id))
}
