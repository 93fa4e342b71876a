import { describe, expect, it } from 'vitest'
import { openBackup } from '../../../lib/backup/read-backup.ts'
import { checkBackup, restoreBackup } from '../../../lib/backup/restore-backup.ts'
import type { RestoreTarget } from '../../../lib/backup/restore-backup.ts'
import { backupFile, ROWS, sampleFile, SETTINGS, source } from './samples.ts'

/** A target that writes down what is done with it. */
function target(refuses = false) {
  const done: string[] = []
  const stores: Record<string, unknown[]> = {}
  let settings: unknown = null
  const of: RestoreTarget = {
    async begin(version) {
      done.push(`begin ${version}`)
      return {
        async add({ store, rows }) {
          if (refuses) throw new RangeError('full')
          ;(stores[store] ??= []).push(...rows)
        },
        finish: async () => void done.push('finish'),
        abandon: async () => void done.push('abandon'),
      }
    },
    async settings(values) {
      done.push('settings')
      settings = values
    },
  }
  return { of, done, stores, settings: () => settings }
}

const never = new AbortController().signal
const unlocked = async (file: Blob) => (await openBackup(file)).unlock('p')

describe('restoring', () => {
  it('puts back the rows, then changes over, then puts back the settings', async () => {
    const { of, done, stores, settings } = target()
    const read: number[] = []
    const file = await sampleFile('p')
    expect(await restoreBackup(await unlocked(file), of, never, (at) => read.push(at))).toBe(true)
    expect(done).toEqual(['begin 4', 'finish', 'settings'])
    expect(stores).toStrictEqual(ROWS)
    expect(settings()).toEqual(SETTINGS)
    expect(read.at(-1)).toBe(file.size)
  })

  it('takes everything away again when the end of the file is missing or wrong', async () => {
    const file = await sampleFile('p')
    for (const bad of [file.slice(0, -1), new Blob([file, 'x'])]) {
      const { of, done } = target()
      await expect(restoreBackup(await unlocked(bad), of, never)).rejects.toMatchObject({ name: 'BackupError' })
      expect(done).toEqual(['begin 4', 'abandon'])
    }
  })

  it('takes everything away again when the archive refuses a row', async () => {
    const { of, done } = target(true)
    await expect(restoreBackup(await unlocked(await sampleFile('p')), of, never)).rejects.toThrow('full')
    expect(done).toEqual(['begin 4', 'abandon'])
  })

  it('takes everything away again when it is given up', async () => {
    const stop = new AbortController()
    const { of, done } = target()
    const backup = await unlocked(await sampleFile('p'))
    expect(await restoreBackup(backup, of, stop.signal, () => stop.abort())).toBe(false)
    expect(done).toEqual(['begin 4', 'abandon'])
  })
})

describe('checking', () => {
  it('counts what is in it, without using it', async () => {
    const backup = await unlocked(await sampleFile('p'))
    expect(await checkBackup(backup, never)).toEqual({ stores: { accounts: 1, messages: 400, odd: 4 }, settings: 3 })
  })

  it('finds rows that are not as many as the end says', async () => {
    const lying = source({
      async *pages() {
        const rows = [1, 2, 3]
        yield { store: 'messages', rows, done: 1, total: 2 }
        // After it was counted: as if a row had been lost on the way to the file.
        yield { store: 'messages', rows: new Proxy([4, 5], { get: (of, name) => lost(of, name) }), done: 2, total: 2 }
      },
    })
    const backup = await unlocked(await backupFile('p', lying))
    await expect(checkBackup(backup, never)).rejects.toMatchObject({ why: 'damaged' })
  })
})

/** A list that is longer than what it gives out. */
function lost(of: number[], name: string | symbol): unknown {
  if (name === Symbol.iterator) return () => of.slice(1)[Symbol.iterator]()
  return Reflect.get(of, name) as unknown
}
