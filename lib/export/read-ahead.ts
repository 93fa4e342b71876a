/**
 * The pages of `pages`, the next one already asked for while one is being worked on: reading and writing go on at the same time,
 * and never more than two pages are held. Whoever stops early closes the source.
 */
export async function* readAhead<T>(pages: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const reader = pages[Symbol.asyncIterator]()
  let next = reader.next()
  try {
    for (;;) {
      const page = await next
      if (page.done) return
      next = reader.next()
      // Whether it fails is looked at when its turn comes, or never.
      next.catch(() => undefined)
      yield page.value
    }
  } finally {
    await next.catch(() => undefined)
    await reader.return?.()
  }
}
