import { openLibrary } from './blocks/library.ts'
import { giveRecord, giveView } from './blocks/strands.ts'
import { findCandidates } from './candidates.ts'
import { openChangeNews } from './changes.ts'
import { commitBatch } from './commit.ts'
import { openConnection } from './connection.ts'
import { pageDecisions } from './decisions.ts'
import { dumpRows } from './dump.ts'
import { openEra } from './era.ts'
import { forgetMessages } from './forget.ts'
import { beginImport } from './import-writer.ts'
import { clearLeftovers } from './leftovers.ts'
import { LIMITS } from './limits.ts'
import type { Archive } from './port.ts'
import { createReads } from './reads.ts'
import { beginRestore } from './restore.ts'
import { countMessages, scanMessages, sliceMessages, timelineMessages } from './scan.ts'
import { sealStep } from './seal.ts'
import { prepareSearch } from './signatures.ts'
import { undoImport } from './undo-import.ts'
import { wipe } from './wipe.ts'

/**
 * Opens the archive, creating it when it is not there. Every context opens its own; commits of one are told to all. It
 * opens the database again by itself when the browser has closed it.
 *
 * @throws ArchiveError when the browser gives no database.
 */
export async function openArchive(name = 'companion-archive', limits = LIMITS): Promise<Archive> {
  const connection = await openConnection(name)
  const era = await openEra(connection)
  const library = openLibrary(connection)
  const news = openChangeNews(name)
  // Nobody waits for it. What cannot be cleared away now is invisible, and tried again by the next one.
  clearLeftovers(connection, name).catch(() => undefined)
  return {
    ...createReads(connection, library),
    async journal(entry) {
      const id = await connection.run('journal', 'readwrite', ['journal'], (writing) =>
        writing.objectStore('journal').add(entry),
      )
      return { ...entry, id }
    },
    async commit(batch) {
      const { applied, change } = await commitBatch(connection, library.bodies, era, batch)
      news.tell(change)
      return { applied }
    },
    scan: (range, pageSize) => scanMessages(connection, library, giveRecord, range, pageSize),
    scanViews: (range, pageSize) => scanMessages(connection, library, giveView, range, pageSize),
    timeline: (query, pageSize) => timelineMessages(connection, library, limits, query, pageSize),
    decisionPages: (query, pageSize) => pageDecisions(connection, query, pageSize),
    latest: (conversation, limit) => sliceMessages(library, conversation, null, 'older', limit),
    slice: (conversation, from, direction, limit) => sliceMessages(library, conversation, from, direction, limit),
    count: (range) => countMessages(library, range),
    candidates: (query, signal) => findCandidates(connection, library, query, signal),
    prepareSearch: (signal) => prepareSearch(library, signal),
    beginImport: (importId) => beginImport(connection, name, importId, limits, news.tell),
    async undoImport(importId, waiting) {
      const change = await undoImport(connection, library, name, importId, waiting)
      await era.adopt()
      news.tell(change)
    },
    async forget(conversation, before, waiting) {
      const { forgotten, change } = await forgetMessages(connection, library, name, conversation, before, waiting)
      if (forgotten > 0) news.tell(change)
      return forgotten
    },
    async wipe(account, waiting) {
      const change = await wipe(connection, name, account, waiting)
      await era.adopt()
      news.tell(change)
    },
    dump: (pageSize) => dumpRows(connection, name, pageSize),
    async beginRestore(version) {
      const writer = await beginRestore(connection, name, version, news.tell)
      return {
        ...writer,
        async finish() {
          await writer.finish()
          await era.adopt()
        },
      }
    },
    seal: () => sealStep(connection, library, name, limits),
    changes: (listener) => news.listen(listener),
    close() {
      connection.close()
      news.close()
    },
  }
}
