/** Bounds that no honest file reaches; beyond them a file is refused with words instead of filling the memory. */
export const LIMITS = {
  /** Nesting inside one item of a file. */
  depth: 200,
  /** One item (a message, a person) as text, UTF-16 units. */
  item: 8_000_000,
  /** One line of a text file, UTF-16 units; the last line of our JSON Lines names everybody. */
  line: 64_000_000,
  /** A name; the rest is cut off. UTF-16 units. */
  name: 500,
  /** The picture of somebody, bytes, and its longer side, pixels: it is drawn as big as a thumb. */
  picture: 200_000,
  pictureSide: 2_048,
  /** All pictures of one import, UTF-16 units of their URLs; the others are left. */
  pictures: 50_000_000,
  messages: 10_000_000,
  people: 500_000,
  conversations: 50_000,
  zipEntries: 20_000,
  /** All that a zip unpacks to, bytes. */
  unpacked: 40_000_000_000,
  /** What an entry may unpack to for each of its packed bytes, beyond the first megabyte. DEFLATE itself ends at 1,032. */
  ratio: 200,
  /** Problems that are listed; the others are counted. */
  problems: 200,
  /** Messages shown of each conversation before it is taken in. */
  samples: 5,
  /** Conflicts that are shown with both texts. */
  conflicts: 200,
} as const
