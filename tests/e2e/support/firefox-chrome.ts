import type { Browser } from 'puppeteer-core'

/** The part of puppeteer's BiDi connection that is used here; not in its public types. */
interface BidiConnection {
  send(
    method: 'browsingContext.getTree',
    parameters: { 'moz:scope': 'chrome' },
  ): Promise<{ result: { contexts: { context: string }[] } }>
  send(
    method: 'script.evaluate',
    parameters: { expression: string; target: { context: string }; awaitPromise: boolean },
  ): Promise<{ result: { type: string; result?: { value?: unknown }; exceptionDetails?: { text: string } } }>
  send(
    method: 'script.callFunction',
    parameters: {
      functionDeclaration: string
      arguments: ({ type: 'string'; value: string } | { sharedId: string })[]
      target: { context: string }
      awaitPromise: boolean
      serializationOptions?: { includeShadowTree: 'all'; maxDomDepth: 1 }
    },
  ): Promise<{
    result: {
      type: string
      result?: { type: string; value?: unknown }
      exceptionDetails?: { text: string }
    }
  }>
  send(method: 'input.performActions', parameters: { context: string; actions: object[] }): Promise<unknown>
}

const isBidi = (browser: Browser): browser is Browser & { connection: BidiConnection } => 'connection' in browser

/** The driver's line to Firefox, for what puppeteer has no words for. @throws {Error} When there is none. */
export function connectionOf(browser: Browser): BidiConnection {
  if (!isBidi(browser)) throw new Error('This browser is not driven over BiDi')
  return browser.connection
}

/**
 * Runs a script in Firefox's own window, with the rights of the browser itself: for what a user does in the browser's
 * settings. Needs `--remote-allow-system-access`.
 * @returns What the script gives, as a string; empty when it is none.
 * @throws {Error} With the script's own error.
 */
export async function inBrowserItself(browser: Browser, script: string): Promise<string> {
  const connection = connectionOf(browser)
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })
  const [window] = tree.result.contexts
  if (!window) throw new Error('Firefox shows none of its own windows')
  const { result } = await connection.send('script.evaluate', {
    expression: script,
    target: { context: window.context },
    awaitPromise: true,
  })
  if (result.type === 'exception') throw new Error(`Firefox refused the script: ${result.exceptionDetails?.text ?? ''}`)
  const value = result.result?.value
  return typeof value === 'string' ? value : ''
}
