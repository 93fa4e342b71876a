import { EXPORT_VERSION } from '../../export/format.ts'
import type { ConversationKind } from '../../chat/message.ts'
import type { Found, FoundConversation, FoundPerson, ReadFormat } from '../found.ts'
import { ImportError } from '../import-error.ts'
import type { Cut } from '../json-cutter.ts'
import { ourIdOf } from '../our-id.ts'
import { fieldsOf, idOf, memberOf, nameOf, qqNumberOf } from '../values.ts'
import { cutFile } from './cut-file.ts'
import { readJsonLines } from './read-json-lines.ts'
import { readOurMessage } from './our-message.ts'

const KINDS: readonly ConversationKind[] = ['friend', 'group', 'discuss']

const cut: Cut = (path) => {
  const [first, second, third, fourth] = path
  if (path.length === 0) return 'enter'
  if (first === 'version' || first === 'account') return path.length === 1 ? 'take' : 'skip'
  if (first === 'people') return path.length === 1 ? 'enter' : 'take'
  if (first !== 'conversations') return 'skip'
  if (path.length <= 2) return 'enter'
  if (third === 'messages') return fourth === undefined ? 'enter' : 'take'
  return second === '[]' && (third === 'id' || third === 'kind' || third === 'title' || third === 'number')
    ? 'take'
    : 'skip'
}

/** Our own JSON, versions 1 to 3. What stands only in exports (hashes, counts, the report) is not read. */
export const readOurs: ReadFormat = (chunks) =>
  cutFile(chunks, cut, ({ path, value, line }, found) => {
    const [first, second, third] = path
    if (first === 'version') refuseNewer(value)
    else if (first === 'account') found.push(account(value))
    else if (first === 'people' && typeof second === 'string') found.push(person(second, value))
    else if (first === 'conversations' && third === 'messages') readOurMessage(value, String(second), line, found)
    else if (first === 'conversations' && typeof third === 'string')
      found.push(conversation(String(second), { [third]: value }))
  })

function refuseNewer(version: unknown): void {
  if (typeof version === 'number' && version > EXPORT_VERSION) throw new ImportError('newer', {}, String(version))
}

function account(value: unknown): Found {
  return { type: 'account', number: accountNumber(memberOf(value, 'number')), nick: nameOf(memberOf(value, 'nick')) }
}

/** '0' stands for no account; a redacted one is none either. */
function accountNumber(value: unknown): string | null {
  const id = idOf(value)
  return id !== null && /^\d{1,12}$/.test(id) ? id : null
}

function person(id: string, value: unknown): FoundPerson {
  return {
    type: 'person',
    ref: id,
    id: ourIdOf(id),
    number: qqNumberOf(memberOf(value, 'number')),
    nick: nameOf(memberOf(value, 'nick')),
    remark: nameOf(memberOf(value, 'remark')),
    isSelf: false,
  }
}

/** A conversation of which the file has told these members so far. */
function conversation(ref: string, fields: unknown): FoundConversation {
  const id = memberOf(fields, 'id')
  return {
    type: 'conversation',
    ref,
    id: ourIdOf(id),
    kind: KINDS.find((one) => one === memberOf(fields, 'kind')) ?? null,
    title: nameOf(memberOf(fields, 'title')),
    number: qqNumberOf(memberOf(fields, 'number')),
    person: idOf(id),
  }
}

/** Our own JSON Lines: a line of each kind of thing, named by `type`. */
export const readOurLines: ReadFormat = (chunks) => {
  let open = ''
  return readJsonLines(chunks, (fields, line, found) => {
    switch (fields.type) {
      case 'header':
        refuseNewer(fields.version)
        return void found.push(account(fields.account))
      case 'end':
        for (const [id, value] of Object.entries(fieldsOf(fields.people) ?? {})) found.push(person(id, value))
        return
      case 'conversation':
        open = idOf(fields.id) ?? `line ${line}`
        return void found.push(conversation(open, fields))
      case 'message':
        if (open === '' && idOf(fields.conversation) === null)
          return void found.push({ type: 'problem', what: 'no-conversation', line })
        return readOurMessage(fields, idOf(fields.conversation) ?? open, line, found)
      default:
    }
  })
}
