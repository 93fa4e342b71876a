import { openBackup } from '../../../lib/backup/read-backup.ts'
import type { BackupRecord } from '../../../lib/backup/records.ts'
import { writeBackup } from '../../../lib/backup/write-backup.ts'
import type { BackupSource } from '../../../lib/backup/write-backup.ts'

/** Few rounds: the tests are about what is done with the key. */
export const ITERATIONS = 1_000
export const MADE_AT = Date.UTC(2026, 10, 23, 8)

/** Rows of every make, more than a frame of them: random bytes, which do not get smaller. */
export const ROWS = {
  accounts: [{ account: '123456789' }],
  messages: Array.from({ length: 400 }, (_, index) => ({
    key: `g7:${index}`,
    text: `第 ${index} 条 \u0000 \u202e <b>"$"</b>\n`,
    block: noise(index, 1_500),
  })),
  odd: [
    { at: new Date(5), missing: undefined, not: Number.NaN, minus: -0, big: 10n ** 20n },
    { $: 'Uint8Array', v: 'a row that looks like one of ours' },
    { map: new Map([['a', new Set([1, { $: 2 }])]]), buffer: new Uint8Array([1, 2]).buffer },
    JSON.parse('{"__proto__": {"isAdmin": true}, "lone": "\\ud800"}') as unknown,
  ],
}
export const SETTINGS = { rules: [{ id: 'r', name: '在吗' }], rules$: { v: 2 }, preferences: { theme: 'dark' } }

export function source(change: Partial<BackupSource> = {}): BackupSource {
  return {
    about: { version: 4, accounts: ['123456789'], conversations: 1, messages: 400 },
    settings: SETTINGS,
    async *pages() {
      const total = Object.values(ROWS).flat().length
      let done = 0
      for (const [store, all] of Object.entries(ROWS)) {
        for (let at = 0; at < all.length; at += 150) {
          const rows = all.slice(at, at + 150)
          done += rows.length
          yield { store, rows, done, total }
        }
      }
    },
    ...change,
  }
}

/** A whole backup as a file. */
export async function backupFile(passphrase: string | null, of = source()): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const sink = { write: async (bytes: Uint8Array<ArrayBuffer>) => void pieces.push(bytes) }
  const options = { madeAt: MADE_AT, app: '1.0', passphrase, iterations: ITERATIONS }
  await writeBackup(of, sink, options, new AbortController().signal)
  return new Blob(pieces)
}

const samples = new Map<string | null, Promise<Blob>>()

/** The same file whenever it is asked for, made once. */
export function sampleFile(passphrase: string | null): Promise<Blob> {
  const known = samples.get(passphrase) ?? backupFile(passphrase)
  samples.set(passphrase, known)
  return known
}

/** Everything in a backup. */
export async function recordsOf(file: Blob, passphrase: string | null): Promise<BackupRecord[]> {
  const locked = await openBackup(file)
  const backup = await locked.unlock(passphrase)
  const records: BackupRecord[] = []
  for await (const record of backup.records()) records.push(record)
  return records
}

export function rowsOf(records: readonly BackupRecord[]): Record<string, unknown[]> {
  const stores: Record<string, unknown[]> = {}
  for (const record of records) {
    if (record.record === 'rows') (stores[record.store] ??= []).push(...record.rows)
  }
  return stores
}

/** Bytes that look random and are the same each time. */
function noise(seed: number, length: number): Uint8Array {
  let state = seed * 2_654_435_761 + 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  })
}
