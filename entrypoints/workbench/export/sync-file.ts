import { askHeld } from '../held-handle.ts'

/** What of the browser's `FileSystemSyncAccessHandle` is used. Exists in dedicated workers only. */
export interface SyncFile {
  read(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number
  truncate(size: number): void
  getSize(): number
  flush(): void
  close(): void
}

/** In workers; the library of types knows it only there. */
interface SyncFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncFile>
}

/** Opens a file of the private file system for writing, creating it; nobody else can open it until it is closed. */
export async function openSyncFile(folder: FileSystemDirectoryHandle, name: string): Promise<SyncFile> {
  const handle = await askHeld(folder, (held) => held.getFileHandle(name, { create: true }))
  return await askHeld(handle as SyncFileHandle, (held) => held.createSyncAccessHandle())
}

/**
 * Writes all bytes at a place. @throws DOMException `QuotaExceededError` when the disk has no room for them, also where the
 * browser only says so by writing less.
 */
export function writeAll(file: SyncFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  let written = 0
  while (written < bytes.length) {
    const now = file.write(bytes.subarray(written), { at: at + written })
    if (now <= 0) throw new DOMException('The disk took no more', 'QuotaExceededError')
    written += now
  }
}

const encoder = new TextEncoder()

/** Puts a text in place of everything in a file, and has it on disk when it returns. */
export function writeWhole(file: SyncFile, text: string): void {
  const bytes = encoder.encode(text)
  file.truncate(0)
  writeAll(file, bytes, 0)
  file.flush()
}

/** All of a file as text. */
export function readWhole(file: SyncFile): string {
  const bytes = new Uint8Array(file.getSize())
  return new TextDecoder().decode(bytes.subarray(0, file.read(bytes, { at: 0 })))
}
