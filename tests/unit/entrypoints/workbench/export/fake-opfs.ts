/** One file: what was written, and what of it is on the disk for good. */
interface Content {
  bytes: Uint8Array<ArrayBuffer>
  flushed: Uint8Array<ArrayBuffer>
  isOpen: boolean
}

/** A private file system in memory, as hard as a disk can be: a power cut takes everything that was not flushed. */
export interface FakeOpfs {
  folder: FileSystemDirectoryHandle
  /** Everything that holds a file dies, and what was not flushed is gone. */
  cutPower(): void
  /** Called before each write, with how many there were; what it throws is the write's error. */
  onWrite: (writes: number) => void
  /** Every file, with its folders. */
  files(): Map<string, Uint8Array<ArrayBuffer>>
}

export function createOpfs(): FakeOpfs {
  const contents = new Map<string, Content>()
  const folders = new Set<string>([''])
  let writes = 0
  let age = 0

  const missing = () => new DOMException('It is not there', 'NotFoundError')

  function fileHandle(path: string): FileSystemFileHandle {
    const content = () => {
      const found = contents.get(path)
      if (!found) throw missing()
      return found
    }
    const handle = {
      kind: 'file',
      getFile: async () => new File([content().bytes], path.split('/').at(-1) ?? '', { lastModified: 0 }),
      createSyncAccessHandle: async () => {
        const mine = content()
        if (mine.isOpen) throw new DOMException('It is open', 'NoModificationAllowedError')
        mine.isOpen = true
        const born = age
        const alive = () => {
          if (born !== age) throw new DOMException('It has died', 'InvalidStateError')
        }
        return {
          getSize: () => mine.bytes.length,
          read(into: Uint8Array, { at }: { at: number }) {
            const part = mine.bytes.subarray(at, at + into.length)
            into.set(part)
            return part.length
          },
          write(from: Uint8Array, { at }: { at: number }) {
            alive()
            opfs.onWrite((writes += 1))
            const grown = new Uint8Array(Math.max(mine.bytes.length, at + from.length))
            grown.set(mine.bytes)
            grown.set(from, at)
            mine.bytes = grown
            return from.length
          },
          truncate(size: number) {
            alive()
            const cut = new Uint8Array(size)
            cut.set(mine.bytes.subarray(0, size))
            mine.bytes = cut
          },
          flush() {
            alive()
            mine.flushed = mine.bytes
          },
          close() {
            if (born === age) mine.isOpen = false
          },
        }
      },
    }
    return handle as unknown as FileSystemFileHandle
  }

  function directory(path: string): FileSystemDirectoryHandle {
    const at = (name: string) => (path === '' ? name : `${path}/${name}`)
    const handle = {
      kind: 'directory',
      async getDirectoryHandle(name: string, { create = false } = {}) {
        if (!folders.has(at(name)) && !create) throw missing()
        folders.add(at(name))
        return directory(at(name))
      },
      async getFileHandle(name: string, { create = false } = {}) {
        if (!contents.has(at(name))) {
          if (!create) throw missing()
          contents.set(at(name), { bytes: new Uint8Array(), flushed: new Uint8Array(), isOpen: false })
        }
        return fileHandle(at(name))
      },
      async removeEntry(name: string, { recursive = false } = {}) {
        const gone = at(name)
        if (!contents.has(gone) && !folders.has(gone)) throw missing()
        if (contents.get(gone)?.isOpen) throw new DOMException('It is open', 'NoModificationAllowedError')
        contents.delete(gone)
        folders.delete(gone)
        if (recursive) for (const key of contents.keys()) if (key.startsWith(`${gone}/`)) contents.delete(key)
      },
      async *entries() {
        const prefix = at('')
        const inside = (keys: Iterable<string>) =>
          [...keys].flatMap((key) => (key !== '' && key.startsWith(prefix) ? [key.slice(prefix.length)] : []))
        for (const name of inside(folders)) if (!name.includes('/')) yield [name, { kind: 'directory' }]
        for (const name of inside(contents.keys())) if (!name.includes('/')) yield [name, { kind: 'file' }]
      },
    }
    return handle as unknown as FileSystemDirectoryHandle
  }

  const opfs: FakeOpfs = {
    folder: directory(''),
    cutPower() {
      age += 1
      for (const content of contents.values()) {
        content.isOpen = false
        content.bytes = content.flushed
      }
    },
    onWrite: () => {},
    files: () => new Map([...contents].map(([path, { bytes }]) => [path, bytes])),
  }
  return opfs
}
