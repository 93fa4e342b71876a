import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { ContactId } from '../../lib/chat/contact.ts'
import { log } from '../../lib/log.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import { archive } from './archive.ts'

const known = signal<ReadonlyMap<ContactId, string>>(new Map())

/** Names of contacts that have been asked for so far. */
export const contactNames: ReadonlySignal<ReadonlyMap<ContactId, string>> = known

/** Reads the names of these contacts into `contactNames`. Does nothing when all are there; a failure leaves them unnamed. */
export async function nameContacts(ids: readonly ContactId[]): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !known.value.has(id))
  if (missing.length === 0) return
  try {
    const store = await archive()
    const found = await Promise.all(missing.map((id) => store.contact(id)))
    known.value = new Map([
      ...known.value,
      ...found.flatMap((contact, index) => {
        const id = missing[index]
        return contact && id !== undefined ? [[id, contactName(contact)] as const] : []
      }),
    ])
  } catch (error) {
    log('contact-names-failed', { error: error instanceof Error ? error.name : 'unknown' })
  }
}
