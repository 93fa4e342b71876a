import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import { openFiles } from '../../../lib/import/open-files.ts'
import { NO_ACCOUNT, propose } from '../../../lib/import/propose.ts'
import { survey } from '../../../lib/import/survey.ts'
import { writeImport } from '../../../lib/import/write-import.ts'
import { randomId } from '../../../lib/random-id.ts'
import { archive } from '../../pages/archive.ts'

/** Its import is known by this name: nobody has two of them. */
export const DEMO_FILE = 'demo-conversation.json'

/** What the demo needs: where it is written, and its file. */
interface DemoParts {
  archive(): Promise<Archive>
  file(): Promise<File>
}

const parts: DemoParts = {
  archive,
  async file() {
    // A file of the extension itself.
    const bundled = await fetch(`/demo/${DEMO_FILE}`)
    return new File([await bundled.blob()], DEMO_FILE, { type: 'application/json' })
  },
}

/** One at a time: two clicks open it once. */
let opening: Promise<ContactId> | null = null

/**
 * Takes in the bundled demo conversations, once, under no account, and gives the one to open first.
 * @throws {ArchiveError} when the archive cannot be written
 */
export function openDemo(given: DemoParts = parts): Promise<ContactId> {
  opening ??= open(given).finally(() => (opening = null))
  return opening
}

async function open({ archive: openStore, file }: DemoParts): Promise<ContactId> {
  const store = await openStore()
  const before = (await store.imports()).find(({ fileName }) => fileName === DEMO_FILE)
  const [known] = before?.conversations ?? []
  if (known !== undefined) return known
  const files = await openFiles([await file()])
  const found = await survey(files, 'UTC')
  const contacts = { contacts: await store.contacts(NO_ACCOUNT), aliases: await store.aliases(NO_ACCOUNT) }
  const decisions = propose(found, NO_ACCOUNT, contacts)
  const { conversations } = await writeImport(files, found, decisions, store, {
    timeZone: 'UTC',
    now: Date.now(),
    newId: randomId,
  })
  // All of it was there, from an export that somebody took in.
  const first = conversations[0] ?? decisions.conversations[0]?.target ?? null
  if (first === null) throw new ArchiveError('failed', 'The demo has no conversation')
  return first
}
