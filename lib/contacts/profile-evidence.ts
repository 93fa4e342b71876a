import type { Profile } from '../chat/contact.ts'

/** Details that one does not share with others by chance. */
const PERSONAL: readonly (keyof Profile)[] = ['college', 'homepage', 'email', 'phone', 'mobile']

/**
 * What two profiles say about whether they are of one person. Birthday and gender hardly change; the province does when
 * people move. `reason` and `doubt` take points (docs/decisions/0005).
 */
export function compareProfiles(
  a: Profile,
  b: Profile,
  reason: (points: number, why: 'birthday' | 'profile') => void,
  doubt: (points: number, why: 'birthday' | 'gender' | 'place') => void,
): void {
  const [birthA, birthB] = [birthday(a), birthday(b)]
  if (birthA && birthB) {
    if (birthA === birthB) reason(isTelling(birthA) ? 25 : 10, 'birthday')
    else doubt(40, 'birthday')
  }
  let points = 0
  if (a.gender && b.gender) {
    if (a.gender === b.gender) points += 3
    else doubt(30, 'gender')
  }
  if (a.province && b.province) {
    if (a.province !== b.province) doubt(5, 'place')
    else points += a.city && a.city === b.city ? 10 : 5
  }
  const personal = PERSONAL.filter((field) => a[field] && a[field] === b[field]).length
  points += Math.min(20, 10 * personal)
  if (points > 0) reason(points, 'profile')
}

/** A birthday with day and month; null when either is missing. */
function birthday({ birthday: day }: Profile): string | null {
  return day && /^\d{4}-(?!00)\d\d-(?!00)\d\d$/.test(day) ? day : null
}

/** Whether it can be told from the date that a form begins with, and has its year. */
function isTelling(day: string): boolean {
  return !day.startsWith('0000') && !day.endsWith('-01-01')
}
