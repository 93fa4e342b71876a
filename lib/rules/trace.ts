import type { TraceStep } from '../chat/decision.ts'
import type { GuardVerdict } from './guards/guard.ts'
import type { TraceForm } from './verdict.ts'

/** Longest detail of a step, in characters. */
const DETAIL_LENGTH = 60
/** Most rules of the short form whose words matched but which failed at a condition. */
const MOST_FAILED = 20
/** Longest short form as JSON, in bytes of UTF-8, and a little less for the brackets. */
const MOST_BYTES = 1_990

/** Collects the steps of one decision in the form that was asked for. */
export interface Trace {
  readonly form: TraceForm
  /** A step that every form but `none` has. */
  add(check: TraceStep['check'], ruleId: string | null, verdict: GuardVerdict, at?: string): void
  /** A rule whose words matched and which failed at a condition; when there are too many, they are only counted. */
  failed(check: TraceStep['check'], ruleId: string, verdict: GuardVerdict): void
  /** This many rules are not listed one by one. Only in the short form. */
  unlisted(count: number): void
  steps(): TraceStep[]
}

const SILENT: Trace = { form: 'none', add() {}, failed() {}, unlisted() {}, steps: () => [] }

/** An empty trace. */
export function createTrace(form: TraceForm): Trace {
  if (form === 'none') return SILENT
  const steps: TraceStep[] = []
  const failed = new Set<TraceStep>()
  let rules: TraceStep | null = null
  let unlisted = 0
  const add = (check: TraceStep['check'], ruleId: string | null, verdict: GuardVerdict, at?: string): TraceStep => {
    const step: TraceStep = { check, ruleId, passed: verdict.passed }
    if (verdict.detail) step.detail = cut(verdict.detail)
    if (at !== undefined) step.at = at
    steps.push(step)
    return step
  }
  return {
    form,
    add,
    failed(check, ruleId, verdict) {
      if (failed.size < MOST_FAILED) failed.add(add(check, ruleId, verdict))
      else unlisted++
    },
    unlisted(count) {
      unlisted += count
      rules = add('rules', null, { passed: false })
    },
    steps() {
      if (!rules) return steps
      const left = failed.size === 0 ? steps : fitting(steps, failed)
      rules.detail = String(unlisted + steps.length - left.length)
      return left
    },
  }
}

/** The steps, without the last ones of `failed` that are too much. */
function fitting(steps: readonly TraceStep[], failed: ReadonlySet<TraceStep>): TraceStep[] {
  let room = MOST_BYTES
  for (const step of steps) if (!failed.has(step)) room -= sizeOf(step)
  return steps.filter((step) => {
    if (!failed.has(step)) return true
    room -= sizeOf(step)
    return room >= 0
  })
}

/** Bytes of a step as JSON in UTF-8 and the comma after it, at most. */
function sizeOf(step: TraceStep): number {
  const json = JSON.stringify(step)
  let bytes = json.length + 10
  for (let index = 0; index < json.length; index++) if (json.charCodeAt(index) > 0x7f) bytes += 2
  return bytes
}

function cut(detail: string): string {
  if (detail.length <= DETAIL_LENGTH) return detail
  return Array.from(detail).slice(0, DETAIL_LENGTH).join('')
}
