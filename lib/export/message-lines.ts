import type { ExportedMessage } from './format.ts'
import { lastLink, slicePageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'

/** The bytes of pages that went through the chain, so that they are made once for all formats. Kept as long as the page is. */
const known = new WeakMap<readonly ExportedMessage[], PageBytes>()

/** Remembers the bytes of a page that has its links; its last message, which always has one, is told it: a chain goes on from there. */
export function keepBytes(page: readonly ExportedMessage[], bytes: PageBytes): void {
  known.set(page, bytes)
  const last = page.at(-1)
  if (last) last.hash = lastLink(bytes)
}

/** The bytes of a page; null when it never went through the chain. */
export function bytesOf(page: readonly ExportedMessage[]): PageBytes | null {
  return known.get(page) ?? null
}

/** A part of a page that keeps its bytes. */
export function slicePage(page: readonly ExportedMessage[], from: number, to: number): readonly ExportedMessage[] {
  if (from === 0 && to === page.length) return page
  const slice = page.slice(from, to)
  const bytes = known.get(page)
  if (bytes) keepBytes(slice, slicePageBytes(bytes, from, to))
  return slice
}
