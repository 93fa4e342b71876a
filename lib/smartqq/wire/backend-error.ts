import { BackendError } from '../../backend.ts'
import { MalformedReplyError, NetworkError, RefusedError } from './errors.ts'
import { endsLogin } from './return-codes.ts'

/**
 * A failure of the wire in the words of `backend.ts`. A BackendError stays as it is.
 * @throws whatever it was given, when that did not come from the wire
 */
export function toBackendError(error: unknown): BackendError {
  if (error instanceof BackendError) return error
  if (error instanceof NetworkError) return new BackendError('network', error.message, { cause: error })
  if (error instanceof MalformedReplyError) return new BackendError('malformed', error.message, { cause: error })
  if (error instanceof RefusedError) {
    return new BackendError(endsLogin(error.code) ? 'login-lost' : 'refused', error.message, { cause: error })
  }
  throw error
}
