import { cipherGuard, plainGuard, sealFrames } from './frames.ts'
import { ITERATIONS, newKey } from './key.ts'
import { writeHead } from './layout.ts'
import type { BackupAbout, BackupCounts, BackupRecord } from './records.ts'
import { through } from './through.ts'
import { toPlain } from './values.ts'

/** What is backed up. `pages` are read one after the other, so that no more than one is in memory. */
export interface BackupSource {
  about: BackupAbout
  /** Values as in `browser.storage.local`, by key. */
  settings: Record<string, unknown>
  pages(): AsyncIterable<SourcePage>
}

/** Rows of a store. How far the source is with them, in bytes of its own, about; the total may change on the way. */
export interface SourcePage {
  store: string
  rows: readonly unknown[]
  done: number
  total: number
}

/** Where the file goes, piece after piece. */
export interface BackupSink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>
}

export interface BackupProgress {
  /** Rows of the archive so far. */
  rows: number
  /** Of the file so far. */
  bytes: number
  /** Of the source, in its bytes; `total` is null until its first page. */
  done: number
  total: number | null
}

export interface BackupOptions {
  /** ms. */
  madeAt: number
  /** Version of the extension. */
  app: string
  /** Null: the file can be read by anybody. */
  passphrase: string | null
  /** Rounds of the key derivation. */
  iterations?: number
}

/** Characters of JSON after which a record of rows ends. */
const RECORD_SIZE = 512 * 1024

/**
 * Writes a backup. Resolves with what is in it; null when `signal` aborted it: then the file is of no use.
 *
 * Rejects with the error of whichever of source and sink failed, or a TypeError when a row holds what cannot be written.
 */
export async function writeBackup(
  source: BackupSource,
  sink: BackupSink,
  { madeAt, app, passphrase, iterations = ITERATIONS }: BackupOptions,
  signal: AbortSignal,
  onProgress: (progress: BackupProgress) => void = () => {},
): Promise<BackupCounts | null> {
  const secret = passphrase === null ? null : await newKey(passphrase, iterations)
  const head = await writeHead({ madeAt, app, encryption: secret?.encryption ?? null })
  const guard = secret ? cipherGuard(secret.key, secret.encryption.nonce, head.hash) : plainGuard(head.hash)
  const counts: BackupCounts = { stores: {}, settings: Object.keys(source.settings).length }
  const progress: BackupProgress = { rows: 0, bytes: 0, done: 0, total: null }

  async function* plainBytes(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const encoder = new TextEncoder()
    for await (const line of linesOfBackup(source, counts, progress)) {
      if (signal.aborted) return
      yield encoder.encode(`${line}\n`)
    }
  }

  async function put(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await sink.write(bytes)
    progress.bytes += bytes.length
    onProgress({ ...progress })
  }

  await put(head.bytes)
  for await (const frame of sealFrames(through(plainBytes(), new CompressionStream('gzip')), guard)) {
    if (signal.aborted) return null
    await put(frame)
  }
  return signal.aborted ? null : counts
}

async function* linesOfBackup(
  source: BackupSource,
  counts: BackupCounts,
  progress: BackupProgress,
): AsyncGenerator<string> {
  yield lineOf({ record: 'about', ...source.about })
  yield lineOf({ record: 'settings', values: source.settings })
  for await (const { store, rows, done, total } of source.pages()) {
    counts.stores[store] = (counts.stores[store] ?? 0) + rows.length
    let texts: string[] = []
    let size = 0
    for (const row of rows) {
      const text = JSON.stringify(toPlain(row))
      texts.push(text)
      size += text.length
      if (size < RECORD_SIZE) continue
      yield rowsLine(store, texts)
      texts = []
      size = 0
    }
    if (texts.length > 0) yield rowsLine(store, texts)
    progress.rows += rows.length
    progress.done = done
    progress.total = total
  }
  yield lineOf({ record: 'end', ...counts })
}

function lineOf(record: BackupRecord): string {
  return JSON.stringify(record)
}

/** As `lineOf` would write it, of rows that are texts already. */
function rowsLine(store: string, rows: readonly string[]): string {
  return `{"record":"rows","store":${JSON.stringify(store)},"rows":[${rows.join(',')}]}`
}
