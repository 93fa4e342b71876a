import { signal } from '@preact/signals'
import { log } from '../log.ts'
import { sendMessage } from '../messaging.ts'
import type { CompanionProtocol } from '../messaging.ts'

/** True after a request to the background got no answer, until one works or the user dismisses it. */
export const requestTrouble = signal(false)

type Data<K extends keyof CompanionProtocol> = Parameters<CompanionProtocol[K]>[0]
type Answer<K extends keyof CompanionProtocol> = ReturnType<CompanionProtocol[K]>

/**
 * Asks the background to make something happen. Never rejects: without an answer it gives `{ answered: false }` and
 * raises `requestTrouble`, so that no button can fail in silence.
 */
export async function request<K extends keyof CompanionProtocol>(
  type: K,
  data: Data<K>,
): Promise<{ answered: true; value: Answer<K> } | { answered: false }> {
  try {
    const value = (await sendMessage(type, data as never)) as Answer<K>
    requestTrouble.value = false
    return { answered: true, value }
  } catch (error) {
    log('request-unanswered', { type, error: error instanceof Error ? error.name : 'unknown' })
    requestTrouble.value = true
    return { answered: false }
  }
}
