import { makeZip } from 'client-zip'
import type { RunStore } from './run-store.ts'
import type { ExportRun, RunFile } from './run.ts'
import type { RunControl } from './perform-run.ts'
import { zipName } from './file-names.ts'

/**
 * Puts files into one ZIP, uncompressed and streamed: nothing of it is ever whole in memory. The same files give the same
 * bytes. Ends early when it is cancelled.
 */
export async function packFiles(
  store: RunStore,
  run: ExportRun,
  files: readonly RunFile[],
  { signal, gate, onProgress }: Pick<RunControl, 'signal' | 'gate' | 'onProgress'>,
): Promise<{ name: string; bytes: number }> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const lastModified = new Date(run.startedAt)
  async function* entries() {
    for (const { stored, name } of files) {
      const input = await store.file(stored)
      yield { input: input.stream(), name, lastModified, size: input.size }
    }
  }
  const sink = await store.zip()
  let bytes = 0
  const reader = makeZip(entries()).getReader()
  for (;;) {
    await gate.pass()
    const { done, value } = await reader.read()
    if (done || signal.aborted) break
    await sink.write(value as Uint8Array<ArrayBuffer>)
    bytes += value.length
    onProgress({ phase: 'packing', done: Math.min(bytes, total), total, bytes, conversation: null })
  }
  await reader.cancel().catch(() => undefined)
  await sink.close()
  return { name: zipName(run), bytes }
}
