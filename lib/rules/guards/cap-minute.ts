import { MINUTE } from '../../time.ts'
import { HARD_CAP_PER_MINUTE } from '../policy.ts'
import { cap } from './cap.ts'

/** Replies in a minute; never more than the service bears, whatever the limit says. */
export const capMinute = cap('cap-minute', MINUTE, ({ perMinute }) => Math.min(perMinute, HARD_CAP_PER_MINUTE))
