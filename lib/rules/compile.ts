import { compileWhat } from './compile-what.ts'
import type { CompiledWhat } from './compile-what.ts'
import { foldWhole } from './fold.ts'
import type { Policy, RuleSet } from './policy.ts'
import type { Rule } from './rule.ts'
import { parseTemplate } from './template.ts'
import type { Template } from './template.ts'
import { buildWordIndex, indexBuilder } from './word-index.ts'
import type { WordIndex } from './word-index.ts'

/** A rule ready to be asked. */
export interface CompiledRule {
  rule: Rule
  /** Place in the order of priority, from 0. */
  place: number
  /** Both the rule and its group are switched on. */
  isEnabled: boolean
  what: CompiledWhat
  /** In the order of `rule.reply.texts`. */
  replies: readonly Template[]
  followUp: CompiledFollowUp | null
  /** Why it can never match: the engine's words about the first pattern that compiles no longer; null: nothing is wrong. */
  broken: string | null
}

/** What an answer to the rule's reply is compared with. */
export interface CompiledFollowUp {
  choices: readonly {
    /** Whole answers as `foldWhole(text, rule.what.fold)` makes them. */
    answers: ReadonlySet<string>
    reply: Template
    again: boolean
  }[]
  waitMs: number
  otherwise: Template | null
}

/** The user's rules and limits, compiled once and used for every message. */
export interface CompiledRules {
  /** In the order of priority; the switched-off and the broken ones too. */
  rules: readonly CompiledRule[]
  byId: ReadonlyMap<string, CompiledRule>
  /** How many rules `matchWords` looks for: those that are switched on and not broken. */
  asked: number
  /** Some rule that is asked wants notices. */
  wantsNotices: boolean
  policy: Policy
  /** For `matchWords` alone. */
  index: WordIndex
}

/**
 * Compiles the rules once, after they were read or changed. Contact ids must be canonical, as in the events: the caller
 * follows the aliases of merged contacts first. Never throws.
 */
export function compileRules({ rules, policy }: RuleSet): CompiledRules {
  const groups = new Map(policy.groups.map(({ id, enabled }) => [id, enabled]))
  const index = indexBuilder()
  const compiled = rules.map((rule, place): CompiledRule => {
    const isEnabled = rule.enabled && (rule.group === null || groups.get(rule.group) !== false)
    const what = compileWhat(rule.what, isEnabled ? index.idOf(rule.what.fold) : () => -1)
    return {
      rule,
      place,
      isEnabled,
      what,
      replies: rule.reply.texts.map(({ text }) => parseTemplate(text)),
      followUp: compileFollowUp(rule),
      broken: what.broken,
    }
  })
  const asked = compiled.filter(({ isEnabled, broken }) => isEnabled && broken === null)
  return {
    rules: compiled,
    byId: new Map(compiled.map((one) => [one.rule.id, one])),
    asked: asked.length,
    wantsNotices: asked.some(({ what }) => NOTICE_KINDS.some((kind) => what.contents.has(kind))),
    policy,
    index: buildWordIndex(index, asked),
  }
}

/** Kinds of content that a notice can be. */
const NOTICE_KINDS = ['share', 'file', 'shake', 'join', 'system'] as const

function compileFollowUp({ what, reply: { followUp } }: Rule): CompiledFollowUp | null {
  return (
    followUp && {
      choices: followUp.choices.map(({ texts, reply, again }) => ({
        answers: new Set(texts.map((text) => foldWhole(text, what.fold)).filter((answer) => answer !== '')),
        reply: parseTemplate(reply),
        again,
      })),
      waitMs: followUp.waitMs,
      otherwise: followUp.otherwise === null ? null : parseTemplate(followUp.otherwise),
    }
  )
}
