import { describe, expect, it } from 'vitest'
import { openOpfsSink } from '../../../../../entrypoints/workbench/export/opfs-sink.ts'
import { createOpfs } from './fake-opfs.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const textOf = (found: Uint8Array | undefined) => new TextDecoder().decode(found)

describe('a file of an export on disk', () => {
  it('goes on where it was told, without what was behind', async () => {
    const opfs = createOpfs()
    const first = await openOpfsSink(opfs.folder, 'f1', 0)
    await first.write(bytes('one, two, and more'))
    await first.close()
    const second = await openOpfsSink(opfs.folder, 'f1', 3)
    await second.write(bytes('!'))
    expect(await second.position()).toBe(4)
    await second.close()
    expect(textOf(opfs.files().get('f1'))).toBe('one!')
  })

  it('keeps what it has given a position for, whatever happens then', async () => {
    const opfs = createOpfs()
    const sink = await openOpfsSink(opfs.folder, 'f1', 0)
    await sink.write(bytes('kept'))
    await sink.position()
    await sink.write(bytes(' lost'))
    opfs.cutPower()
    expect(textOf(opfs.files().get('f1'))).toBe('kept')
  })

  it('does not go on in a file that is shorter than what was in it, and lets go of it', async () => {
    const { folder } = createOpfs()
    await expect(openOpfsSink(folder, 'f1', 1)).rejects.toThrow('shorter')
    await (await openOpfsSink(folder, 'f1', 0)).close()
  })

  it('is gone when it is given up', async () => {
    const opfs = createOpfs()
    const sink = await openOpfsSink(opfs.folder, 'f1', 0)
    await sink.write(bytes('x'))
    await sink.abort()
    expect([...opfs.files().keys()]).toEqual([])
  })
})
