import { computed, effect } from '@preact/signals'
import type { ContactId } from '../../lib/chat/contact.ts'
import { HOUR, SECOND } from '../../lib/time.ts'

/** How long a chat must stay open before anything is asked about it: going through chats asks nothing. */
const PAUSE = SECOND
/** Whoever was asked about is not asked about again for so long, whatever came of it. */
const AGAIN_AFTER = HOUR

/**
 * Asks for the details of the contact that `due` names (null: of nobody) once it has been named for a second; one at a
 * time. `ask` must not reject. Returns the way to stop.
 */
export function askWhenDue(due: () => ContactId | null, ask: (id: ContactId) => Promise<void>): () => void {
  const wanted = computed(due)
  const askedAt = new Map<ContactId, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsking = false
  let isStopped = false

  function arm(): void {
    clearTimeout(timer)
    if (wanted.peek() !== null && !isStopped) timer = setTimeout(() => void fire(), PAUSE)
  }

  async function fire(): Promise<void> {
    const id = wanted.peek()
    if (id === null || isAsking) return
    const last = askedAt.get(id)
    if (last !== undefined && Date.now() - last < AGAIN_AFTER) return
    askedAt.set(id, Date.now())
    isAsking = true
    await ask(id)
    isAsking = false
    arm()
  }

  const stop = effect(() => {
    void wanted.value
    arm()
  })
  return () => {
    isStopped = true
    stop()
    clearTimeout(timer)
  }
}
