/** Room that is kept, bytes. */
const MOST_ROOM = 16 * 1_024 * 1_024

/**
 * Text in UTF-8, each time in the same room: to make new room for each page takes as long as to fill it. What is given stands until the
 * next call.
 */
export function createUtf8(): (text: string) => Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  let room = new Uint8Array(0)
  return (text) => {
    const most = text.length * 3
    if (most > MOST_ROOM) return encoder.encode(text)
    if (room.length < most) room = new Uint8Array(most)
    return room.subarray(0, encoder.encodeInto(text, room).written)
  }
}
