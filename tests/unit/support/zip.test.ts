// @vitest-environment node
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'
import { zipFolder } from '../../support/zip.ts'

let folder: string
beforeEach(async () => {
  folder = await makeTemporaryFolder('zip-test')
})
afterEach(() => removeTemporaryFolder(folder))

describe('zipFolder', () => {
  it('stores every file under its path in the folder, and says so in the directory at the end', async () => {
    await mkdir(join(folder, 'inner'))
    await writeFile(join(folder, 'a.txt'), 'abc')
    await writeFile(join(folder, 'inner/名.txt'), '字')

    const zip = zipFolder(folder)

    const end = zip.subarray(-22)
    expect(end.subarray(0, 4).toString('latin1')).toBe('PK\x05\x06')
    expect(end.readUInt16LE(10)).toBe(2)
    const directory = zip.subarray(end.readUInt32LE(16), end.readUInt32LE(16) + end.readUInt32LE(12))
    expect(directory.toString()).toContain('a.txt')
    expect(directory.toString()).toContain('inner/名.txt')
    expect(zip.subarray(30 + 'a.txt'.length, 30 + 'a.txt'.length + 3).toString()).toBe('abc')
  })

  it('is the same for the same files', async () => {
    await writeFile(join(folder, 'a.txt'), 'abc')
    expect(zipFolder(folder).equals(zipFolder(folder))).toBe(true)
  })
})
