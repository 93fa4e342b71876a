import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { parseRecord } from '../../../lib/backup/records.ts'
import { fromPlain } from '../../../lib/backup/values.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'
import { backupFile, ROWS, rowsOf, SETTINGS } from './samples.ts'

const run = promisify(execFile)
const SCRIPT = join(import.meta.dirname, '../../../scripts/decrypt-backup.mjs')

const folder = await makeTemporaryFolder('decryptor')
afterAll(() => removeTemporaryFolder(folder))

function decrypt(passphrase: string, ...paths: string[]) {
  return run(process.execPath, [SCRIPT, ...paths], { env: { BACKUP_PASSPHRASE: passphrase } })
}

/** Nobody is there to answer when it asks. */
function withoutPassphrase(path: string): Promise<unknown> {
  const asking = run(process.execPath, [SCRIPT, path], { env: {} })
  asking.child.stdin?.end()
  return asking.catch((error: unknown) => error)
}

describe('the decryptor', () => {
  it('writes the lines of an encrypted and of a plain backup, and refuses what is wrong in words', async () => {
    const encrypted = join(folder, 'encrypted.qqbackup')
    const plain = join(folder, 'plain.qqbackup')
    const cut = join(folder, 'cut.qqbackup')
    const [secret, open] = await Promise.all([backupFile('四个 普通 的 词'), backupFile(null)])
    const bytes = new Uint8Array(await secret.arrayBuffer())
    await Promise.all([
      writeFile(encrypted, bytes),
      writeFile(plain, new Uint8Array(await open.arrayBuffer())),
      writeFile(cut, bytes.subarray(0, bytes.length - 5)),
    ])
    const outputs = [join(folder, 'a.jsonl'), join(folder, 'b.jsonl')] as const
    const [, , wrong, short, unasked] = await Promise.all([
      decrypt('四个 普通 的 词', encrypted, outputs[0]),
      decrypt('', plain, outputs[1]),
      decrypt('四个 普通 的 字', encrypted).catch((error: unknown) => error),
      decrypt('四个 普通 的 词', cut, join(folder, 'c.jsonl')).catch((error: unknown) => error),
      withoutPassphrase(encrypted),
    ])
    expect(unasked).toMatchObject({ code: 1, stderr: 'Passphrase: \nNo passphrase was given.\n' })
    expect(wrong).toMatchObject({ code: 1, stderr: 'Wrong passphrase.\n', stdout: '' })
    expect(short).toMatchObject({ code: 1 })
    expect((short as { stderr: string }).stderr).toMatch(/^The file is cut off at byte \d+\.\n$/)

    for (const output of outputs) {
      const text = await readFile(output, 'utf8')
      const records = text.trimEnd().split('\n').map(parseRecord)
      expect(records[1]).toEqual({ record: 'settings', values: SETTINGS })
      const rows = rowsOf(records)
      expect(
        Object.fromEntries(Object.entries(rows).map(([store, some]) => [store, some.map(fromPlain)])),
      ).toStrictEqual(ROWS)
    }
    // Several processes, and as many keys stretched: a busy machine takes its time.
  }, 30_000)
})
