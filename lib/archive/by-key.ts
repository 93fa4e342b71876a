import type { Message } from '../chat/message.ts'
import type { BlockHead } from './blocks/block.ts'
import { BlockDamaged, fetchBody } from './blocks/bodies.ts'
import { openRaws } from './blocks/decode.ts'
import type { Library } from './blocks/library.ts'
import { findSealed, KEY_STORES } from './blocks/sealed-keys.ts'
import type { Connection, Transaction } from './connection.ts'

/** Which of these keys are stored, hot or sealed. @throws ArchiveError */
export async function knownKeys(
  { run }: Connection,
  { bodies }: Library,
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  return await run('known', 'readonly', ['messages', ...KEY_STORES], async (reading) => {
    // Both at once: most keys that are asked for are new, and in neither.
    const [hot, sealed] = await Promise.all([
      Promise.all(keys.map(async (key) => await reading.objectStore('messages').getKey(key))),
      findSealed(
        reading,
        bodies,
        keys.map((key) => ({ key })),
      ),
    ])
    return new Set([...hot.filter((key) => key !== undefined), ...sealed.keys()])
  })
}

/** A message with its raw item, wherever it is; undefined also when its block is damaged. @throws ArchiveError */
export async function readMessage(library: Library, key: string): Promise<Message | undefined> {
  const { bodies } = library
  const found = await library.read(
    'message',
    ['messages', ...KEY_STORES, 'blockTexts', 'blockRaws'],
    async (reading) => {
      const hot = await reading.objectStore('messages').get(key)
      if (hot) return { message: hot }
      const place = (await findSealed(reading, bodies, [{ key }])).get(key)
      if (!place || library.sound([place.head]).length === 0) return undefined
      const { head, index } = place
      const [rests, texts, body] = await Promise.all([
        bodies.rests(reading, head),
        bodies.texts(reading, head),
        rawsOf(reading, head),
      ])
      return { message: rests.message(index, texts), sealed: { head, index, body } }
    },
  )
  if (!found?.sealed) return found?.message
  return { ...found.message, raw: await readRaw(library, found.sealed) }
}

/** Null when they are not there, or the engine cannot read them: the messages of the block are in other parts of it. */
async function rawsOf(reading: Transaction<'readonly'>, head: BlockHead): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return (await fetchBody(reading, 'blockRaws', head)).body
  } catch (error) {
    if (error instanceof BlockDamaged) return null
    throw error
  }
}

/** Null when the raw items of its block are damaged: the message itself is not. */
async function readRaw(
  library: Library,
  { head, index, body }: { head: BlockHead; index: number; body: Uint8Array<ArrayBuffer> | null },
): Promise<unknown> {
  try {
    if (body) return (await openRaws(head, body))[index]
  } catch {
    // Told below.
  }
  await library.report(head)
  return null
}
