import type { TemplateValues } from './template.ts'
import { clockName, wallAt } from './zone.ts'

const WEEKDAYS = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'] as const

/** What the variables of a template that tell the time stand for, at `at` (ms) in a zone. */
export function timeValues(at: number, zone: string): Pick<TemplateValues, 'time' | 'date' | 'weekday'> {
  const { day, weekday, minute } = wallAt(at, zone)
  return { time: clockName(minute), date: day, weekday: WEEKDAYS[weekday - 1] ?? '' }
}
