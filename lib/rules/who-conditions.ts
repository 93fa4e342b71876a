import type { RuleCondition } from './rule-condition.ts'

/** Who wrote it and where, in the order in which a rule asks. Restrictions of people in groups say nothing about friends. */
export const WHO: readonly RuleCondition[] = [
  { check: 'kind', ask: ({ rule, event }) => ({ passed: rule.who.kinds.includes(event.kind), detail: event.kind }) },
  {
    check: 'contact',
    ask: ({ rule: { who }, event }) =>
      who.contacts.length === 0 ? null : { passed: who.contacts.includes(event.conversation) },
  },
  {
    check: 'except',
    ask: ({ rule: { who }, event }) => {
      if (who.except.length === 0) return null
      const isAuthor = event.author !== null && who.except.includes(event.author)
      return { passed: !isAuthor && !who.except.includes(event.conversation) }
    },
  },
  {
    check: 'category',
    ask: ({ rule: { who }, event }) => {
      if (event.kind !== 'friend' || who.categories.length === 0) return null
      const { category } = event
      return { passed: category !== null && who.categories.includes(category), detail: category ?? '' }
    },
  },
  {
    check: 'author',
    ask: ({ rule: { who }, event }) => {
      if (event.kind === 'friend' || who.authors.length === 0) return null
      return { passed: event.author !== null && who.authors.includes(event.author) }
    },
  },
  {
    check: 'role',
    ask: ({ rule: { who }, event }) => {
      if (event.kind !== 'group' || who.roles.length === 0) return null
      return { passed: event.role !== null && who.roles.includes(event.role), detail: event.role ?? '' }
    },
  },
  {
    check: 'mention',
    ask: ({ rule: { who }, event }) =>
      event.kind === 'friend' || !who.onlyWhenMentioned ? null : { passed: event.mentionsMe },
  },
]
