import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Tab } from './companion.ts'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A rule of WCAG 2 (A and AA) that a page breaks, and where. */
export interface Violation {
  rule: string
  where: string[]
}

interface Axe {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}
/** In the page, once its source was run there. */
declare const axe: Axe

/** What axe-core finds wrong on a page as it is now. */
export async function violationsOf(page: Tab): Promise<Violation[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis, undefined))) await page.evaluate(asFunction(SOURCE), undefined)
  return page.evaluate(
    async (tags) => {
      const { violations } = await axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
      })
      return violations.map(({ id, nodes }) => ({ rule: id, where: nodes.map(({ html }) => html.slice(0, 200)) }))
    },
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
  )
}

/** A script as a function that can travel into a page: the driver takes its source, so no page's policy is asked. */
function asFunction(source: string): () => void {
  const travelling = () => undefined
  return Object.assign(travelling, { toString: () => `() => {\n${source}\n}` })
}
