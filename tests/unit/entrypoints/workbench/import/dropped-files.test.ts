// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { droppedFiles } from '../../../../../entrypoints/workbench/import/dropped-files.ts'

/** A file or folder as a browser gives it; a folder in portions of two. */
type Thing = File | 'gone' | Thing[]

function entryOf(thing: Thing): FileSystemEntry {
  if (!Array.isArray(thing)) {
    const file = (got: FileCallback, failed: ErrorCallback) =>
      thing === 'gone' ? failed(new DOMException('it is gone', 'NotFoundError')) : got(thing)
    return Object.assign(anEntry(), { isFile: true, file })
  }
  const createReader = () => {
    const left = thing.map(entryOf)
    return { readEntries: (got: FileSystemEntriesCallback) => got(left.splice(0, 2)) }
  }
  return Object.assign(anEntry(), { isDirectory: true, createReader })
}

function anEntry(): FileSystemEntry {
  return {
    isFile: false,
    isDirectory: false,
    name: '',
    fullPath: '',
    filesystem: { name: '', root: none },
  } as FileSystemEntry
}
const none = {} as FileSystemDirectoryEntry

/** What is dropped: a browser lists each as a file, folders too. */
function dropOf(...things: Thing[]): DataTransfer {
  const files = things.map((thing) => (thing instanceof File ? thing : new File([], 'a folder')))
  const items = things.map((thing) => ({ kind: 'file', webkitGetAsEntry: () => entryOf(thing) }))
  return { files, items } as unknown as DataTransfer
}

const file = (name: string) => new File(['x'], name)
const namesIn = async (dropped: DataTransfer) => (await droppedFiles(dropped)).map(({ name }) => name)

describe('droppedFiles', () => {
  it('are the files', async () => {
    expect(await namesIn(dropOf(file('a.json'), file('b.json')))).toEqual(['a.json', 'b.json'])
  })

  it('are those in folders, however deep and however many, in place of the folders', async () => {
    const folder = [file('manifest.json'), [file('1.jsonl'), file('2.jsonl'), file('3.jsonl')], []]
    expect(await namesIn(dropOf(file('a.json'), folder))).toEqual([
      'a.json',
      'manifest.json',
      '1.jsonl',
      '2.jsonl',
      '3.jsonl',
    ])
  })

  it('leave out what went away meanwhile', async () => {
    expect(await namesIn(dropOf([file('a.json'), 'gone', file('b.json')]))).toEqual(['a.json', 'b.json'])
  })
})
