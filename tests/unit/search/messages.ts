import type { Message } from '../../../lib/chat/message.ts'

/** A received message of which only what a test cares about is special; its segments say its text. */
export function aMessage({ text = '', ...change }: Partial<Message>): Message {
  return {
    key: 'k',
    account: '1',
    epoch: 'e',
    conversation: 'a',
    kind: 'friend',
    direction: 'in',
    author: 'a',
    authorName: null,
    segments: [{ type: 'text', text }],
    text,
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
