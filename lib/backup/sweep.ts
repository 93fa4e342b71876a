import { canonicalId, toAliasMap } from '../chat/alias.ts'
import type { Alias, ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { Retention } from '../chat/retention.ts'
import { expired } from './retention.ts'
import type { Expired } from './retention.ts'

/** What a clean-up needs of the archive. */
export interface SweepArchive {
  accounts(): Promise<AccountId[]>
  aliases(account: AccountId): Promise<Alias[]>
  sizes(): Promise<{ conversation: ContactId; firstAt: number }[]>
  count(range: { conversation: ContactId; to: number }): Promise<number>
  forget(conversation: ContactId, before: number): Promise<number>
}

/** What of the archive is past its time at `now`. */
export async function planSweep(
  archive: Pick<SweepArchive, 'accounts' | 'aliases' | 'sizes'>,
  retention: Retention,
  now: number,
): Promise<Expired[]> {
  const [accounts, sizes] = await Promise.all([archive.accounts(), archive.sizes()])
  const aliases = await Promise.all(accounts.map((account) => archive.aliases(account)))
  const map = toAliasMap(aliases.flat())
  return expired(retention, sizes, (id) => canonicalId(map, id), now)
}

/** What would go: `messages` in `conversations`. Null when aborted. */
export async function previewSweep(
  archive: Omit<SweepArchive, 'forget'>,
  retention: Retention,
  now: number,
  signal: AbortSignal,
): Promise<{ messages: number; conversations: number } | null> {
  let messages = 0
  let conversations = 0
  for (const { conversation, before } of await planSweep(archive, retention, now)) {
    if (signal.aborted) return null
    const count = await archive.count({ conversation, to: before })
    messages += count
    if (count > 0) conversations += 1
  }
  return signal.aborted ? null : { messages, conversations }
}

/**
 * Deletes what is past its time, a conversation at a time. One that cannot be cleaned up does not keep the others from it;
 * `failed` is told of it, and says whether there is any use in going on.
 */
export async function sweep(
  archive: SweepArchive,
  retention: Retention,
  now: number,
  failed: (error: unknown) => 'go-on' | 'stop',
): Promise<{ messages: number; conversations: number; isPartial: boolean }> {
  const done = { messages: 0, conversations: 0, isPartial: false }
  for (const { conversation, before } of await planSweep(archive, retention, now)) {
    try {
      const gone = await archive.forget(conversation, before)
      done.messages += gone
      if (gone > 0) done.conversations += 1
    } catch (error) {
      done.isPartial = true
      if (failed(error) === 'stop') break
    }
  }
  return done
}
