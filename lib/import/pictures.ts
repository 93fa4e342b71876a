import type { Avatar, ContactId } from '../chat/contact.ts'
import { LIMITS } from './limits.ts'
import type { Targets } from './targets.ts'

/** The pictures of people and conversations in the files: the first one of each, as long as there is room. */
export class Pictures {
  private readonly people = new Map<number, string>()
  private readonly conversations = new Map<number, string>()
  private room: number = LIMITS.pictures

  get count(): number {
    return this.people.size + this.conversations.size
  }

  /** False when there is no room for it. A second picture of the same is not wanted. */
  take(of: 'person' | 'conversation', index: number, image: string): boolean {
    const pictures = of === 'person' ? this.people : this.conversations
    if (pictures.has(index)) return true
    if (image.length > this.room) return false
    this.room -= image.length
    pictures.set(index, image)
    return true
  }

  /**
   * Those of contacts that were made for the import, and go with it when it is taken back. Whoever was there keeps the picture they have,
   * or have none: taking the import back could not tell whose it was. `at` in ms.
   */
  of({ madeFor }: Pick<Targets, 'madeFor'>, at: number): Avatar[] {
    const images = new Map<ContactId, string>()
    for (const [of, pictures] of [
      ['person', this.people],
      ['conversation', this.conversations],
    ] as const)
      for (const [index, image] of pictures) {
        const contact = madeFor(of, index)
        if (contact !== null && !images.has(contact)) images.set(contact, image)
      }
    return Array.from(images, ([contact, image]) => ({ contact, image, at }))
  }
}
