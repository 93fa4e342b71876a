const CODED = /(?:=[0-9a-f]{2})+/gi

/** Undoes MIME's quoted-printable, whose bytes are UTF-8; whole rows are handed in, so no character is cut. */
export function createQuotedPrintable(): (text: string) => string {
  const decoder = new TextDecoder()
  return (text) =>
    text
      .replace(/=[ \t]*\r?\n/g, '')
      .replace(CODED, (run) =>
        decoder.decode(Uint8Array.from(run.match(/[0-9a-f]{2}/gi) ?? [], (byte) => Number.parseInt(byte, 16))),
      )
}
