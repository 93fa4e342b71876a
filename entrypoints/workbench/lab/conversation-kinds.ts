import type { ConversationKind } from '../../../lib/chat/message.ts'

/** All kinds of conversations, in the order in which they are offered. */
export const CONVERSATION_KINDS: readonly ConversationKind[] = ['friend', 'group', 'discuss']
