/** In tables of nodes: the root, which also stands for "no node". */
export const ROOT = 0
/** No number, no word. */
export const NONE = -1

/** The words of an automaton as a tree of their UTF-16 units. */
export interface Trie {
  /** Number of nodes, the root included, which is 0. */
  size: number
  parent: Int32Array
  /** The UTF-16 unit that leads to the node. */
  unit: Uint16Array
  depth: Int32Array
  /** Which of 32 classes of units a child may be reached by: spares most look-ups for one that is not there. */
  children: Int32Array
  /** Number of the word that ends at the node; `NONE`: none does. */
  word: Int32Array
  /** By unit: the child of the root; `ROOT`: none, but the unit is somewhere in a word. Units of no word are not there. */
  first: ReadonlyMap<number, number>
  /** Child of a node that is not the root; `ROOT`: none. */
  edge(node: number, unit: number): number
}

/** @param words - Not empty each, and no two equal; their places are their numbers. */
export function buildTrie(words: readonly string[]): Trie {
  const most = words.reduce((sum, { length }) => sum + length, 1)
  const parent = new Int32Array(most)
  const unit = new Uint16Array(most)
  const depth = new Int32Array(most)
  const children = new Int32Array(most)
  const word = new Int32Array(most).fill(NONE)
  const first = new Map<number, number>()
  const edges = hashedEdges(most)
  let size = 1

  const childOf = (node: number, next: number): number => {
    const known = node === ROOT ? (first.get(next) ?? ROOT) : edges.get(node, next)
    if (known !== ROOT) return known
    const child = size++
    parent[child] = node
    unit[child] = next
    depth[child] = at(depth, node) + 1
    children[node] = at(children, node) | (1 << (next & 31))
    if (node === ROOT) first.set(next, child)
    else edges.set(node, next, child)
    return child
  }
  // Nearly all steps are among the root's children: next to each other they stay in the processor's cache.
  for (const text of words) childOf(ROOT, text.charCodeAt(0))
  for (const [number, text] of words.entries()) {
    let node = ROOT
    for (let place = 0; place < text.length; place++) {
      const next = text.charCodeAt(place)
      if (!first.has(next)) first.set(next, ROOT)
      node = childOf(node, next)
    }
    word[node] = number
  }
  return { size, parent, unit, depth, children, word, first, edge: edges.get }
}

/** From node and unit to node, in an open hash table: half empty, so that a miss is seen at once. */
function hashedEdges(most: number): {
  get(node: number, unit: number): number
  set(node: number, unit: number, child: number): void
} {
  const bits = Math.max(4, 33 - Math.clz32(most))
  const shift = 32 - bits
  const mask = 2 ** bits - 1
  /** Four numbers a slot: node, unit, child, nothing; a child of `ROOT` means that the slot is free. */
  const slots = new Int32Array(4 * (mask + 1))
  const slotOf = (node: number, unit: number): number => {
    let slot = Math.imul(Math.imul(node, 0x9e37_79b1) ^ unit, 0x85eb_ca6b) >>> shift
    while (slots[4 * slot + 2] !== ROOT && (slots[4 * slot + 1] !== unit || slots[4 * slot] !== node)) {
      slot = (slot + 1) & mask
    }
    return 4 * slot
  }
  return {
    get: (node, unit) => at(slots, slotOf(node, unit) + 2),
    set(node, unit, child) {
      slots.set([node, unit, child], slotOf(node, unit))
    },
  }
}

/** Where to go on, and what has been found, at each node. */
export interface Suffixes {
  /** The node of the longest proper suffix of what leads to a node. */
  suffix: Int32Array
  /** The node of the longest word that ends at a node: itself, or a suffix; `ROOT`: no word does. */
  ending: Int32Array
  /** The node of the next shorter word that ends there. */
  shorter: Int32Array
}

/** Finds the suffixes of everything that leads to a node. */
export function linkSuffixes({ size, parent, unit, depth, word, first, edge }: Trie): Suffixes {
  const suffix = new Int32Array(size)
  const ending = new Int32Array(size)
  const shorter = new Int32Array(size)
  for (const node of byDepth(depth, size)) {
    if (node === ROOT) continue
    const next = at(unit, node)
    if (at(depth, node) > 1) {
      let state = at(suffix, at(parent, node))
      let target = ROOT
      while (state !== ROOT && (target = edge(state, next)) === ROOT) state = at(suffix, state)
      suffix[node] = target === ROOT ? (first.get(next) ?? ROOT) : target
    }
    shorter[node] = at(ending, at(suffix, node))
    ending[node] = word[node] === NONE ? at(shorter, node) : node
  }
  return { suffix, ending, shorter }
}

/** All nodes, those near the root first. */
function byDepth(depth: Int32Array, size: number): Int32Array {
  const starts = new Int32Array(depth.subarray(0, size).reduce((most, one) => Math.max(most, one), 0) + 2)
  for (let node = 0; node < size; node++) starts[at(depth, node) + 1] = at(starts, at(depth, node) + 1) + 1
  for (let level = 1; level < starts.length; level++) starts[level] = at(starts, level) + at(starts, level - 1)
  const order = new Int32Array(size)
  for (let node = 0; node < size; node++) {
    const place = at(starts, at(depth, node))
    starts[at(depth, node)] = place + 1
    order[place] = node
  }
  return order
}

/** From which node to go on after a node: a leaf leads nowhere, so its longest suffix that is none takes its place. */
export function skipLeaves({ size, depth, children }: Trie, suffix: Int32Array): Int32Array {
  const resume = new Int32Array(size)
  for (const node of byDepth(depth, size)) {
    resume[node] = children[node] !== 0 ? node : node === ROOT ? ROOT : at(resume, at(suffix, node))
  }
  return resume
}

/** An element that is known to be there. */
export function at(numbers: Int32Array | Uint16Array, place: number): number {
  return numbers[place] as number
}
