import type { ContactId } from '../chat/contact.ts'
import { canonicalId, toAliasMap } from '../chat/alias.ts'
import { BODY_STORES } from './blocks/block.ts'
import type { BlockHead } from './blocks/block.ts'
import { BlockDamaged, fetchBody } from './blocks/bodies.ts'
import { openRaws, openRests, openTexts } from './blocks/decode.ts'
import type { Library } from './blocks/library.ts'
import { keysWithin } from './blocks/strands.ts'
import type { Connection } from './connection.ts'
import type { Archive, ConversationSize } from './port.ts'
import type { Mark } from './schema.ts'

/** What a hot message takes beside its content: its keys in three indexes, and names of properties. Bytes, about. */
const HOT_OVERHEAD = 400
/** Hot messages of a conversation that are measured. */
const MEASURED = 16

/** What each conversation takes, biggest first. @throws ArchiveError */
export async function readSizes(library: Library): Promise<ConversationSize[]> {
  const [rows, aliases] = await library.read(
    'sizes',
    ['conversations', 'messages', 'aliases'],
    async (reading, heads) => {
      const stored = await reading.objectStore('conversations').getAll()
      const index = reading.objectStore('messages').index('byPlace')
      const measured = await Promise.all(
        stored.map(async ({ id, account, count, lastAt }): Promise<ConversationSize> => {
          const sealed = heads.of([id])
          const hot = count - sealed.reduce((sum, head) => sum + head.count, 0)
          const first = hot > 0 ? await index.getAll(keysWithin(id, { after: null }, 'newer')!, MEASURED) : []
          const each =
            first.reduce((sum, message) => sum + JSON.stringify(message).length, 0) / Math.max(1, first.length)
          return {
            conversation: id,
            account,
            messages: count,
            bytes: Math.round(sealed.reduce((sum, { bytes }) => sum + bytes, 0) + hot * (each + HOT_OVERHEAD)),
            firstAt: Math.min(lastAt, first[0]?.sentAt ?? lastAt, sealed[0]?.firstAt ?? lastAt),
            lastAt,
          }
        }),
      )
      return [measured, await reading.objectStore('aliases').getAll()]
    },
  )
  const map = toAliasMap(aliases)
  const merged = new Map<ContactId, ConversationSize>()
  for (const row of rows) {
    const conversation = canonicalId(map, row.conversation)
    const other = merged.get(conversation)
    merged.set(conversation, other ? together(conversation, other, row) : { ...row, conversation })
  }
  return [...merged.values()].sort((a, b) => b.bytes - a.bytes || (a.conversation < b.conversation ? -1 : 1))
}

function together(conversation: ContactId, a: ConversationSize, b: ConversationSize): ConversationSize {
  return {
    conversation,
    account: a.account,
    messages: a.messages + b.messages,
    bytes: a.bytes + b.bytes,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
  }
}

type Damage = Extract<Mark, { id: `damage/${string}` }>

/**
 * Where messages could not be read back. Each of those blocks is tried again: an engine that failed for a moment is no damage.
 *
 * @throws ArchiveError
 */
export async function readDamage(
  connection: Connection,
  library: Library,
): Promise<Awaited<ReturnType<Archive['damage']>>> {
  const stores = ['marks', 'blocks', ...BODY_STORES] as const
  const marked = await connection.run('damage', 'readonly', [...stores], async (reading) => {
    const marks = await reading.objectStore('marks').getAll(IDBKeyRange.bound('damage/', 'damage/\uFFFF'))
    const damages = marks.filter((mark): mark is Damage => mark.id.startsWith('damage/'))
    return await Promise.all(
      damages.map(async (mark) => {
        const head = await reading.objectStore('blocks').get(mark.id.slice('damage/'.length))
        return { mark, head, raws: head ? await tryParts(head) : null }
      }),
    )

    async function tryParts(head: BlockHead): Promise<Uint8Array<ArrayBuffer> | null> {
      try {
        const texts = await fetchBody(reading, 'blockTexts', head)
        const rests = await fetchBody(reading, 'blockRests', head)
        const raws = await fetchBody(reading, 'blockRaws', head)
        openTexts(head, texts.body)
        openRests(head, rests.body)
        return raws.body
      } catch (error) {
        if (error instanceof BlockDamaged || error instanceof SyntaxError || error instanceof Error) return null
        throw error
      }
    }
  })
  const damaged: Damage[] = []
  for (const { mark, head, raws } of marked) {
    if (head && !(raws && (await areWhole(head, raws)))) damaged.push(mark)
    else {
      library.trust(mark.id.slice('damage/'.length))
      await connection.run('damage', 'readwrite', ['marks'], (writing) => writing.objectStore('marks').delete(mark.id))
    }
  }
  return damaged
    .map(({ conversation, from, to, messages }) => ({ conversation, from, to, messages }))
    .sort((a, b) => a.from - b.from)
}

async function areWhole(head: BlockHead, raws: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    await openRaws(head, raws)
    return true
  } catch {
    return false
  }
}
