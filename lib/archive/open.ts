import { openChangeNews } from './changes.ts'
import { commitBatch } from './commit.ts'
import { openConnection } from './connection.ts'
import { pageDecisions } from './decisions.ts'
import type { Archive } from './port.ts'
import { createReads } from './reads.ts'
import { countMessages, latestMessages, scanMessages, timelineMessages } from './scan.ts'

/**
 * Opens the archive, creating it when it is not there. Every context opens its own; commits of one are told to all. It
 * opens the database again by itself when the browser has closed it.
 *
 * @throws ArchiveError when the browser gives no database.
 */
export async function openArchive(name = 'companion-archive'): Promise<Archive> {
  const connection = await openConnection(name)
  const news = openChangeNews(name)
  return {
    ...createReads(connection),
    async journal(entry) {
      const id = await connection.run('journal', 'readwrite', ['journal'], (writing) =>
        writing.objectStore('journal').add(entry),
      )
      return { ...entry, id }
    },
    async commit(batch) {
      const { applied, change } = await commitBatch(connection, batch)
      news.tell(change)
      return { applied }
    },
    scan: (range, pageSize) => scanMessages(connection, range, pageSize),
    timeline: (query, pageSize) => timelineMessages(connection, query, pageSize),
    decisionPages: (query, pageSize) => pageDecisions(connection, query, pageSize),
    latest: (conversation, limit) => latestMessages(connection, conversation, limit),
    count: (range) => countMessages(connection, range),
    changes: (listener) => news.listen(listener),
    close() {
      connection.close()
      news.close()
    },
  }
}
