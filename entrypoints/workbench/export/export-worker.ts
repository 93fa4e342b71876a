import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { SECOND } from '../../../lib/time.ts'
import { askHeld } from '../held-handle.ts'
import { createGate } from './gate.ts'
import { createMemoryStore } from './memory-store.ts'
import type { MemoryStore } from './memory-store.ts'
import { openOpfsSink } from './opfs-sink.ts'
import { openOpfsStore } from './opfs-store.ts'
import { performRun } from './perform-run.ts'
import { every } from './every.ts'
import { exportsFolder, readJson, RUN_FILE } from './run-folder.ts'
import type { RunStore } from './run-store.ts'
import { sinksInWorker } from './sinks-in-worker.ts'
import { troubleOf } from './run-trouble.ts'
import { runSchema } from './run.ts'
import type { ExportRun } from './run.ts'
import type { FromWorker, ToWorker } from './worker-words.ts'

/** The worker that exports: reads the archive and writes the files off the page, which stays free to draw. One export, then it is done. */
const stop = new AbortController()
const gate = createGate()

/** How often the page hears how far it is, and how often that is written down, at most, ms. */
const TELL_EVERY = 150
const SAVE_EVERY = SECOND / 2
/** Messages after which it is looked whether it is time: each look has the files put on disk first. */
const SAVE_AFTER = 10_000

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'start':
      return void work(() => begin(data.run))
    case 'go-on':
      return void work(() => goOn(data.id))
    case 'pause':
      return gate.shut()
    case 'resume':
      return gate.open()
    case 'cancel':
      stop.abort()
      // Whoever waits at the gate has to come through to see it.
      return gate.open()
  }
})

/** Below this many messages a worker takes longer to come than it saves. */
const WORTH_A_WORKER = 20_000
/** Has the files of a long export written by another worker. */
let writer: ReturnType<typeof sinksInWorker> | null = null

function openStore(exports: FileSystemDirectoryHandle, id: string): Promise<RunStore> {
  return openOpfsStore(exports, id, (folder, name, bytes) =>
    writer ? writer.open(name, bytes) : openOpfsSink(folder, name, bytes),
  )
}

interface Begun {
  run: ExportRun
  store: RunStore
  memory: MemoryStore | null
}

async function begin(run: ExportRun): Promise<Begun> {
  const folder = await exportsFolder()
  const memory = folder === null ? createMemoryStore() : null
  const store = folder === null ? memory : await openStore(folder, run.id)
  if (!store) throw new Error('There is nowhere to write to')
  await store.saveRun(run)
  return { run, store, memory }
}

async function goOn(id: string): Promise<Begun> {
  const folder = await exportsFolder()
  if (!folder) throw new DOMException('There are no files', 'NotFoundError')
  const run = runSchema.parse(await readJson(await askHeld(folder, (held) => held.getDirectoryHandle(id)), RUN_FILE))
  return { run, store: await openStore(folder, id), memory: null }
}

async function work(open: () => Promise<Begun>): Promise<void> {
  let store: RunStore | null = null
  try {
    const begun = await open()
    store = begun.store
    const { run, memory } = begun
    tell({ type: 'begun', run, isLasting: store.isLasting })
    const isTime = every(TELL_EVERY)
    const archive = await openArchive()
    if (!memory && (await isLong(archive))) writer = sinksInWorker(startWriter(run.id))
    const result = await performRun(archive, store, run, {
      signal: stop.signal,
      gate,
      isDue: every(SAVE_EVERY),
      checkpointEvery: SAVE_AFTER,
      onProgress(progress) {
        if (isTime()) tell({ type: 'progress', progress })
      },
    })
    archive.close()
    tell(result ? { type: 'done', run, result, blobs: memory?.blobs() ?? null } : { type: 'cancelled' })
  } catch (error) {
    // The first error is the one to tell, also when letting go fails.
    await store?.close().catch(() => undefined)
    tell({ type: 'failed', why: troubleOf(error), isKept: store?.isLasting === true })
  } finally {
    writer?.end()
  }
}

async function isLong(archive: Pick<Archive, 'conversations'>): Promise<boolean> {
  const messages = (await archive.conversations()).reduce((sum, { count }) => sum + count, 0)
  return messages >= WORTH_A_WORKER
}

/** `name`: the folder of the run, in which it opens the files. */
function startWriter(name: string): Worker {
  return new Worker(new URL('./sink-worker.ts', import.meta.url), { type: 'module', name })
}

function tell(words: FromWorker): void {
  postMessage(words)
}
