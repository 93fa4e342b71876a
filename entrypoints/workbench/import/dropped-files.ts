/** Files of folders, at most: an export in pieces has hundreds, somebody's home has millions. */
const MOST_FILES = 5_000

/**
 * The files that were dropped, those in folders among them. To be called while the drop is heard of: later the browser has forgotten
 * what it was. A folder that cannot be read is left out.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry())
  // The list of files has a folder as a file that nobody can read.
  const plain = [...files]
  if (!entries.some((entry) => entry?.isDirectory)) return plain
  const found: File[] = []
  for (const entry of entries) if (entry !== null) await gather(entry, found)
  return found
}

async function gather(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (found.length >= MOST_FILES) return
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)))
    if (file !== null) found.push(file)
  } else if (isFolder(entry)) {
    for (const inside of await entriesOf(entry)) await gather(inside, found)
  }
}

/** A folder gives its entries in portions; an empty one is the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))
    all.push(...some)
    if (some.length === 0 || all.length >= MOST_FILES) return all
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
