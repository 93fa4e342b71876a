import 'fake-indexeddb/auto'
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'
import { nastyMessages } from '../export/nasty-conversation.ts'
import { all, sealAll, SMALL } from '../archive/model.ts'
import { freshName, message, NOON } from '../archive/samples.ts'
import { backupFile, source } from './samples.ts'

const run = promisify(execFile)
const SCRIPTS = join(import.meta.dirname, '../../../scripts')

const folder = await makeTemporaryFolder('backup-messages')
afterAll(() => removeTemporaryFolder(folder))

/** Everything a message can have, long ago, so that it is sealed; and one that is not. */
function messages(): Message[] {
  const old = { receivedAt: Date.UTC(2020, 0), raw: { $: 'raw', n: 1 } }
  const faces: Message['segments'] = [
    { type: 'text', text: '好' },
    { type: 'face', code: 14, name: '微笑' },
    { type: 'text', text: '\u2028两行' },
  ]
  return [
    ...nastyMessages.map((one, n) => ({ ...one, ...old, sentAt: NOON + n, conversation: 'anna' })),
    message('in/1', { ...old, segments: faces, text: '好[微笑]\u2028两行', sentAt: NOON - 5, recalled: true }),
    message('in/2', { ...old, sentAt: NOON - 4, importId: 'i', exportId: 'x', receivedAt: NOON + 0.5, arrival: 3 }),
    message('new', { conversation: 'ben' }),
  ]
}

it('takes every message out of an opened backup, hot or sealed, as it was', async () => {
  const archive = await openArchive(freshName(), SMALL)
  await archive.commit({ messages: messages() })
  expect(await sealAll(archive)).toBeGreaterThan(3)
  const there = await all(archive.timeline({ account: message('any').account }))
  const [backup, lines, output] = ['b.qqbackup', 'lines.jsonl', 'messages.jsonl'].map((name) => join(folder, name))
  const file = await backupFile(null, source({ pages: () => archive.dump() }))
  archive.close()
  await writeFile(backup!, new Uint8Array(await file.arrayBuffer()))
  await run(process.execPath, [join(SCRIPTS, 'decrypt-backup.mjs'), backup!, lines!])
  await run(process.execPath, [join(SCRIPTS, 'backup-messages.mjs'), lines!, output!])
  const taken = (await readFile(output!, 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line): Message => ({ ...JSON.parse(line), raw: null }))
  const byKey = (all: readonly Message[]) =>
    all.map((one) => ({ ...one, raw: null })).sort((a, b) => (a.key < b.key ? -1 : 1))
  expect(there).toHaveLength(nastyMessages.length + 3)
  expect(byKey(taken)).toEqual(byKey(there))
}, 30_000)
