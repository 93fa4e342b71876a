/**
 * What exports keep on disk, seen from a page of the extension. The functions travel into the page as source, so each is
 * self-contained.
 */

/** Whether an export has written down how far it is. */
export async function hasCheckpoint(): Promise<boolean> {
  const exports = await (await navigator.storage.getDirectory()).getDirectoryHandle('exports')
  for await (const run of exports.values()) {
    if (!(run instanceof FileSystemDirectoryHandle)) continue
    for await (const file of run.values())
      if (file instanceof FileSystemFileHandle && file.name.startsWith('checkpoint') && (await file.getFile()).size > 0)
        return true
  }
  return false
}

/** Name, size and SHA-256 of each file that the exports have made, the ZIP among them. */
export async function filesOfExports(): Promise<string[]> {
  const exports = await (await navigator.storage.getDirectory()).getDirectoryHandle('exports')
  const found: string[] = []
  for await (const run of exports.values()) {
    if (!(run instanceof FileSystemDirectoryHandle)) continue
    for await (const handle of run.values()) {
      if (!(handle instanceof FileSystemFileHandle) || /^(?:run|result|checkpoint-\d)\.json$/.test(handle.name))
        continue
      const file = await handle.getFile()
      const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
      found.push(`${file.name} ${file.size} ${[...new Uint8Array(hash)].map((byte) => byte.toString(16)).join(' ')}`)
    }
  }
  return found.toSorted()
}

/** Leaves of each export no more than what was asked for: it has yet to begin. */
export async function forgetProgress(): Promise<void> {
  const exports = await (await navigator.storage.getDirectory()).getDirectoryHandle('exports')
  for await (const run of exports.values()) {
    if (!(run instanceof FileSystemDirectoryHandle)) continue
    const names: string[] = []
    for await (const name of run.keys()) names.push(name)
    for (const name of names) if (name !== 'run.json') await run.removeEntry(name)
  }
}
