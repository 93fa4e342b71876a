/** Keeps the first of many things at hand, by `isBefore`. */
export interface Heap<Item> {
  /** The first; undefined when it is empty. */
  top(): Item | undefined
  /** What comes after the first. */
  second(): Item | undefined
  push(item: Item): void
  pop(): void
  /** The first has changed: puts it where it belongs now. */
  settle(): void
}

export function createHeap<Item>(isBefore: (a: Item, b: Item) => boolean): Heap<Item> {
  const items: Item[] = []

  function swap(a: number, b: number): void {
    const item = items[a]!
    items[a] = items[b]!
    items[b] = item
  }

  function earlierChild(at: number): number {
    const left = 2 * at + 1
    return left + 1 < items.length && isBefore(items[left + 1]!, items[left]!) ? left + 1 : left
  }

  function sink(): void {
    for (let at = 0; ;) {
      const child = earlierChild(at)
      if (child >= items.length || !isBefore(items[child]!, items[at]!)) return
      swap(child, at)
      at = child
    }
  }

  return {
    top: () => items[0],
    second: () => items[earlierChild(0)],
    push(item) {
      items.push(item)
      for (let at = items.length - 1; at > 0;) {
        const parent = (at - 1) >>> 1
        if (!isBefore(items[at]!, items[parent]!)) return
        swap(at, parent)
        at = parent
      }
    },
    pop() {
      const last = items.pop()
      if (last === undefined || items.length === 0) return
      items[0] = last
      sink()
    },
    settle: sink,
  }
}
