import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BlockHead } from '../../../../lib/archive/blocks/block.ts'
import { importedId, sealedId } from '../../../../lib/archive/blocks/block-id.ts'
import { runsOf } from '../../../../lib/archive/blocks/fetch-run.ts'
import { openArchive } from '../../../../lib/archive/open.ts'
import type { Archive } from '../../../../lib/archive/port.ts'
import type { Message } from '../../../../lib/chat/message.ts'
import { keysOf, sealAll, SMALL } from '../model.ts'
import { rowsIn, spoil } from '../rows.ts'
import { freshName, message, NOON, scannedKeys } from '../samples.ts'

const headOf = (id: string): BlockHead => ({ id }) as BlockHead
const idsOf = (run: readonly BlockHead[]) => run.map(({ id }) => id)

describe('blocks whose ids follow each other', () => {
  it('are one run: those sealed of a conversation one after the other, and those of a file in order', () => {
    const sealed = [0, 9_999, NOON, NOON + 1].map((at) => sealedId('anna', at))
    const imported = [9, 10, 11, 100].map((nth) => importedId('import/i/u/', 'anna', nth))
    expect([...runsOf([...sealed, ...imported].map(headOf))].map(idsOf)).toEqual([sealed, imported])
  })

  it.each([
    ['of another conversation', [sealedId('anna', 1), sealedId('berta', 2)]],
    ['of a conversation named like the beginning of another', ['sealed/a/1', 'sealed/a/b/2', 'sealed/a/3']],
    ['of another import', [importedId('import/i/u/', 'anna', 1), importedId('import/j/v/', 'anna', 2)]],
    ['that come later and were made earlier', ['import/i/u/anna/2', 'import/i/u/anna/1']],
    ['with ids of the first days of version 4', ['0b6f', '1c7a', '2d8b']],
  ])('are not those %s', (_, ids) => {
    expect([...runsOf(ids.map(headOf))].map(idsOf)).toEqual(ids.map((id) => [id]))
  })

  it('of no block are none', () => {
    expect([...runsOf([])]).toEqual([])
  })
})

describe('reading through blocks', () => {
  const LARGE = 500
  let archive: Archive
  let name: string
  beforeEach(async () => {
    name = freshName()
    archive = await openArchive(name, SMALL)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    archive.close()
  })

  function old(count: number, conversation = 'anna'): Message[] {
    return Array.from({ length: count }, (_, n) =>
      message(`in/10001/login-1/${conversation}-${String(n).padStart(3, '0')}`, {
        conversation,
        sentAt: NOON + n * 1_000,
        receivedAt: NOON - 1e11,
      }),
    )
  }

  const scanned = async (from: Archive, conversation = 'anna') =>
    (await scannedKeys(from, { conversation }, LARGE)).flat()

  /** How often the parts of blocks were asked for, by the way of asking. */
  function countQuestions(): () => { one: number; many: number } {
    const one = vi.spyOn(IDBObjectStore.prototype, 'get')
    const many = vi.spyOn(IDBObjectStore.prototype, 'getAll')
    const ofParts = ({ mock }: { mock: { contexts: unknown[] } }) =>
      mock.contexts.filter((store) => store instanceof IDBObjectStore && /^block(Texts|Rests)$/.test(store.name)).length
    return () => ({ one: ofParts(one), many: ofParts(many) })
  }

  it('asks for those of a conversation by one question for their texts, and one for the rest', async () => {
    await archive.commit({ messages: [...old(40), ...old(40, 'berta')] })
    await sealAll(archive)
    const fresh = await openArchive(name, SMALL)
    // The heads are known from then on.
    await fresh.latest('anna', 1)
    const asked = countQuestions()
    expect(await scanned(fresh)).toEqual(keysOf(old(40)))
    expect(asked()).toEqual({ one: 0, many: 2 })
    fresh.close()
  })

  it('finds each of them where others stand between', async () => {
    await archive.commit({ messages: old(24) })
    await sealAll(archive)
    const ids = (await rowsIn(name, 'blocks')).map(({ id }) => String(id)).sort()
    // As parts of an import that is under way do.
    await spoil(name, 'blockTexts', (row) => ({ ...row, id: `${ids[0]}+` }))
    const fresh = await openArchive(name, SMALL)
    expect(await scanned(fresh)).toEqual(keysOf(old(24)))
    expect(await fresh.damage()).toEqual([])
    fresh.close()
  })

  it('asks for each by itself when all at once cannot be read', async () => {
    await archive.commit({ messages: old(24) })
    await sealAll(archive)
    const fresh = await openArchive(name, SMALL)
    await fresh.latest('anna', 1)
    const clone = structuredClone
    const asked = countQuestions()
    let failures = 0
    vi.stubGlobal('structuredClone', (value: unknown) => {
      if (failures === 2 || typeof value !== 'object' || value === null || !('body' in value)) return clone(value)
      failures += 1
      throw new DOMException('It cannot be read', 'DataCloneError')
    })
    expect(await scanned(fresh)).toEqual(keysOf(old(24)))
    // Of six blocks the newest one is kept.
    expect(asked()).toEqual({ one: 10, many: 2 })
    expect(await fresh.damage()).toEqual([])
    fresh.close()
  })
})
