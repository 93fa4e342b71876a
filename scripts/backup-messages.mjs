#!/usr/bin/env node
/**
 * Takes the messages out of a backup that scripts/decrypt-backup.mjs has opened: one message a line, as the archive has them, those of
 * sealed blocks as well. Needs nothing but Node 20 or newer; written after docs/BACKUP.md, which says how blocks are laid out.
 *
 *   node scripts/backup-messages.mjs <lines of the backup> [output.jsonl]
 *
 * Without an output file the lines go to standard output. Raw items of sealed messages are left out. A block that is damaged is named
 * and passed over: then the exit code is 1.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What is said to whoever runs it, without a stack. */
class Refusal extends Error {}

async function main([backup, output]) {
  if (!backup) throw new Refusal('Usage: node scripts/backup-messages.mjs <lines of the backup> [output.jsonl]')
  const target = output ? createWriteStream(output, { flags: 'wx' }) : process.stdout
  await pipeline(Readable.from(linesOf(backup)), target, { end: output !== undefined })
}

async function* linesOf(backup) {
  for await (const message of messagesOf(backup)) yield `${JSON.stringify(message)}\n`
}

/** The parts of a block stand apart from each other, so they wait for each other. */
async function* messagesOf(backup) {
  const parts = { blocks: new Map(), blockTexts: new Map(), blockRests: new Map() }
  for await (const line of jsonLines(backup)) {
    const { record, store, rows } = recordOf(line)
    if (record !== 'rows') continue
    if (store === 'messages') yield* rows
    if (Object.hasOwn(parts, store)) for (const row of rows) parts[store].set(row.id, row)
  }
  for (const [id, head] of parts.blocks) {
    const messages = wholeBlock(head, parts.blockTexts.get(id)?.body, parts.blockRests.get(id)?.body)
    if (messages) yield* messages
    else {
      const since = new Date(head.firstAt).toISOString()
      console.error(`${head.count} messages from ${since} on are lost: their block is damaged.`)
      process.exitCode = 1
    }
  }
}

function recordOf(line) {
  try {
    return JSON.parse(line)
  } catch {
    throw new Refusal('These are not the lines of a backup. Open the backup with scripts/decrypt-backup.mjs first.')
  }
}

/** All messages of a block; null when a part of it was lost, which then is empty, or damaged. */
function wholeBlock(head, texts, rests) {
  if (!texts || !rests) return null
  try {
    const [said, rest] = [JSON.parse(texts), JSON.parse(rests)]
    return [...messagesOfBlock(head, said, rest)]
  } catch {
    return null
  }
}

/** Only a line feed ends a line: what somebody wrote may hold every other kind of line break. */
async function* jsonLines(path) {
  let parts = []
  for await (const piece of createReadStream(path, 'utf8')) {
    const [rest, ...further] = piece.split('\n')
    parts.push(rest)
    for (const next of further) {
      yield parts.join('')
      parts = [next]
    }
  }
}

function* messagesOfBlock({ account, conversation, count }, texts, rests) {
  const of = (column) => openColumn(column, count)
  const said = of(texts.texts)
  const keyRest = of(rests.keyRests)
  const group = of(rests.keyGroups)
  const columns = Object.entries({
    epoch: rests.epochs,
    kind: rests.kinds,
    direction: rests.directions,
    author: rests.authors,
    authorName: texts.authorNames,
    mentionsMe: rests.mentions,
    order: rests.orders,
    source: rests.sources,
    outboxId: rests.outboxIds,
  }).map(([name, column]) => [name, of(column)])
  // Members that most messages do not have.
  const rare = Object.entries({
    arrival: rests.arrivals,
    importId: rests.importIds,
    exportId: rests.exportIds,
    recalled: rests.recalls,
  }).map(([name, column]) => [name, of(column)])
  const code = of(texts.segments)
  const received = rests.receivedAt ? of(rests.receivedAt) : null
  const delay = rests.delays ? of(rests.delays) : null
  let sentAt = rests.sentAt.first
  for (let at = 0; at < count; at++) {
    if (rests.sentAt.each) sentAt = rests.sentAt.each[at]
    else if (at > 0) sentAt += rests.sentAt.steps[at - 1]
    const text = said(at)
    yield {
      key: group(at) + keyRest(at),
      account,
      conversation,
      ...Object.fromEntries(columns.map(([name, read]) => [name, read(at)])),
      segments: segmentsOf(code(at), text),
      text,
      sentAt,
      receivedAt: received ? received(at) : sentAt + delay(at),
      ...Object.fromEntries(rare.map(([name, read]) => [name, read(at)]).filter(([, value]) => value !== null)),
    }
  }
}

/**
 * One value for all; few values, and which one each message has; texts one behind the other, and where each ends, or how long all of
 * them are; or one value for each, which in blocks of the first days was a list by itself.
 */
function openColumn(column, count) {
  if (Array.isArray(column)) return openColumn({ each: column }, count)
  if ('same' in column) return () => column.same
  const { of, at, joined, ends, each } = column
  if (of) return (index) => of[at[index]]
  const fits = typeof ends === 'number' ? ends * count === joined.length : (ends ?? each).length === count
  if (!fits) throw new Error('a column has the wrong length')
  if (each) return (index) => each[index]
  if (typeof ends === 'number') return (index) => joined.slice(index * ends, (index + 1) * ends)
  return (index) => joined.slice(index === 0 ? 0 : ends[index - 1], ends[index])
}

/** 0: the text and nothing else. A number: so many UTF-16 units of text. A pair: a segment that stands for so many. */
function segmentsOf(code, text) {
  if (code === 0) return [{ type: 'text', text }]
  if (!Array.isArray(code)) return code.whole
  let at = 0
  return code.map((piece) => {
    const start = at
    at += typeof piece === 'number' ? piece : piece[0]
    return typeof piece === 'number' ? { type: 'text', text: text.slice(start, at) } : piece[1]
  })
}

main(process.argv.slice(2)).catch((error) => {
  // Whoever read the lines has had enough of them.
  if (error.code === 'EPIPE') return
  if (error instanceof Refusal) console.error(error.message)
  else if (error.code === 'EEXIST') console.error('The output file is there already.')
  else if (error.code === 'ENOENT') console.error(`There is no file ${error.path}.`)
  else console.error(error)
  process.exitCode = 1
})
