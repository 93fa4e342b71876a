import { signal } from '@preact/signals'
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Archive } from '../../lib/archive/port.ts'
import type { ContactId } from '../../lib/chat/contact.ts'
import { log } from '../../lib/log.ts'
import { archive } from './archive.ts'

const known = new Map<ContactId, Signal<string | null>>()
let following: Promise<Archive> | null = null

/**
 * The picture of a contact as a `data:` URL, null while there is none: read from the archive when first looked at, kept
 * for as long as the page lives, and read again when the archive says that the contact has changed.
 */
export function pictureOf(id: ContactId): ReadonlySignal<string | null> {
  const there = known.get(id)
  if (there) return there
  const picture = signal<string | null>(null)
  known.set(id, picture)
  void read(id, picture)
  return picture
}

async function read(id: ContactId, picture: Signal<string | null>): Promise<void> {
  try {
    const found = await (await followed()).avatar(id)
    picture.value = found?.image ?? null
  } catch (error) {
    // The initial is shown instead.
    log('picture-unreadable', { error: error instanceof Error ? error.name : 'unknown' })
  }
}

function followed(): Promise<Archive> {
  following ??= follow()
  return following
}

async function follow(): Promise<Archive> {
  try {
    const open = await archive()
    open.changes(({ contacts }) => {
      for (const id of contacts) {
        const picture = known.get(id)
        if (picture) void read(id, picture)
      }
    })
    return open
  } catch (error) {
    following = null
    throw error
  }
}
