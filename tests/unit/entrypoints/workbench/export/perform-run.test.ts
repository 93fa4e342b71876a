import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { createGate } from '../../../../../entrypoints/workbench/export/gate.ts'
import { createMemoryStore } from '../../../../../entrypoints/workbench/export/memory-store.ts'
import { openOpfsStore } from '../../../../../entrypoints/workbench/export/opfs-store.ts'
import { performRun } from '../../../../../entrypoints/workbench/export/perform-run.ts'
import type { RunControl } from '../../../../../entrypoints/workbench/export/perform-run.ts'
import type { RunStore } from '../../../../../entrypoints/workbench/export/run-store.ts'
import type { ExportRun } from '../../../../../entrypoints/workbench/export/run.ts'
import type { RunProgress } from '../../../../../entrypoints/workbench/export/worker-words.ts'
import type { Archive } from '../../../../../lib/archive/port.ts'
import type { ExportedFile } from '../../../../../lib/export/format.ts'
import { aContact, aMessage, archiveWith } from '../../pages/archive-with.ts'
import { anOrder, aRun } from './a-run.ts'
import { createOpfs } from './fake-opfs.ts'
import type { FakeOpfs } from './fake-opfs.ts'

/** Two chats of account 1, one of account 2. */
const stored = () =>
  archiveWith({
    contacts: [aContact('c1', { remark: '强哥' }), aContact('c2'), aContact('other', { account: '2' })],
    messages: [
      ...Array.from({ length: 90 }, (_, i) => aMessage(`m${String(i).padStart(3, '0')}`, 'c1', { sentAt: 1_000 * i })),
      ...Array.from({ length: 40 }, (_, i) => aMessage(`n${String(i).padStart(3, '0')}`, 'c2', { sentAt: 1_000 * i })),
      aMessage('o1', 'other', { account: '2', sentAt: 500 }),
    ],
  })

function control(change: Partial<RunControl> = {}): RunControl {
  return {
    signal: new AbortController().signal,
    gate: createGate(),
    onProgress: () => {},
    isDue: () => true,
    ...change,
  }
}

/** Small pages, so that a small archive is read in many steps. */
function inSmallPages(archive: Archive): Archive {
  return { ...archive, scanViews: (range) => archive.scanViews(range, 7) }
}

async function perform(archive: Archive, run: ExportRun, change: Partial<RunControl> = {}) {
  const store = createMemoryStore()
  const result = await performRun(archive, store, run, control(change))
  return { result, texts: await texts(store, result?.files ?? []) }
}

async function texts(store: RunStore, files: readonly { stored: string; name: string }[]): Promise<[string, string][]> {
  return await Promise.all(
    files.map(async ({ stored: id, name }): Promise<[string, string]> => [name, await (await store.file(id)).text()]),
  )
}

const otherLeg = { account: '2', nick: null, conversations: [{ id: 'other', kind: 'friend' as const }] }

describe('performRun', () => {
  it('writes one file of all chats of an account', async () => {
    const { result, texts: written } = await perform(await stored(), aRun())
    expect(result).toMatchObject({ messages: 130, conversations: 2, zip: null })
    expect(written.map(([name]) => name)).toEqual(['SmartQQ-1-2026-11-22.json'])
    const file = JSON.parse(written[0]?.[1] ?? '') as ExportedFile
    expect(file.conversations.map(({ id, count }) => [id, count])).toEqual([
      ['c1', 90],
      ['c2', 40],
    ])
    expect(result?.ends['c1']).toMatchObject({ count: 90 })
  })

  it('keeps accounts apart in folders, and packs several files into one ZIP', async () => {
    const run = aRun()
    const store = createMemoryStore()
    const several = { ...run, legs: [...run.legs, otherLeg] }
    const result = await performRun(await stored(), store, several, control())
    expect(result?.files.map(({ name }) => name)).toEqual([
      '1/SmartQQ-1-2026-11-22.json',
      '2/SmartQQ-other-2026-11-22.json',
    ])
    expect(result?.reports.map(({ account }) => account)).toEqual(['1', '2'])
    expect(result?.zip?.name).toBe('SmartQQ-2026-11-22.zip')
    const zip = await store.file('archive.zip')
    expect(zip.size).toBe(result?.zip?.bytes)
    expect(new Uint8Array(await zip.slice(0, 2).arrayBuffer())).toEqual(new Uint8Array([0x50, 0x4b]))
  })

  it('keeps redacted accounts apart too, and tells neither', async () => {
    const run = aRun({ order: anOrder({ redact: true }) })
    const { texts: written } = await perform(await stored(), { ...run, legs: [...run.legs, otherLeg] })
    expect(written.map(([name]) => name.split('/')[0])).toEqual(['1', '2'])
    const own = { ...run, legs: run.legs.map((leg) => ({ ...leg, account: '1234567' })) }
    const { texts: other } = await perform(await stored(), { ...own, legs: [...own.legs, otherLeg] })
    expect(JSON.stringify(other)).not.toContain('1234567')
  })

  it('redacts the names that people had in chats that are not exported', async () => {
    const said = { segments: [{ type: 'text' as const, text: '去问花名' }], text: '去问花名', sentAt: 1 }
    const archive = await archiveWith({
      contacts: [aContact('c1'), aContact('c2')],
      messages: [aMessage('m', 'c1', said), aMessage('n', 'c2', { authorName: '花名', sentAt: 2 })],
    })
    const legs = [{ account: '1', nick: null, conversations: [{ id: 'c1', kind: 'friend' as const }] }]
    const { texts: written } = await perform(archive, { ...aRun({ order: anOrder({ redact: true }) }), legs })
    const file = JSON.parse(written[0]?.[1] ?? '') as ExportedFile
    expect(file.conversations.map(({ messages }) => messages.map(({ text }) => text))).toEqual([
      [expect.stringMatching(/^去问用户[2-9A-Z]{6}$/u)],
    ])
  })

  it('leaves for the next part what came after messages that were still on their way', async () => {
    const archive = await stored()
    await archive.commit({ messages: [aMessage('later', 'c1', { sentAt: 999_000, receivedAt: 6_000 })] })
    const { result } = await perform(archive, aRun({ archivedBefore: 5_000 }))
    expect(result?.messages).toBe(130)
    const since = { archivedFrom: 5_000, part: 2, continues: result?.ends ?? {} }
    const { texts: written } = await perform(archive, aRun({ since }))
    const file = JSON.parse(written[0]?.[1] ?? '') as ExportedFile
    expect(file.conversations.flatMap(({ messages }) => messages.map(({ text }) => text))).toEqual(['later'])
  })

  it('leaves out what was archived after it began, and what the order does not want', async () => {
    const archive = await stored()
    await archive.commit({ messages: [aMessage('late', 'c1', { receivedAt: aRun().startedAt })] })
    const { result } = await perform(archive, aRun({ order: anOrder({ words: 'm08 -m089' }) }))
    expect(result).toMatchObject({ messages: 9 })
  })

  it('takes the days of the order in its zone, both ends included', async () => {
    const day = (hour: number) => Date.UTC(2026, 2, 1, hour)
    const messages = [15, 16, 39, 40].map((hour) => aMessage(`at-${hour}`, 'c3', { sentAt: day(hour) }))
    const archive = await archiveWith({ contacts: [aContact('c3')], messages })
    const legs = [{ account: '1', nick: null, conversations: [{ id: 'c3', kind: 'friend' as const }] }]
    const order = anOrder({ span: 'days', firstDay: '2026-03-02', lastDay: '2026-03-02' })
    const { texts: written } = await perform(archive, aRun({ legs, order }))
    const file = JSON.parse(written[0]?.[1] ?? '') as ExportedFile
    // In Shanghai the 2nd of March begins at 16:00 UTC on the 1st.
    expect(file.conversations[0]?.messages.map(({ text }) => text)).toEqual(['at-16', 'at-39'])
    expect(file.range).toEqual({ from: '2026-03-01T16:00:00.000Z', to: '2026-03-02T16:00:00.000Z' })
  })

  it('goes on from the last run of its task, and only with what is new', async () => {
    const archive = await stored()
    const first = await perform(archive, aRun())
    await archive.commit({ messages: [aMessage('new', 'c1', { sentAt: 999_000, receivedAt: aRun().startedAt + 1 })] })
    const since = { archivedFrom: aRun().startedAt, part: 2, continues: first.result?.ends ?? {} }
    const { texts: written } = await perform(archive, aRun({ startedAt: aRun().startedAt + 10_000, since }))
    const file = JSON.parse(written[0]?.[1] ?? '') as ExportedFile
    expect(file.part).toMatchObject({ number: 2, continues: { c1: first.result?.ends['c1'] } })
    expect(file.conversations.flatMap(({ messages }) => messages.map(({ n, text }) => [n, text]))).toEqual([
      [91, 'new'],
    ])
  })

  it('leaves nothing when it is cancelled', async () => {
    const opfs = createOpfs()
    const stop = new AbortController()
    const store = await openOpfsStore(opfs.folder, 'run')
    const onProgress = ({ done }: RunProgress) => {
      if (done > 20) stop.abort()
    }
    const result = await performRun(
      inSmallPages(await stored()),
      store,
      aRun(),
      control({ signal: stop.signal, onProgress }),
    )
    expect(result).toBeNull()
    expect([...opfs.files().keys()]).toEqual([])
  })

  it('waits while it is paused', async () => {
    const gate = createGate()
    gate.shut()
    let isOver = false
    const running = perform(inSmallPages(await stored()), aRun(), { gate }).finally(() => (isOver = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(isOver).toBe(false)
    gate.open()
    expect((await running).result?.messages).toBe(130)
  })

  it('tells how far it is, over all accounts', async () => {
    const seen: RunProgress[] = []
    const run = aRun()
    await perform(
      inSmallPages(await stored()),
      { ...run, legs: [...run.legs, otherLeg] },
      { onProgress: (one) => seen.push(one) },
    )
    const writing = seen.filter(({ phase }) => phase === 'writing')
    expect(new Set(writing.map(({ total }) => total))).toEqual(new Set([131]))
    expect(writing.at(-1)).toMatchObject({ done: 131 })
    expect(writing.map(({ done }) => done)).toEqual(writing.map(({ done }) => done).toSorted((a, b) => a - b))
    expect(seen.at(-1)?.phase).toBe('packing')
  })
})

describe('an export that dies', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('goes on after deaths at any time and gives the same bytes (%i)', async (seed) => {
    const archive = inSmallPages(await stored())
    const run = aRun({
      order: anOrder({
        formats: ['json', 'jsonl', 'txt', 'csv'],
        filePerChat: seed % 2 === 0,
        split: seed % 3 === 0 ? 'messages' : 'none',
        splitSize: 25,
      }),
      legs: [...aRun().legs, otherLeg],
    })
    const whole = await files(createOpfs(), archive, run, () => Infinity)
    const random = randomOf(seed)
    let deaths = 0
    const pieces = await files(createOpfs(), archive, run, () =>
      deaths++ < 12 ? 1 + Math.floor(random() * 25) : Infinity,
    )
    expect(deaths).toBeGreaterThan(3)
    expect(pieces).toEqual(whole)
    expect(whole.length).toBeGreaterThan(4)
  })

  it('calls people as it did when it began, whatever they are called by then', async () => {
    const archive = inSmallPages(await stored())
    const whole = await files(createOpfs(), archive, aRun(), () => Infinity)
    let lives = 0
    const pieces = await files(
      createOpfs(),
      archive,
      aRun(),
      () => (lives++ === 0 ? 30 : Infinity),
      async () => {
        await archive.commit({ contacts: [aContact('c1', { remark: '别名' }), aContact('c2', { remark: '小王' })] })
        // And two of them have turned out to be one.
        await archive.commit({ aliases: [{ from: 'c2', to: 'c1', why: 'user', at: 1 }] })
      },
    )
    expect(lives).toBe(2)
    expect((await archive.contact('c1'))?.remark).toBe('别名')
    expect(pieces).toEqual(whole)
    expect(pieces[0]?.[1]).toContain('强哥')
  })
})

/** Runs until it is whole, with a power cut after so many writes each time; its files with the ZIP, as text. */
async function files(
  opfs: FakeOpfs,
  archive: Archive,
  run: ExportRun,
  writesToLive: () => number,
  afterDeath: () => Promise<void> = async () => {},
): Promise<[string, string][]> {
  for (;;) {
    let left = writesToLive()
    opfs.onWrite = () => {
      if (--left < 0) throw new Error('the power is gone')
    }
    const store = await openOpfsStore(opfs.folder, 'run')
    try {
      // A checkpoint only sometimes, as in life.
      let asked = 0
      const result = await performRun(
        archive,
        store,
        run,
        control({ isDue: () => asked++ % 2 === 0, checkpointEvery: 10 }),
      )
      const written = await texts(store, result?.files ?? [])
      if (!result?.zip) return written
      const zip = await store.file('archive.zip')
      return [...written, ['zip', await zip.text()]]
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'the power is gone') throw error
      opfs.cutPower()
      await afterDeath()
    }
  }
}

function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 1) >>> 0
    return state / 2 ** 32
  }
}
