import type { ConversationSummary } from '../../../lib/chat/message.ts'
import type { ExportOrder } from './order.ts'

type Chats = ExportOrder['chats']
type Chat = Pick<ConversationSummary, 'id' | 'account'>

/** Says of chats whether they are meant. */
export function isChosen(chats: Chats): (chat: Chat) => boolean {
  if (chats.which === 'all') return ({ account }) => chats.account === null || chats.account === account
  const ids = new Set(chats.ids)
  return ({ id }) => ids.has(id)
}

/**
 * The choice after some chats were ticked, or unticked. When it is everything there is, or everything of one account, it is
 * kept as that: chats that come later belong to it as well.
 */
export function withTicks(chats: Chats, all: readonly Chat[], ticked: readonly Chat[], isOn: boolean): Chats {
  const isMeant = isChosen(chats)
  const changed = new Set(ticked.map(({ id }) => id))
  const after = all.filter((chat) => (changed.has(chat.id) ? isOn : isMeant(chat)))
  if (after.length === all.length && all.length > 0) return { which: 'all', account: null }
  const account = after[0]?.account
  if (account !== undefined && isOn) {
    const ofAccount = all.filter((chat) => chat.account === account)
    const isWhole = ofAccount.length > 1 && after.length === ofAccount.length
    if (isWhole && after.every((chat) => chat.account === account)) return { which: 'all', account }
  }
  return { which: 'some', ids: after.map(({ id }) => id) }
}
