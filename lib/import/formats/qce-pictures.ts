import type { Found } from '../found.ts'
import { pictureFound } from '../picture.ts'

/** Pictures of people in a file of qq-chat-exporter: beside their messages, again and again, or behind all of them by number. */
export interface QcePictures {
  /** Somebody wrote. `picture`: as it stands beside the message. */
  met(ref: string, number: string | null, picture: unknown, found: Found[]): void
  /** One of the list at the end. */
  listed(number: string, picture: unknown, found: Found[]): void
}

export function createQcePictures(): QcePictures {
  const refs = new Map<string, string>()
  /** Looked at once each, whatever comes of it. */
  const seen = new Set<string>()

  function take(ref: string, picture: unknown, found: Found[]): void {
    if (typeof picture !== 'string' || picture === '' || seen.has(ref)) return
    seen.add(ref)
    pictureFound('person', ref, picture, found)
  }

  return {
    met(ref, number, picture, found) {
      if (number !== null && !refs.has(number)) refs.set(number, ref)
      take(ref, picture, found)
    },
    listed(number, picture, found) {
      const ref = refs.get(number)
      if (ref !== undefined) take(ref, picture, found)
    },
  }
}
