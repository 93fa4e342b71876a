import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { displayName } from '../../../lib/chat/contact.ts'
import type { Contact } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { canonicalIds } from '../../../lib/import/canonical-ids.ts'
import { compare } from '../../../lib/import/compare.ts'
import { isUncertain } from '../../../lib/import/decisions.ts'
import type { Decisions } from '../../../lib/import/decisions.ts'
import { ImportError } from '../../../lib/import/import-error.ts'
import { openFiles } from '../../../lib/import/open-files.ts'
import type { OpenFiles } from '../../../lib/import/open-files.ts'
import { NO_ACCOUNT, propose, proposeAccount } from '../../../lib/import/propose.ts'
import { showConflicts } from '../../../lib/import/show-conflicts.ts'
import { survey } from '../../../lib/import/survey.ts'
import type { Survey } from '../../../lib/import/survey.ts'
import { writeImport } from '../../../lib/import/write-import.ts'
import { log } from '../../../lib/log.ts'
import { randomId } from '../../../lib/random-id.ts'
import { whileWriting } from './import-lock.ts'
import type { Failure, Plan, Preview, Report, Request } from './worker-words.ts'

/** Reports of progress are at least this far apart, ms. */
const PACE = 200
const byName = new Intl.Collator()

/**
 * Does what the page asks about one import, a request at a time, and reports. Whatever goes wrong is a report too; nothing is left
 * in the archive then.
 */
export function createImportDesk(
  open: () => Promise<Archive>,
  report: (report: Report) => void,
): (request: Request) => void {
  let files: OpenFiles | null = null
  let found: Survey | null = null
  let abort = new AbortController()
  let queue = Promise.resolve()
  let opened: Promise<Archive> | null = null
  let toldAt = 0
  const archive = () => (opened ??= open())

  return (request) => {
    if (request.do === 'cancel') return abort.abort()
    // A newer request makes what an older one still compares worthless.
    if (request.do === 'propose' || request.do === 'compare') abort.abort()
    abort = new AbortController()
    const { signal } = abort
    queue = queue.then(() => answer(request, signal))
  }

  async function answer(request: Exclude<Request, { do: 'cancel' }>, signal: AbortSignal): Promise<void> {
    try {
      switch (request.do) {
        case 'open':
          return await openThem(request.files, request.timeZone, signal)
        case 'propose':
          await readIn(request.timeZone, signal)
          return await proposeFor(request.account, request.self, signal)
        case 'compare':
          await readIn(request.timeZone, signal)
          return await plan(request.decisions, signal)
        case 'write':
          return await whileWriting(() => write(request.decisions, signal))
      }
    } catch (error) {
      if (signal.aborted) report({ is: 'cancelled' })
      else report({ is: 'failed', failure: failureOf(error) })
    }
  }

  function progress(done: number, total: number): void {
    const now = performance.now()
    if (now - toldAt < PACE) return
    toldAt = now
    report({ is: 'progress', done, total })
  }

  async function openThem(chosen: File[], timeZone: string, signal: AbortSignal): Promise<void> {
    const open = await openFiles(chosen)
    const all = await survey(open, timeZone, { signal, onProgress: (done) => progress(done, open.bytes) })
    files = open
    found = all
    const { prints: _, ...shown } = all
    const accounts = await (await archive()).accounts()
    const own = all.account?.number ?? null
    const preview: Preview = {
      found: shown,
      files: { names: [...new Set(open.parts.map(({ part }) => part.file))], bytes: open.bytes },
      ignored: open.ignored.map(({ file, entry, why }) => ({ file, entry, why: why.why, seen: why.seen })),
      accounts: [...new Set([...(own === null ? [] : [own]), ...accounts, NO_ACCOUNT])],
    }
    report({ is: 'opened', preview })
    await proposeFor(proposeAccount(all, accounts), undefined, signal)
  }

  /** Reads everything again when the user has said that times without a zone are those of another one. */
  async function readIn(timeZone: string, signal: AbortSignal): Promise<void> {
    if (found === null || files === null || found.timeZone === timeZone) return
    const all = await survey(files, timeZone, { signal })
    found = all
    const { prints: _, ...shown } = all
    report({ is: 'reread', found: shown })
  }

  async function proposeFor(account: AccountId, self: number[] | undefined, signal: AbortSignal): Promise<void> {
    if (found === null) return
    const store = await archive()
    const known = { contacts: await store.contacts(account), aliases: await store.aliases(account) }
    await plan(propose(found, account, known, self), signal)
  }

  async function plan(decisions: Decisions, signal: AbortSignal): Promise<void> {
    if (found === null || files === null) return
    const store = await archive()
    const comparison = await compare(found, decisions, store, { signal })
    const contacts = await store.contacts(decisions.account)
    const names = new Map(contacts.map((contact) => [contact.id, contact]))
    const conversations = await store.conversations(decisions.account)
    const targets = new Set([
      ...conversations.map(({ id }) => id),
      ...decisions.conversations.flatMap(({ target }) => target ?? []),
    ])
    const goals: Plan['goals'] = [...targets].flatMap((id) => {
      const contact = names.get(id)
      if (contact === undefined) return []
      const kind = contact.kind === 'person' ? 'friend' : contact.kind
      return [{ id, kind, name: displayName(contact), number: contact.number }]
    })
    const people = decisions.people.some(isUncertain) ? await knownPeople(store, decisions.account, contacts) : []
    const conflicts = await showConflicts(comparison, files, found.timeZone, decisions, store)
    signal.throwIfAborted()
    report({ is: 'planned', plan: { decisions, goals, people, counts: comparison.counts, conflicts } })
  }

  async function write(decisions: Decisions, signal: AbortSignal): Promise<void> {
    if (found === null || files === null) return
    const store = await archive()
    const { messages, timeZone } = found
    const outcome = await writeImport(files, found, decisions, store, {
      timeZone,
      now: Date.now(),
      newId: randomId,
      signal,
      onProgress: (done) => progress(done, messages),
    })
    report({ is: 'written', outcome })
  }
}

/** Everybody of an account by name, those who were merged once. */
async function knownPeople(store: Archive, account: AccountId, contacts: readonly Contact[]): Promise<Plan['people']> {
  const canonical = canonicalIds(await store.aliases(account))
  return contacts
    .filter(({ id, kind }) => kind === 'person' && canonical(id) === id)
    .map((contact) => ({ id: contact.id, name: displayName(contact), number: contact.number }))
    .toSorted((a, b) => byName.compare(a.name ?? '', b.name ?? ''))
}

function failureOf(error: unknown): Failure {
  if (error instanceof ImportError) return { of: 'file', why: error.why, place: error.place, seen: error.seen }
  if (error instanceof ArchiveError) return { of: 'archive', why: error.why }
  log('import-failed', { error: error instanceof Error ? error.name : 'unknown' })
  return { of: 'archive', why: 'failed' }
}
