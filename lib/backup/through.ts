/**
 * The bytes of `source` after a transform (a compression, say), with back-pressure: the source is asked for more only when the
 * transform takes more. An error of the source comes out as it is.
 */
export async function* through(
  source: AsyncIterable<Uint8Array<ArrayBuffer>>,
  transform: ReadableWritablePair<Uint8Array, BufferSource>,
): AsyncGenerator<Uint8Array> {
  const writer = transform.writable.getWriter()
  const reader = transform.readable.getReader()
  let failed: { error: unknown } | null = null
  let isLeft = false

  async function feed(): Promise<void> {
    try {
      for await (const piece of source) {
        // What the transform has against it is said by the reader.
        await writer.write(piece)
        if (isLeft) return
      }
      await writer.close()
    } catch (error) {
      if (!isLeft) failed ??= { error }
      await writer.abort(error).catch(() => undefined)
    }
  }

  const fed = feed()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      yield value
    }
    await fed
  } catch (error) {
    await fed
    throw (failed as { error: unknown } | null)?.error ?? error
  } finally {
    isLeft = true
    await reader.cancel().catch(() => undefined)
  }
}
