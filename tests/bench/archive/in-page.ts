/** What is measured inside a page of the extension. The functions travel into it, so each is self-contained. */

/** The archive's chats, the biggest first. */
export async function biggestChats(): Promise<{ id: string; count: number; firstAt: number; lastAt: number }[]> {
  const [{ name } = { name: '' }] = (await indexedDB.databases()).filter(({ name }) => name?.includes('archive'))
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name ?? '')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  const heads = await new Promise<{ conversation: string; count: number; firstAt: number; lastAt: number }[]>(
    (resolve, reject) => {
      const request = database.transaction('blocks').objectStore('blocks').getAll()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    },
  )
  database.close()
  const chats = new Map<string, { id: string; count: number; firstAt: number; lastAt: number }>()
  for (const { conversation: id, count, firstAt, lastAt } of heads) {
    const chat = chats.get(id) ?? { id, count: 0, firstAt, lastAt }
    chats.set(id, {
      id,
      count: chat.count + count,
      firstAt: Math.min(chat.firstAt, firstAt),
      lastAt: Math.max(chat.lastAt, lastAt),
    })
  }
  return [...chats.values()].sort((a, b) => b.count - a.count)
}

/** Bytes of all that the search keeps beside the messages. */
export async function indexBytes(): Promise<number> {
  const [{ name } = { name: '' }] = (await indexedDB.databases()).filter(({ name }) => name?.includes('archive'))
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name ?? '')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  const bytes = await new Promise<number>((resolve, reject) => {
    let sum = 0
    const request = database.transaction('blockSearch').objectStore('blockSearch').openCursor()
    request.onsuccess = () => {
      const cursor = request.result
      if (!cursor) return resolve(sum)
      sum += (cursor.value as { signature: Uint8Array }).signature.length
      cursor.continue()
    }
    request.onerror = () => reject(request.error)
  })
  database.close()
  return bytes
}

/** Resolves when an element is there; ms since the page was opened. */
export function whenThere(selector: string): Promise<number> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      if (!document.querySelector(selector)) return false
      observer.disconnect()
      resolve(performance.now())
      return true
    }
    const observer = new MutationObserver(look)
    if (!look()) observer.observe(document, { subtree: true, childList: true, attributes: true })
  })
}

/** Clicks it; ms since the page was opened. */
export function clickOn(selector: string): number {
  const at = performance.now()
  document.querySelector<HTMLElement>(selector)?.click()
  return at
}

/**
 * Opens an address of the workbench in a frame as big as the page: Firefox tells nobody when a tab has painted its messages. @returns ms
 * from the navigation to the paint of the first messages.
 */
export async function openInFrame(address: string): Promise<number> {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'position: fixed; inset: 0; width: 100vw; height: 100vh; border: 0; background: white'
  frame.src = address
  const started = performance.now()
  document.body.append(frame)
  while (!frame.contentDocument?.querySelector('.messages [data-key]')) await new Promise(requestAnimationFrame)
  // They are in the frame that is drawn now.
  const { port1, port2 } = new MessageChannel()
  port2.postMessage(null)
  await new Promise((resolve) => (port1.onmessage = resolve))
  const took = performance.now() - started
  frame.remove()
  return took
}

/** Scrolls up through the messages. @returns ms of each frame, and how many messages came by. */
export async function scrollUp({ frames, by }: { frames: number; by: number }): Promise<{
  ms: number[]
  seen: number
}> {
  const box = document.querySelector<HTMLElement>('.messages')
  if (!box) throw new Error('there are no messages')
  const ms: number[] = []
  const seen = new Set<string>()
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  let before = await frame()
  for (let count = 0; count < frames; count += 1) {
    box.scrollTop -= by
    const now = await frame()
    ms.push(now - before)
    before = now
    for (const row of box.querySelectorAll<HTMLElement>('[data-key]')) seen.add(row.dataset.key ?? '')
  }
  return { ms, seen: seen.size }
}

/** Goes to a day by the field for it. @returns ms until its messages were painted; null when they were there already. */
export async function jumpTo(day: string): Promise<number | null> {
  const field = document.querySelector<HTMLInputElement>('.day-bar input')
  if (!field) throw new Error('there is no field for the day')
  const first = () => document.querySelector<HTMLElement>('.messages [data-key]')?.dataset.key
  const before = first()
  const started = performance.now()
  field.value = day
  field.dispatchEvent(new Event('change', { bubbles: true }))
  while (first() === before) {
    if (performance.now() - started > 5_000) return null
    await new Promise(requestAnimationFrame)
  }
  await new Promise(requestAnimationFrame)
  const painted = new MessageChannel()
  painted.port2.postMessage(null)
  await new Promise((resolve) => (painted.port1.onmessage = resolve))
  return performance.now() - started
}

/** Types a query. @returns ms until the first fifty hits, or all, were painted, and how many lines there are. */
export async function searchFor(query: string): Promise<{ ms: number; status: string }> {
  const box = document.querySelector<HTMLInputElement>('.search-box input')
  if (!box) throw new Error('there is no search')
  const later = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(null)
    })
  const isBusy = () => document.querySelector('.search-busy, .search-panel .skeleton') !== null
  const started = performance.now()
  box.value = query
  box.dispatchEvent(new Event('input', { bubbles: true }))
  // It is drawn before the next task.
  await later()
  await later()
  if (isBusy())
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (isBusy()) return
        observer.disconnect()
        resolve()
      })
      observer.observe(document.body, { subtree: true, childList: true, attributes: true })
    })
  await new Promise(requestAnimationFrame)
  await later()
  const ms = performance.now() - started
  return { ms, status: document.querySelector('.search-status')?.textContent ?? '' }
}

/** Clicks, and notes in the page itself when what comes of it is there: to be asked over and over would be work for it. */
export function clickForOutcome({ click, outcome }: { click: string; outcome: string }): void {
  const noted = globalThis as { benchMs?: number }
  delete noted.benchMs
  const startedAt = performance.now()
  const observer = new MutationObserver(() => {
    if (!document.querySelector(outcome)) return
    observer.disconnect()
    noted.benchMs = performance.now() - startedAt
  })
  observer.observe(document.body, { childList: true, subtree: true })
  document.querySelector<HTMLElement>(click)?.click()
}

/** Ms from the click to what came of it; null until then. */
export function notedMs(): number | null {
  return (globalThis as { benchMs?: number }).benchMs ?? null
}

/** Ticks these formats of the export page and no other, by their number in the list. */
export function tickFormats(wanted: number[]): void {
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('.export-formats input')]
  // The last one that is ticked stays ticked: the others first.
  for (const index of wanted) if (!boxes()[index]?.checked) boxes()[index]?.click()
  for (const index of boxes().keys()) if (boxes()[index]?.checked && !wanted.includes(index)) boxes()[index]?.click()
  const ticked = boxes().flatMap(({ checked }, index) => (checked ? [index] : []))
  if (ticked.join() !== wanted.join()) throw new Error(`The formats ${ticked.join()} are ticked`)
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
