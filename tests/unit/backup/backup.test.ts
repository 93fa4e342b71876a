import { describe, expect, it } from 'vitest'
import { FRAME_HEAD_SIZE, FRAME_SIZE, readHead, TAG_SIZE, writeHead } from '../../../lib/backup/layout.ts'
import { openBackup } from '../../../lib/backup/read-backup.ts'
import { writeBackup } from '../../../lib/backup/write-backup.ts'
import type { BackupProgress } from '../../../lib/backup/write-backup.ts'
import { backupFile, ITERATIONS, MADE_AT, recordsOf, ROWS, rowsOf, sampleFile, SETTINGS, source } from './samples.ts'

const PASSPHRASE = '正确 的 马 电池'
const kinds: [string, string | null][] = [
  ['encrypted', PASSPHRASE],
  ['plain', null],
]
const FRAME = FRAME_HEAD_SIZE + FRAME_SIZE + TAG_SIZE

/** The file with some of its bytes changed, moved or taken away. */
async function changed(file: Blob, change: (bytes: Uint8Array) => Uint8Array): Promise<Blob> {
  return new Blob([Uint8Array.from(change(new Uint8Array(await file.arrayBuffer())))])
}

describe.each(kinds)('a backup (%s)', (_kind, passphrase) => {
  it('gives back what was written, value by value', async () => {
    const records = await recordsOf(await sampleFile(passphrase), passphrase)
    expect(records[0]).toEqual({ record: 'about', ...source().about })
    expect(records[1]).toEqual({ record: 'settings', values: SETTINGS })
    expect(rowsOf(records)).toStrictEqual(ROWS)
    expect(records.at(-1)).toEqual({ record: 'end', stores: { accounts: 1, messages: 400, odd: 4 }, settings: 3 })
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  it('says before it is opened when and by what it was made, and nothing else', async () => {
    const file = await sampleFile(passphrase)
    const locked = await openBackup(file)
    expect(locked).toMatchObject({ madeAt: MADE_AT, app: '1.0', isEncrypted: passphrase !== null, size: file.size })
    const open = await locked.unlock(passphrase)
    expect(open.about).toEqual(source().about)
  })

  it('of nothing can be made and read', async () => {
    const nothing = source({ settings: {}, async *pages() {} })
    expect(rowsOf(await recordsOf(await backupFile(passphrase, nothing), passphrase))).toEqual({})
  })

  it('tells the byte of the frame in which anything is different', async () => {
    const file = await sampleFile(passphrase)
    const { size } = await readHead(file)
    expect(file.size).toBeGreaterThan(size + 2 * FRAME)
    for (const [at, frame] of [
      [size + FRAME_HEAD_SIZE, size],
      [size, size],
      [size + FRAME + 100, size + FRAME],
      [file.size - 1, size + Math.floor((file.size - size) / FRAME) * FRAME],
    ] as const) {
      const broken = await changed(file, (bytes) => bytes.with(at, bytes[at]! ^ 1))
      await expect(recordsOf(broken, passphrase)).rejects.toMatchObject({ why: 'damaged', at: frame })
    }
  })

  it('is refused where frames are exchanged, left out, cut off, or put behind the end', async () => {
    const file = await sampleFile(passphrase)
    const { size } = await readHead(file)
    const cutInside = await changed(file, (bytes) => bytes.subarray(0, size + FRAME + 1_000))
    await expect(recordsOf(cutInside, passphrase)).rejects.toMatchObject({ why: 'cut', at: size + FRAME })
    const cutBetween = await changed(file, (bytes) => bytes.subarray(0, size + FRAME))
    await expect(recordsOf(cutBetween, passphrase)).rejects.toMatchObject({ why: 'cut', at: size + FRAME })
    const saidLast = await changed(file, (bytes) => bytes.with(size, 1).subarray(0, size + FRAME))
    await expect(recordsOf(saidLast, passphrase)).rejects.toMatchObject({ why: 'damaged', at: size })
    const exchanged = await changed(file, (bytes) =>
      Uint8Array.from([
        ...bytes.subarray(0, size),
        ...bytes.subarray(size + FRAME, size + 2 * FRAME),
        ...bytes.subarray(size, size + FRAME),
        ...bytes.subarray(size + 2 * FRAME),
      ]),
    )
    await expect(recordsOf(exchanged, passphrase)).rejects.toMatchObject({ why: 'damaged', at: size })
    const leftOut = await changed(file, (bytes) =>
      Uint8Array.from([...bytes.subarray(0, size), ...bytes.subarray(size + FRAME)]),
    )
    await expect(recordsOf(leftOut, passphrase)).rejects.toMatchObject({ why: 'damaged', at: size })
    const longer = new Blob([file, 'more'])
    await expect(recordsOf(longer, passphrase)).rejects.toMatchObject({ why: 'damaged', at: file.size })
  })

  it('is refused at a frame longer than any, which is not read first', async () => {
    const file = await sampleFile(passphrase)
    const { size } = await readHead(file)
    for (const length of [0, TAG_SIZE - 1, FRAME_SIZE + TAG_SIZE + 1, 0xffff_ffff]) {
      const broken = await changed(file, (bytes) => {
        new DataView(bytes.buffer).setUint32(size + 1, length)
        return bytes
      })
      await expect(recordsOf(broken, passphrase)).rejects.toMatchObject({ why: 'damaged', at: size })
    }
  })

  it('tells a damaged head from another file and from one of a later version', async () => {
    const file = await sampleFile(passphrase)
    await expect(openBackup(new Blob(['{"messages":[]}, and so on']))).rejects.toMatchObject({ why: 'not-a-backup' })
    await expect(openBackup(new Blob([]))).rejects.toMatchObject({ why: 'not-a-backup' })
    const later = await changed(file, (bytes) => bytes.with(9, 2))
    await expect(openBackup(later)).rejects.toMatchObject({ why: 'newer' })
    const damaged = await changed(file, (bytes) => bytes.with(40, bytes[40]! ^ 1))
    await expect(openBackup(damaged)).rejects.toMatchObject({ why: 'damaged', at: 0 })
    const cut = await changed(file, (bytes) => bytes.subarray(0, 30))
    await expect(openBackup(cut)).rejects.toMatchObject({ why: 'cut' })
  })
})

describe('the passphrase', () => {
  it('is told from a wrong one before anything is read', async () => {
    const locked = await openBackup(await sampleFile(PASSPHRASE))
    await expect(locked.unlock('正确 的 马 电')).rejects.toMatchObject({ why: 'wrong-passphrase' })
    await expect(locked.unlock(null)).rejects.toMatchObject({ why: 'wrong-passphrase' })
  })

  it('may be typed in full-width letters', async () => {
    const locked = await openBackup(await backupFile('abc 123 é'))
    const open = await locked.unlock('ａｂｃ　１２３ e\u0301')
    expect(open.about.messages).toBe(400)
  })

  it('leaves no two backups alike, and no word of them in the open', async () => {
    const [first, second] = await Promise.all([backupFile(PASSPHRASE), backupFile(PASSPHRASE)])
    const [a, b] = await Promise.all([readHead(first), readHead(second)])
    expect(a.head.encryption?.salt).not.toEqual(b.head.encryption?.salt)
    expect(a.head.encryption?.nonce).not.toEqual(b.head.encryption?.nonce)
    expect(await first.text()).not.toContain('123456789')
  })

  it('with more rounds than anybody uses is refused', async () => {
    const { head } = await readHead(await sampleFile(PASSPHRASE))
    const { bytes } = await writeHead({ ...head, encryption: { ...head.encryption!, iterations: 2_000_000_000 } })
    await expect(openBackup(new Blob([bytes]))).rejects.toMatchObject({ why: 'damaged' })
  })
})

describe('writing a backup', () => {
  const options = { madeAt: MADE_AT, app: '1.0', passphrase: null, iterations: ITERATIONS }

  it('asks for a page only when the one before is on its way', async () => {
    let handedOut = 0
    let atFirstFrame = 0
    const many = source({
      async *pages() {
        for (let page = 0; page < 9; page += 1) {
          handedOut += 1
          yield { store: 'messages', rows: ROWS.messages.slice(0, 200), done: page + 1, total: 9 }
        }
      },
    })
    let pieces = 0
    const sink = {
      async write() {
        pieces += 1
        if (pieces === 2) atFirstFrame = handedOut
      },
    }
    await writeBackup(many, sink, options, new AbortController().signal)
    expect(handedOut).toBe(9)
    expect(atFirstFrame).toBeLessThan(6)
  })

  it('tells how far its source is, of how much, beside the size of the file', async () => {
    const told: BackupProgress[] = []
    const sink = { write: async () => undefined }
    await writeBackup(source(), sink, options, new AbortController().signal, (progress) => told.push(progress))
    const total = Object.values(ROWS).flat().length
    expect(told[0]).toMatchObject({ rows: 0, done: 0, total: null })
    expect(told.at(-1)).toEqual({ rows: total, done: total, total, bytes: (await sampleFile(null)).size })
  })

  it('ends with null when it is given up', async () => {
    const stop = new AbortController()
    const sink = { write: async () => stop.abort() }
    expect(await writeBackup(source(), sink, options, stop.signal)).toBeNull()
  })

  it('fails with the error of the archive, or of the disk', async () => {
    const sink = { write: async () => undefined }
    const broken = source({
      async *pages() {
        yield { store: 'messages', rows: ROWS.messages, done: 1, total: 2 }
        throw new RangeError('archive')
      },
    })
    await expect(writeBackup(broken, sink, options, new AbortController().signal)).rejects.toThrow('archive')
    const full = { write: async () => Promise.reject(new RangeError('disk')) }
    await expect(writeBackup(source(), full, options, new AbortController().signal)).rejects.toThrow('disk')
  })

  it('leaves out nothing in silence: a value it has no word for fails it', async () => {
    const odd = source({
      async *pages() {
        yield { store: 'odd', rows: [{ file: new Blob(['x']) }], done: 1, total: 1 }
      },
    })
    const sink = { write: async () => undefined }
    await expect(writeBackup(odd, sink, options, new AbortController().signal)).rejects.toThrow(TypeError)
  })
})
