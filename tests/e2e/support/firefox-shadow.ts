import type { Page } from 'puppeteer-core'
import { connectionOf } from './firefox-chrome.ts'
import { idOf } from './firefox-place.ts'

/** As `Tab.inShadow`: the protocol hands out closed shadows, by a name with which they can be handed in again. */
export async function inClosedShadow<Result>(
  page: Page,
  selector: string,
  run: (root: ShadowRoot) => Result,
): Promise<Result | null> {
  const target = { context: idOf(page.mainFrame()) }
  const connection = connectionOf(page.browser())
  const found = await connection.send('script.callFunction', {
    functionDeclaration: '(selector) => document.querySelector(selector)',
    arguments: [{ type: 'string', value: selector }],
    target,
    awaitPromise: false,
    serializationOptions: { includeShadowTree: 'all', maxDomDepth: 1 },
  })
  const sharedId = shadowIn(found.result.result?.value)
  if (sharedId === undefined) return null
  const { result } = await connection.send('script.callFunction', {
    functionDeclaration: `(root) => JSON.stringify((${run.toString()})(root) ?? null)`,
    arguments: [{ sharedId }],
    target,
    awaitPromise: false,
  })
  const value = result.result?.value
  if (typeof value !== 'string') throw new Error(result.exceptionDetails?.text ?? 'The function gave nothing')
  return JSON.parse(value)
}

/** The name of an element's shadow root, in the protocol's own writing of an element. */
function shadowIn(element: unknown): string | undefined {
  const { shadowRoot } = (element ?? {}) as { shadowRoot?: { sharedId?: string } | null }
  return shadowRoot?.sharedId
}
