import { HOUR } from '../../time.ts'
import { cap } from './cap.ts'

/** Replies in an hour. */
export const capHour = cap('cap-hour', HOUR, ({ perHour }) => perHour)
