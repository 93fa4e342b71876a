import type { CDPSession, Page } from '@playwright/test'

/** As `Tab.inShadow`: the debugger sees closed shadows, the page does not. */
export async function inClosedShadow<Result>(
  page: Page,
  selector: string,
  run: (root: ShadowRoot) => Result,
): Promise<Result | null> {
  const session = await page.context().newCDPSession(page)
  try {
    const backendNodeId = await shadowOf(session, selector)
    if (backendNodeId === undefined) return null
    const { object } = await session.send('DOM.resolveNode', { backendNodeId })
    const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId,
      functionDeclaration: `function () { return (${run.toString()})(this) }`,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  } finally {
    await session.detach()
  }
}

async function shadowOf(session: CDPSession, selector: string): Promise<number | undefined> {
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })
  if (nodeId === 0) return undefined
  const { node } = await session.send('DOM.describeNode', { nodeId, depth: 1, pierce: true })
  return node.shadowRoots?.[0]?.backendNodeId
}
