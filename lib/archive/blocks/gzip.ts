/** The browser's own gzip: it checks what it unpacks, so that a changed byte is noticed. */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return await through(new CompressionStream('gzip'), new TextEncoder().encode(text))
}

/** @throws TypeError when the bytes are not what `gzip` gave. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await through(new DecompressionStream('gzip'), bytes))
}

/** Written and read by hand: half again as fast as by way of a Blob and a Response. */
async function through(
  { readable, writable }: GenericTransformStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = writable.getWriter()
  const written = writer.write(bytes).then(() => writer.close())
  // What is wrong with the bytes is told by the reader as well.
  written.catch(() => undefined)
  const parts: Uint8Array[] = []
  let length = 0
  const reader = readable.getReader()
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    parts.push(step.value)
    length += step.value.length
  }
  await written
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
