import type { ChatEvidence } from '../../ports.ts'
import type { ChatPanel } from './chat-panel.ts'
import type { Choice } from './list-choice.ts'
import { readNumber } from './read-number.ts'
import * as PAGE from './selectors.ts'

/** What the open chat says about whom it is with. `chosenFor`: the list item it was opened by, if that is known. */
export function readChatEvidence(chat: ChatPanel, chosenFor: (title: string) => Choice | null): ChatEvidence {
  const title = chat.title?.textContent?.trim() ?? ''
  const kind = readKind(chat)
  const authors = readAuthors(chat)
  const choice = chosenFor(title)
  const fits = choice !== null && fitsChat(choice, kind, authors)
  return { title, kind, chosen: fits ? { kind: choice.kind, number: choice.number } : null, authors }
}

/** Whether both are of the same chat, whatever has been written in it meanwhile. */
export function isSameChat(a: ChatEvidence, b: ChatEvidence): boolean {
  return (
    a.title === b.title &&
    a.kind === b.kind &&
    a.chosen?.kind === b.chosen?.kind &&
    a.chosen?.number === b.chosen?.number
  )
}

/** Namesakes are told apart where they can be: by the menu, and by a friend's own messages. */
function fitsChat(choice: Choice, kind: ChatEvidence['kind'], authors: readonly number[]): boolean {
  if (kind !== null && (kind === 'friend') !== (choice.kind === 'friend')) return false
  return choice.kind !== 'friend' || authors.length === 0 || authors.includes(choice.number)
}

function readKind({ menu }: ChatPanel): ChatEvidence['kind'] {
  if (menu?.querySelector(PAGE.manyEntry)) return 'many'
  return menu?.querySelector(PAGE.friendEntry) ? 'friend' : null
}

function readAuthors({ body }: ChatPanel): number[] {
  const authors = new Set<number>()
  for (const message of body?.querySelectorAll(`.${PAGE.message}[${PAGE.author}]:not(.${PAGE.own})`) ?? []) {
    const author = readNumber(message.getAttribute(PAGE.author))
    if (author !== null) authors.add(author)
  }
  return [...authors]
}
