import { DAY } from '../../time.ts'
import { cap } from './cap.ts'

/** Replies in a day of 24 hours. */
export const capDay = cap('cap-day', DAY, ({ perDay }) => perDay)
