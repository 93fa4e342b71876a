import type { Archive, Batch } from '../../../../lib/archive/port.ts'
import { openArchive } from '../../../../lib/archive/open.ts'
import type { Contact } from '../../../../lib/chat/contact.ts'
import type { Message } from '../../../../lib/chat/message.ts'

/** A contact of whom only what a test cares about is special. */
export function aContact(id: string, change: Partial<Contact> = {}): Contact {
  return {
    id,
    account: '1',
    kind: 'person',
    number: null,
    nick: id,
    remark: null,
    category: null,
    isFriend: change.kind === undefined || change.kind === 'person',
    profile: null,
    members: null,
    notice: null,
    createdAt: null,
    firstSeenAt: 1_000,
    updatedAt: 2_000,
    ...change,
  }
}

/** A received message; `key` also orders those of the same moment. */
export function aMessage(key: string, conversation: string, change: Partial<Message> = {}): Message {
  return {
    key,
    account: '1',
    epoch: 'e',
    conversation,
    kind: 'friend',
    direction: 'in',
    author: conversation,
    authorName: conversation,
    segments: [{ type: 'text', text: key }],
    text: key,
    mentionsMe: false,
    sentAt: 1_000,
    receivedAt: 1_000,
    order: 0,
    source: 'poll',
    raw: null,
    outboxId: null,
    ...change,
  }
}

let opened = 0

/** A fresh archive in memory that holds the batch. */
export async function archiveWith(batch: Batch): Promise<Archive> {
  const archive = await openArchive(`pages-test-${(opened += 1)}`)
  await archive.commit(batch)
  return archive
}
