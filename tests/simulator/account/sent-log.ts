/** One message that the account's clients tried to send. */
export type SentMessage = {
  n: number
  /** Milliseconds, machine's clock. */
  at: number
  kind: 'friend' | 'group' | 'discuss' | 'stranger'
  /** Null when the target is nobody in this login. */
  to: { number: number; name: string } | null
  /** uin, gid or did as it was sent. */
  targetId: number
  /** All text parts joined; faces as `[face:N]`. */
  text: string
  /** The parsed content, font included. */
  content: unknown[]
  msgId: number
  /** Whether the other side got it. */
  delivered: boolean
  /** What the client was told: the reply's code (0 = send ok), or the fault's kind. */
  reply: number | string
}

export type SentLog = {
  add(message: Omit<SentMessage, 'n'>): SentMessage
  since(n: number): SentMessage[]
  count(): number
}

export function createSentLog(): SentLog {
  const all: SentMessage[] = []
  return {
    add(message) {
      const entry = { n: all.length + 1, ...message }
      all.push(entry)
      return entry
    },
    since: (n) => all.slice(Math.max(0, n)),
    count: () => all.length,
  }
}
