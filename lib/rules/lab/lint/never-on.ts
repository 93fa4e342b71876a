import { finding } from './table.ts'
import type { Check } from './table.ts'

/** Rules whose schedule leaves them no time, or none any more. */
export const neverOn: Check = (subject) => {
  if (subject.open.kind === 'over') return [finding('never-on', subject, { detail: 'over' })]
  return subject.open.kind === 'never' ? [finding('never-on', subject, { detail: 'empty' })] : []
}
