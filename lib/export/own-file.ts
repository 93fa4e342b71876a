import type { ContactId } from '../chat/contact.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportedFile } from './format.ts'
import { FIRST_SEAL, nextLink } from './integrity.ts'
import type { ConversationHead, ConversationTail, FileContext, FileWriter } from './ports.ts'
import { wellFormed } from './well-formed.ts'

type Header = Omit<ExportedFile, 'conversations' | 'people' | 'completeness' | 'seal'>
type End = Pick<ExportedFile, 'people' | 'completeness' | 'seal'>

/** What a file of ours has besides its messages, and the seal over it: the same in JSON and in JSON Lines. */
export interface OwnFile {
  header(): Header & Record<string, unknown>
  conversation(head: ConversationHead): void
  conversationEnd(tail: ConversationTail): void
  end(tail: Parameters<FileWriter['tail']>[0]): End & Record<string, unknown>
  state(): OwnFileState
}

/** As plain JSON. */
export interface OwnFileState {
  seal: string
  /** The conversation that is open. */
  open: ConversationHead | null
}

export function createOwnFile(context: FileContext, state?: OwnFileState): OwnFile {
  let { seal, open } = state ?? { seal: FIRST_SEAL, open: null }
  /** The seal is over what a reader finds, so over well-formed text. */
  function sealed<T>(part: T): T {
    const shown = wellFormed(part)
    seal = nextLink(seal, JSON.stringify(shown))
    return shown
  }
  return {
    header: () => sealed(headerOf(context)),
    conversation: (head) => void (open = head),
    conversationEnd({ count, hash, complete }) {
      if (!open) throw new Error('No conversation is open')
      const { id, kind, title, number } = open
      sealed({ id, kind, title, number, count, hash, complete })
      open = null
    },
    end({ completeness, peopleMet }) {
      const people = Object.fromEntries(peopleMet.map((id) => [id, personOf(id, context)]))
      const shown = sealed({ people, completeness })
      return { ...shown, seal }
    },
    state: () => ({ seal, open }),
  }
}

function headerOf(context: FileContext): Header & Record<string, unknown> {
  const { account, exportedAt, generator, timeZone, range, filter, redacted, part } = context
  const header: Header & Record<string, unknown> = {
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    exportedAt: new Date(exportedAt).toISOString(),
    generator: { name: generator.name, version: generator.version },
    account: { number: account.number, nick: account.nick },
    timeZone,
    range: { from: range.from, to: range.to },
  }
  if (filter) header.filter = filter
  if (redacted) header.redacted = true
  const continues = part.continues ?? {}
  if (part.isOneOfSeveral || part.number > 1 || Object.keys(continues).length > 0) {
    header.part = { number: part.number, continues }
  }
  return header
}

function personOf(id: ContactId, { people }: FileContext): ExportedFile['people'][string] {
  const { number = null, nick = null, remark = null } = people.get(id) ?? {}
  return { number, nick, remark }
}
