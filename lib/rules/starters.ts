import type { ContactId } from '../chat/contact.ts'
import { HOUR, MINUTE } from '../time.ts'
import type { Rule } from './rule.ts'

/** What a starter's texts are called in the catalogues. Those that end in `keywords` are several, parted by `|`. */
export const STARTER_WORDS = [
  'starter.away.name',
  'starter.away.reply',
  'starter.hours.name',
  'starter.hours.reply',
  'starter.holiday.name',
  'starter.holiday.reply',
  'starter.menu.name',
  'starter.menu.keywords',
  'starter.menu.reply',
  'starter.menu.first.keywords',
  'starter.menu.first.reply',
  'starter.menu.second.keywords',
  'starter.menu.second.reply',
  'starter.menu.otherwise',
  'starter.faq.name',
  'starter.faq.keywords',
  'starter.faq.reply',
  'starter.hello.name',
  'starter.hello.reply',
  'starter.welcome.name',
  'starter.welcome.reply',
  'starter.callback.name',
  'starter.callback.reply',
] as const
export type StarterWord = (typeof STARTER_WORDS)[number]

/** What a starter has to be told before it can answer anybody. */
export type StarterNeed = 'group' | 'dates'

export interface StarterAnswers {
  /** The group, for a starter that needs one. */
  group?: ContactId
  /** Days `YYYY-MM-DD`, half-open, for a starter that needs some. */
  dates?: { from: string; to: string }
}

/** A rule to begin with. */
export interface Starter {
  id: string
  /** null: it can answer as it is. */
  needs: StarterNeed | null
  /**
   * The rule, to be saved and changed like any other. While its need is not answered it is switched off.
   * @param word - The text of a catalogue key, in the user's language.
   */
  make(word: (key: StarterWord) => string, id: string, answers?: StarterAnswers): Rule
}

/** What people of any client write differently by habit. */
const FOLD: Rule['what']['fold'] = { case: true, width: true, blanks: false, repeats: true, script: true }

/** Anything that somebody said: words, faces, pictures. */
const SAID: Rule['what'] = {
  join: 'all',
  groups: [{ join: 'all', conditions: [{ on: 'content', kinds: ['text', 'face', 'picture'], not: false }] }],
  fold: FOLD,
}

/**
 * A call is asked for with a number to call: mobile or with an area code. What stands between has no digit in it.
 */
const CALL_BACK =
  '(?:回电|回个电话|打给我|打我电话|给我打电话|call me)[^0-9]{0,12}(?<number>[0-9](?:[0-9-]{5,14})[0-9])'

/** In the order of the gallery. Each keeps its cooldown beside the limits that hold for all rules. */
export const STARTERS: readonly Starter[] = [
  {
    id: 'away',
    needs: null,
    make: (word, id) => {
      const rule = basis(id, word('starter.away.name'), word('starter.away.reply'))
      return { ...rule, when: { ...rule.when, onlyWhenAway: true }, cooldownMs: 4 * HOUR }
    },
  },
  {
    id: 'hours',
    needs: null,
    make: (word, id) => {
      const rule = basis(id, word('starter.hours.name'), word('starter.hours.reply'))
      const hours: Rule['when']['hours'] = [
        { on: 'workdays', from: 0, to: 9 * 60 },
        { on: 'workdays', from: 18 * 60, to: 24 * 60 },
        { on: 'days-off', from: 0, to: 24 * 60 },
      ]
      return { ...rule, when: { ...rule.when, hours }, cooldownMs: 8 * HOUR }
    },
  },
  {
    id: 'holiday',
    needs: 'dates',
    make: (word, id, { dates } = {}) => {
      const rule = basis(id, word('starter.holiday.name'), word('starter.holiday.reply'))
      return {
        ...rule,
        enabled: dates !== undefined,
        when: { ...rule.when, dates: dates ?? null },
        cooldownMs: 12 * HOUR,
      }
    },
  },
  {
    id: 'faq',
    needs: null,
    make: (word, id) => ({
      ...basis(id, word('starter.faq.name'), word('starter.faq.reply')),
      what: contains(keywords(word('starter.faq.keywords'))),
      cooldownMs: 10 * MINUTE,
    }),
  },
  {
    id: 'menu',
    needs: null,
    make: (word, id) => {
      const rule = basis(id, word('starter.menu.name'), word('starter.menu.reply'))
      return {
        ...rule,
        what: contains(keywords(word('starter.menu.keywords'))),
        reply: {
          ...rule.reply,
          followUp: {
            choices: [
              {
                texts: keywords(word('starter.menu.first.keywords')),
                reply: word('starter.menu.first.reply'),
                again: true,
              },
              {
                texts: keywords(word('starter.menu.second.keywords')),
                reply: word('starter.menu.second.reply'),
                again: true,
              },
            ],
            waitMs: 5 * MINUTE,
            otherwise: word('starter.menu.otherwise'),
          },
        },
        cooldownMs: 10 * MINUTE,
      }
    },
  },
  {
    id: 'hello',
    needs: null,
    make: (word, id) => {
      const rule = basis(id, word('starter.hello.name'), word('starter.hello.reply'))
      return { ...rule, when: { ...rule.when, first: 'ever' } }
    },
  },
  {
    id: 'callback',
    needs: null,
    make: (word, id) => ({
      ...basis(id, word('starter.callback.name'), word('starter.callback.reply')),
      what: {
        join: 'all',
        groups: [{ join: 'all', conditions: [{ on: 'pattern', pattern: CALL_BACK, not: false }] }],
        fold: FOLD,
      },
      cooldownMs: 10 * MINUTE,
    }),
  },
  {
    id: 'welcome',
    needs: 'group',
    make: (word, id, { group } = {}) => {
      const rule = basis(id, word('starter.welcome.name'), word('starter.welcome.reply'))
      return {
        ...rule,
        enabled: group !== undefined,
        who: { ...rule.who, kinds: ['group'], contacts: group === undefined ? [] : [group] },
        what: { ...SAID, groups: [{ join: 'all', conditions: [{ on: 'content', kinds: ['join'], not: false }] }] },
        cooldownMs: 10 * MINUTE,
      }
    },
  },
]

/** Answers whatever a friend says, with one reply. */
function basis(id: string, name: string, reply: string): Rule {
  return {
    id,
    name,
    enabled: true,
    group: null,
    who: {
      kinds: ['friend'],
      contacts: [],
      except: [],
      categories: [],
      authors: [],
      roles: [],
      onlyWhenMentioned: false,
    },
    what: SAID,
    when: { hours: [], dates: null, first: 'any', silenceDays: 7, onlyWhenAway: false },
    reply: { texts: [{ text: reply, weight: 1 }], choose: 'random', delay: null, mode: 'send', followUp: null },
    cooldownMs: 0,
    goOn: false,
    tests: [],
  }
}

function contains(texts: string[]): Rule['what'] {
  return {
    join: 'all',
    groups: [{ join: 'all', conditions: [{ on: 'text', match: 'any-of', texts, not: false }] }],
    fold: FOLD,
  }
}

function keywords(text: string): string[] {
  return text.split('|')
}
