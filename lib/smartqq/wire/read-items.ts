import * as z from 'zod/mini'
import type { BackendEvent, LoginId } from '../../backend.ts'
import { readFileMessage, readOfflineAnswer, readOfflineFile, readTransfer, readVideoRefusal } from './items/files.ts'
import { readFriendship, readListChange, readShake, readStateChange } from './items/friends.ts'
import { readGroupSystem, readShare } from './items/groups.ts'
import { handlesOf } from './items/handles.ts'
import type { Handles } from './items/handles.ts'
import { inOrder } from './items/item-order.ts'
import type { ItemReader } from './items/item-reader.ts'
import { readDiscussMessage, readFriendMessage, readGroupMessage, readTemporaryMessage } from './items/messages.ts'

const itemSchema = z.object({ poll_type: z.string(), value: z.optional(z.unknown()) })

/** A kind that is known to say nothing for the archive: kept whole, like those nobody knows. */
const keptWhole: ItemReader = (_value, _handles, wireKind) => ({ kind: 'other', wireKind })

/**
 * Every `poll_type` a client ever met (page script of 2016, hexsum/Mojo-Webqq, pandolia/qqbot, recordings of 2013), and who
 * reads it. `msg_type` changed its meaning three times and is never looked at.
 */
const READERS: Readonly<Record<string, ItemReader>> = {
  message: readFriendMessage,
  group_message: readGroupMessage,
  discu_message: readDiscussMessage,
  sess_message: readTemporaryMessage,
  buddies_status_change: readStateChange,
  buddylist_change: readListChange,
  system_message: readFriendship,
  shake_message: readShake,
  sys_g_msg: readGroupSystem,
  group_web_message: readShare,
  file_message: readFileMessage,
  filesrv_transfer: readTransfer,
  push_offfile: readOfflineFile,
  notify_offfile: readOfflineAnswer,
  av_refuse: readVideoRefusal,
  // The poll loop acts on it (`kick.ts`).
  kick_message: keptWhole,
  // Somebody is typing.
  input_notify: keptWhole,
  // Free hints of old servers.
  tips: keptWhole,
}

/**
 * Reads delivered items, in the order they were written. Pure and total: as many events as items, a broken one `unreadable`
 * and one of an unknown kind `other`, each in its place and with its raw item.
 */
export function readItems(items: readonly unknown[], login: LoginId): BackendEvent[] {
  const handles = handlesOf(login)
  return inOrder(items).map((raw) => {
    try {
      return readItem(raw, handles)
    } catch {
      // Nested deeper than the engine's stack: what cannot be walked through cannot be read.
      return { kind: 'unreadable', wireKind: null, raw }
    }
  })
}

function readItem(raw: unknown, handles: Handles): BackendEvent {
  const item = itemSchema.safeParse(raw)
  if (!item.success) return { kind: 'unreadable', wireKind: null, raw }
  const { poll_type: wireKind, value } = item.data
  const reader = Object.hasOwn(READERS, wireKind) ? READERS[wireKind]! : keptWhole
  const understood = reader(value, handles, wireKind)
  return understood ? { ...understood, raw } : { kind: 'unreadable', wireKind, raw }
}
