import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { createBalance } from './balance.ts'
import type { Balance } from './balance.ts'
import { createLocalClock } from './local-clock.ts'
import { createWordCounter } from './words.ts'

/** What somebody wrote. */
export interface PersonCount {
  /** `self` for the owner of the account, null for those nobody knows. */
  who: ContactId | 'self' | null
  /** The name they had then, when the archive has no other. */
  name: string | null
  messages: number
  /** Of text; faces and pictures are none. */
  characters: number
}

/** Numbers about messages. Notices (somebody joined, a file was offered) are not counted. */
export interface Statistics {
  messages: number
  characters: number
  /** ms; null without any message. */
  firstAt: number | null
  lastAt: number | null
  /** Messages by local day, `YYYY-MM-DD`; days without any are not in it. */
  days: ReadonlyMap<string, number>
  /** Messages by weekday (0 is Monday) and hour. */
  hours: readonly (readonly number[])[]
  /** The most talkative first. */
  people: readonly PersonCount[]
  /** The most frequent first. */
  words: readonly { word: string; count: number }[]
  /** Of conversations of two; null when there are none. */
  balance: Balance | null
}

/** Counts messages as they pass by; what it holds grows with days and people, not with messages. */
export interface StatisticsCounter {
  /** Messages of a conversation come in order of time. */
  add(message: Message): void
  result(): Statistics
}

/** Words that are worth showing. */
const MOST_WORDS = 100

interface CounterOptions {
  /** IANA name of the time zone whose days and hours count. */
  zone: string
  /** Who an id stands for now. */
  canonical: (id: ContactId) => ContactId
}

export function createStatistics({ zone, canonical }: CounterOptions): StatisticsCounter {
  const clock = createLocalClock(zone)
  const words = createWordCounter()
  const balance = createBalance()
  const days = new Map<string, number>()
  const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  const people = new Map<PersonCount['who'], PersonCount>()
  let messages = 0
  let characters = 0
  let firstAt: number | null = null
  let lastAt: number | null = null

  return {
    add(message) {
      if (message.segments[0]?.type === 'notice') return
      const text = writtenText(message)
      const length = countCharacters(text)
      const { day, weekday, hour } = clock(message.sentAt)
      const isMine = message.direction === 'out'
      messages += 1
      characters += length
      firstAt = Math.min(firstAt ?? message.sentAt, message.sentAt)
      lastAt = Math.max(lastAt ?? message.sentAt, message.sentAt)
      days.set(day, (days.get(day) ?? 0) + 1)
      hours[weekday]![hour]! += 1
      countPerson(isMine ? 'self' : message.author === null ? null : canonical(message.author), message, length)
      if (text !== '') words.add(text)
      if (message.kind === 'friend') balance.add(canonical(message.conversation), isMine, message.sentAt)
    },
    result: () => ({
      messages,
      characters,
      firstAt,
      lastAt,
      days,
      hours,
      people: [...people.values()].sort((a, b) => b.messages - a.messages || b.characters - a.characters),
      words: words.top(MOST_WORDS),
      balance: balance.result(),
    }),
  }

  function countPerson(who: PersonCount['who'], { authorName }: Message, length: number): void {
    const person = people.get(who) ?? { who, name: null, messages: 0, characters: 0 }
    people.set(who, person)
    person.messages += 1
    person.characters += length
    if (authorName) person.name = authorName
  }
}

/** What was typed: the words, without what stands for faces, pictures and quotes. */
function writtenText({ segments }: Message): string {
  return segments
    .map((segment) => (segment.type === 'text' ? segment.text : ''))
    .join(' ')
    .trim()
}

/** Characters as one counts them, roughly: code points, without white space. */
function countCharacters(text: string): number {
  let count = 0
  for (const character of text) if (character.trim() !== '') count += 1
  return count
}
