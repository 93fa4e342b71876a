import type { Message } from '../chat/message.ts'
import type { BlockHead } from './blocks/block.ts'
import { fetchBody } from './blocks/bodies.ts'
import { openRaws } from './blocks/decode.ts'
import type { Library } from './blocks/library.ts'
import { findSealed, KEY_STORES } from './blocks/sealed-keys.ts'
import type { Connection } from './connection.ts'

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

/** A message with its raw item, wherever it is. @throws ArchiveError */
export async function readMessage(library: Library, key: string): Promise<Message | undefined> {
  const { bodies } = library
  const found = await library.read(
    'message',
    ['messages', ...KEY_STORES, 'blockTexts', 'blockRaws'],
    async (reading) => {
      const hot = await reading.objectStore('messages').get(key)
      if (hot) return { message: hot }
      const place = (await findSealed(reading, bodies, [{ key }])).get(key)
      if (!place) return undefined
      const { head, index } = place
      const [rests, texts, raws] = await Promise.all([
        bodies.rests(reading, head),
        bodies.texts(reading, head),
        fetchBody(reading, 'blockRaws', head),
      ])
      return { message: rests.message(index, texts), sealed: { head, index, body: raws.body } }
    },
  )
  if (!found?.sealed) return found?.message
  return { ...found.message, raw: await readRaw(library, found.sealed) }
}

/** Null when the raw items of its block are damaged: the message itself is not. */
async function readRaw(
  library: Library,
  { head, index, body }: { head: BlockHead; index: number; body: Uint8Array<ArrayBuffer> },
): Promise<unknown> {
  try {
    return (await openRaws(head, body))[index]
  } catch {
    await library.report(head)
    return null
  }
}
