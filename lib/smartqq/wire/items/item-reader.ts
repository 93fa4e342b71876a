import type { BackendEvent } from '../../../backend.ts'
import type { Handles } from './handles.ts'

/** Leaves `raw` out of each form of an event: it is the same for all of them. */
type WithoutRaw<E> = E extends unknown ? Omit<E, 'raw'> : never

/** What an item says, without the item itself. */
export type Understood = WithoutRaw<BackendEvent>

/**
 * Reads the `value` of one kind of item. Null: it lacks what makes it readable. Total: takes whatever is there.
 * @param wireKind the item's `poll_type`
 */
export type ItemReader = (value: unknown, handles: Handles, wireKind: string) => Understood | null
