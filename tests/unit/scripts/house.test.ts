import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import house from '../../../scripts/lint/house.mjs'

const root = resolve(import.meta.dirname, '../../..')

function importing(file: string, wanted: string): string[] {
  const problems: string[] = []
  const visitor = house.rules['import-boundaries'].create({
    filename: resolve(root, file),
    report: ({ message }) => void problems.push(message),
  })
  visitor['ImportDeclaration']?.({ source: { value: wanted } })
  return problems
}

describe('import-boundaries', () => {
  it.each([
    ['the wire stays out of the browser and the archive', 'lib/smartqq/wire/client.ts', '../../archive/port.ts'],
    ['rules know no settings', 'lib/rules/decide.ts', '../settings.ts'],
    ['the archive knows no SmartQQ', 'lib/archive/open.ts', '../smartqq/wire/client.ts'],
    ['the domain imports nothing', 'lib/chat/message.ts', '../rules/rule.ts'],
    ['nobody imports entry points', 'lib/companion/ingest.ts', '../../entrypoints/background/parts.ts'],
    ['the simulator knows nothing of the product', 'tests/simulator/world.ts', '../../lib/time.ts'],
    ['conformance does not use our client', 'tests/conformance/lists.test.ts', '../../lib/smartqq/wire/client.ts'],
    ['the database library stays in the archive', 'lib/companion/desk.ts', 'idb'],
    ['a file in no room', 'lib/misc.ts', './time.ts'],
  ])('refuses: %s', (_sentence, file, wanted) => {
    expect(importing(file, wanted)).toHaveLength(1)
  })

  it.each([
    ['entry points import lib', 'entrypoints/background/parts.ts', '../../lib/archive/port.ts'],
    ['a room its own files', 'lib/rules/decide.ts', './guards/caps.ts'],
    ['everybody the units', 'lib/archive/connection.ts', '../time.ts'],
    ['the archive its database', 'lib/archive/connection.ts', 'idb'],
    ['the link the wire', 'lib/smartqq/link/connection.ts', '../wire/client.ts'],
  ])('allows: %s', (_sentence, file, wanted) => {
    expect(importing(file, wanted)).toEqual([])
  })
})

describe('expiring-todo', () => {
  const problemsOf = (comment: string) => {
    const problems: string[] = []
    const visitor = house.rules['expiring-todo'].create({
      filename: resolve(root, 'lib/time.ts'),
      report: ({ message }) => void problems.push(message),
      sourceCode: { getAllComments: () => [{ value: comment }] },
    })
    visitor['Program']?.()
    return problems
  }
  // Not written out, so that the rule does not find it here.
  const word = ['TO', 'DO'].join('')

  it('wants the day a note runs out', () => {
    expect(problemsOf(` ${word}: later`)).toEqual([expect.stringContaining('YYYY-MM-DD')])
  })

  it('reports a note whose day has come', () => {
    expect(problemsOf(` ${word} [2020-01-01]: drop v1`)).toEqual([expect.stringContaining('2020-01-01')])
  })

  it('leaves a note alone until then', () => {
    expect(problemsOf(` ${word} [2999-01-01]: drop v1`)).toEqual([])
  })
})
