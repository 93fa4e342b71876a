import { BackendError } from '../../backend.ts'
import { MalformedReplyError, RefusedError, WireError } from './errors.ts'
import { meaningOfCall } from './return-codes/meaning-of.ts'

/**
 * A failure of the wire in the words of `backend.ts`. A BackendError stays as it is.
 * @throws whatever it was given, when that did not come from the wire
 */
export function toBackendError(error: unknown): BackendError {
  if (error instanceof BackendError) return error
  if (!(error instanceof WireError)) throw error
  const meaning = meaningOfCall(error.endpoint, error.answer)
  const why = meaning.do === 'login-lost' ? 'login-lost' : kindOf(error)
  const { retryAfterMs } = meaning
  return new BackendError(why, error.message, { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
}

function kindOf(error: WireError): BackendError['why'] {
  if (error instanceof RefusedError) return 'refused'
  return error instanceof MalformedReplyError ? 'malformed' : 'network'
}
