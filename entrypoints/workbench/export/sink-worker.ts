import { openOpfsSink } from './opfs-sink.ts'
import { exportsFolder } from './run-folder.ts'
import { serveSinks } from './serve-sinks.ts'
import type { SinkPort } from './serve-sinks.ts'
import { askHeld } from '../held-handle.ts'

/** Writes the files of an export, while the export worker reads and finds words. Its name is the folder of the run. */
const port: SinkPort = {
  addEventListener: (type, listener) => addEventListener(type, listener),
  postMessage: (answer, transfer) => postMessage(answer, { transfer }),
}
const folder = exportsFolder().then(async (exports) => {
  if (!exports) throw new DOMException('There are no files', 'NotFoundError')
  return await askHeld(exports, (held) => held.getDirectoryHandle(self.name))
})
folder.catch(() => undefined)

serveSinks(port, async (name, bytes) => await openOpfsSink(await folder, name, bytes))
