const { promise, resolve } = Promise.withResolvers<void>()

/**
 * Resolves once the messages of the address are there, or there are none to wait for. The archive answers one after the
 * other: thousands of names that are read for the list would keep waiting whoever came for a conversation.
 */
export const afterFirstPage: Promise<void> = promise

/** The list may be read now. */
export function firstPageIsThere(): void {
  resolve()
}
