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
  await takeMessages(lines!, output!)
  const taken = (await linesOf(output!)).map((line): Message => ({ ...JSON.parse(line), raw: null }))
  const byKey = (all: readonly Message[]) =>
    all.map((one) => ({ ...one, raw: null })).sort((a, b) => (a.key < b.key ? -1 : 1))
  expect(there).toHaveLength(nastyMessages.length + 3)
  expect(byKey(taken)).toEqual(byKey(there))
}, 30_000)

it('names a block that is damaged, and takes the messages of the others', async () => {
  const [lines, output] = ['damaged.jsonl', 'rest.jsonl'].map((name) => join(folder, name))
  const head = { account: '1', conversation: 'anna', count: 1, firstAt: NOON }
  const texts = { texts: ['好'], authorNames: { same: '安娜' }, segments: { same: 0 } }
  const rests = {
    keyGroups: { same: 'k/' },
    keyRests: ['1'],
    sentAt: { first: NOON, steps: [] },
    receivedAt: null,
    delays: { same: 0 },
    ...same(['epochs', 'kinds', 'directions', 'authors', 'mentions', 'orders', 'sources', 'outboxIds']),
    ...same(['arrivals', 'importIds', 'exportIds', 'recalls']),
  }
  const body = JSON.stringify(texts)
  const rows = (store: string, rows: object[]) => JSON.stringify({ record: 'rows', store, rows })
  const ids = ['whole', 'cut', 'short', 'lost', 'long', 'ends', 'joined']
  await writeFile(
    lines!,
    `${[
      rows(
        'blocks',
        ids.map((id, n) => ({ id, ...head, firstAt: NOON + n })),
      ),
      rows('blockTexts', [
        { id: 'whole', body },
        { id: 'cut', body: body.slice(0, -9) },
        { id: 'short', body: JSON.stringify({ ...texts, texts: [] }) },
        { id: 'lost', body: '' },
        { id: 'long', body: JSON.stringify({ ...texts, texts: { joined: '好的', ends: 1 } }) },
        { id: 'ends', body: JSON.stringify({ ...texts, texts: { joined: '好', ends: [1, 1] } }) },
        { id: 'joined', body: JSON.stringify({ ...texts, texts: { joined: '好的', ends: [2] } }) },
      ]),
      rows(
        'blockRests',
        ids.map((id) => ({ id, body: JSON.stringify(rests) })),
      ),
    ].join('\n')}\n`,
  )
  const ended: unknown = await takeMessages(lines!, output!).catch((error: unknown) => error)
  const lost = (n: number) =>
    `1 messages from ${new Date(NOON + n).toISOString()} on are lost: their block is damaged.\n`
  expect(ended).toMatchObject({ code: 1, stderr: [1, 2, 3, 4, 5].map(lost).join('') })
  expect((await linesOf(output!)).map((line): unknown => JSON.parse(line))).toMatchObject([
    { key: 'k/1', text: '好' },
    { key: 'k/1', text: '好的' },
  ])
})

it('says in words what is no opened backup', async () => {
  const sealed = join(folder, 'sealed.qqbackup')
  await writeFile(sealed, 'SQQBAK\n\u001a')
  const ended: unknown = await takeMessages(sealed, join(folder, 'nothing.jsonl')).catch((error: unknown) => error)
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/^These are not the lines of a backup\..*\n$/) })
})

function takeMessages(lines: string, output: string) {
  return run(process.execPath, [join(SCRIPTS, 'backup-messages.mjs'), lines, output])
}

async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').slice(0, -1)
}

/** Columns in which every message has null. */
function same(names: readonly string[]): Record<string, { same: null }> {
  return Object.fromEntries(names.map((name) => [name, { same: null }]))
}
