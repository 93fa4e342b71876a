/**
 * The pages of `pages`. The first one is asked for at once, and always the next one while one is being worked on: reading and writing
 * go on at the same time, and never more than two pages are held. Whoever stops early closes the source.
 */
export function readAhead<T>(pages: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const reader = pages[Symbol.asyncIterator]()
  let next = askNext()

  function askNext(): Promise<IteratorResult<T>> {
    const asked = reader.next()
    // Whether it fails is looked at when its turn comes, or never.
    asked.catch(() => undefined)
    return asked
  }

  async function* inOrder(): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        const page = await next
        if (page.done) return
        next = askNext()
        yield page.value
      }
    } finally {
      await next.catch(() => undefined)
      await reader.return?.()
    }
  }
  return inOrder()
}
