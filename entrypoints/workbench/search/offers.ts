import { displayName } from '../../../lib/chat/contact.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import { CONTENT_NAMES, CONTENTS } from '../../../lib/search/content.ts'
import { matching } from './completion.ts'
import type { OpenValue } from './completion.ts'
import type { SearchNames } from './search-names.ts'

/** What can be put in for a value that is being typed. */
export interface Offer {
  /** As it is put in. */
  value: string
  /** What it means, when that is not the same. */
  text: string
}

const MOST = 8

/** Values that fit what is typed. `today`: a day as `2026-11-22`. */
export function offersFor({ filter, typed }: OpenValue, names: SearchNames | null, today: string): Offer[] {
  switch (filter) {
    case 'has':
      return contentOffers(typed)
    case 'from': {
      const me = t('search.me')
      return [...plain(matching([me], typed, 1)), ...plain(matching(peopleOf(names), typed, MOST - 1))]
    }
    case 'in':
      return plain(matching(conversationsOf(names), typed, MOST))
    case 'before':
    case 'after':
    case 'on':
      return dateOffers(typed, today)
  }
}

function plain(values: readonly string[]): Offer[] {
  return values.map((value) => ({ value, text: value }))
}

function contentOffers(typed: string): Offer[] {
  const isChinese = language.value === 'zh-CN'
  const wanted = typed.toLowerCase()
  return CONTENTS.flatMap((content) => {
    const [chinese] = CONTENT_NAMES[content]
    const fits = content.startsWith(wanted) || CONTENT_NAMES[content].some((name) => name.startsWith(wanted))
    const value = isChinese ? chinese : content
    return fits ? [{ value, text: value }] : []
  })
}

/** The day, its month and its year, as far as they go on from what is typed. */
function dateOffers(typed: string, today: string): Offer[] {
  return plain([today, today.slice(0, 7), today.slice(0, 4)].filter((date) => date.startsWith(typed) && date !== typed))
}

function* peopleOf(names: SearchNames | null): Iterable<string> {
  for (const contact of names?.byId.values() ?? []) {
    const name = contact.kind === 'person' ? displayName(contact) : null
    if (name !== null) yield name
  }
}

function* conversationsOf(names: SearchNames | null): Iterable<string> {
  for (const contact of names?.byId.values() ?? []) {
    const name = displayName(contact)
    if (name !== null && (contact.kind !== 'person' || contact.isFriend)) yield name
  }
}
