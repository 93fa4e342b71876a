// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { rulesReady } from '../../../../../entrypoints/pages/stored-rules.ts'
import { packFileName } from '../../../../../entrypoints/workbench/rules/export-rules.ts'
import {
  closePack,
  comparison,
  importWanted,
  knownContacts,
  openPack,
  packState,
  wanted,
} from '../../../../../entrypoints/workbench/rules/pack-store.ts'
import { sendMessage } from '../../../../../lib/messaging.ts'
import { writePack } from '../../../../../lib/rules/pack.ts'
import { ruleGroupsItem, rulesItem } from '../../../../../lib/settings.ts'
import { aContact, archiveWith } from '../../pages/archive-with.ts'
import { aRule } from './a-full-rule.ts'

vi.mock(import('../../../../../lib/messaging.ts'), async (original) => ({
  ...(await original()),
  sendMessage: vi.fn(),
}))

const sent = vi.mocked(sendMessage)
const file = (text: string) => new File([text], 'rules.json', { type: 'application/json' })
const GROUPS = [
  { id: 'x', name: '生意', enabled: true },
  { id: 'y', name: '别的', enabled: true },
]

describe('openPack', () => {
  beforeEach(async () => {
    sent.mockReset()
    closePack()
    await rulesItem.setValue([aRule('here'), aRule('same')])
    await ruleGroupsItem.setValue([])
    await rulesReady
    await (await archive()).commit({ contacts: [aContact('friend', { number: '10001', nick: '小明' })] })
  })

  it('ticks what is new, and nothing that would replace a rule or is here already', async () => {
    const changed = { ...aRule('here'), cooldownMs: 5 }
    const fresh = aRule('fresh', { group: 'x' })
    await openPack(file(writePack('p', 0, [changed, aRule('same'), fresh], GROUPS, [])))
    expect(comparison.value?.entries.map(({ kind, rule }) => [kind, rule.id])).toEqual([
      ['replaced', 'here'],
      ['same', 'same'],
      ['added', 'fresh'],
    ])
    expect([...wanted.value]).toEqual(['fresh'])
  })

  it('finds the people of a pack by their number', async () => {
    const rule = aRule('r', { who: { ...aRule('r').who, contacts: ['theirs'] } })
    const people = [{ id: 'theirs', kind: 'person' as const, name: '别名', number: '10001' }]
    await openPack(file(writePack('p', 0, [rule], [], people)))
    expect(comparison.value?.entries[0]?.rule.who.contacts).toEqual(['friend'])
  })

  it('takes in what is ticked, with the groups it stands in and no others', async () => {
    const fresh = aRule('fresh', { group: 'x' })
    const other = aRule('other', { group: 'y' })
    await openPack(file(writePack('p', 0, [fresh, other], GROUPS, [])))
    wanted.value = new Set(['fresh'])
    sent.mockResolvedValueOnce({ added: 1, replaced: 0, refused: [] } as never)
    await importWanted()
    expect(sent).toHaveBeenCalledExactlyOnceWith('importRules', { rules: [fresh], groups: [GROUPS[0]] })
    expect(packState.value).toMatchObject({ state: 'done', outcome: { added: 1 } })
  })

  it('keeps the preview when the background does not answer', async () => {
    await openPack(file(writePack('p', 0, [aRule('fresh')], [], [])))
    sent.mockRejectedValueOnce(new Error('gone'))
    await importWanted()
    expect(packState.value.state).toBe('preview')
  })

  it.each([
    ['not-json', '{"format":'],
    ['not-a-pack', '{"format":"something else"}'],
    ['newer', '{"format":"smartqq-companion-rules","version":9,"rules":[]}'],
    ['no-rules', '[]'],
    ['too-deep', '['.repeat(10_000)],
    ['too-large', ' '.repeat(2_000_001)],
  ])('refuses a file that is %s', async (problem, text) => {
    await openPack(file(text))
    expect(packState.value).toEqual({ state: 'bad', file: 'rules.json', problem })
    expect(comparison.value).toBeNull()
  })

  it('says so when the file cannot be read', async () => {
    const broken = Object.assign(file('[]'), { text: () => Promise.reject(new Error('gone')) })
    await openPack(broken)
    expect(packState.value).toMatchObject({ state: 'bad', problem: 'unreadable' })
  })
})

describe('knownContacts', () => {
  it('leaves out those that were merged into another', async () => {
    const store = await archiveWith({
      contacts: [aContact('a', { remark: '老王', number: '20002' }), aContact('b'), aContact('g', { kind: 'group' })],
      aliases: [{ from: 'b', to: 'a', why: 'user', at: 1 }],
    })
    expect(await knownContacts(store)).toEqual([
      { id: 'a', kind: 'person', number: '20002', names: ['老王', 'a'] },
      { id: 'g', kind: 'group', number: null, names: ['g'] },
    ])
  })
})

describe('packFileName', () => {
  it.each([
    ['客服 规则', '客服-规则-2026-03-01.json'],
    ['../../etc/passwd', 'etc-passwd-2026-03-01.json'],
    ['\u202E<>:"|?*', 'rules-2026-03-01.json'],
    ['好'.repeat(90), `${'好'.repeat(40)}-2026-03-01.json`],
  ])('makes a safe name of %s', (name, expected) => {
    expect(packFileName(name, new Date(2026, 2, 1, 12).getTime())).toBe(expected)
  })
})
