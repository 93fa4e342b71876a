import { describe, expect, it } from 'vitest'
import { BackendError } from '../../../../lib/backend.ts'
import { toBackendError } from '../../../../lib/smartqq/wire/backend-error.ts'
import { MalformedReplyError, NetworkError, RefusedError } from '../../../../lib/smartqq/wire/errors.ts'

describe('toBackendError', () => {
  it.each([
    [new NetworkError('friends', 'HTTP 502'), 'network'],
    [new MalformedReplyError('friends', 'empty reply'), 'malformed'],
    [new RefusedError('friends', 50), 'refused'],
    [new RefusedError('friends', 100003), 'refused'],
    [new RefusedError('online', 103), 'login-lost'],
    [new RefusedError('friends', 100000), 'login-lost'],
  ])('says of %s that it is %s', (error, why) => {
    expect(toBackendError(error)).toMatchObject({ why, message: error.message, cause: error })
  })

  it('says when asking again is worth it', () => {
    const after = (error: Error) => toBackendError(error).retryAfterMs
    expect(after(new RefusedError('groups', 13))).toBe(600_000)
    expect(after(new RefusedError('friends', 100003))).toBe(1_200_000)
    expect(after(new RefusedError('groupInfo', 6))).toBeUndefined()
    expect(after(new NetworkError('friends', 'HTTP 404', 'http-404'))).toBe(300_000)
    expect(after(new RefusedError('qunMembers', 0, 'too-many-calls'))).toBe(6 * 3_600_000)
  })

  it('leaves a BackendError as it is and does not hide other errors', () => {
    const own = new BackendError('not-logged-in', 'nobody')
    expect(toBackendError(own)).toBe(own)
    expect(() => toBackendError(new TypeError('a mistake of ours'))).toThrow('a mistake of ours')
  })
})
