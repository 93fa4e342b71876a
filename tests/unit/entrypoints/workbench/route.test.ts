import { describe, expect, it } from 'vitest'
import {
  chatAddress,
  contactAddress,
  exportAddress,
  labAddress,
  newRuleAddress,
  ruleAddress,
  rulesAddress,
  RULES_TABS,
  statisticsAddress,
  toRoute,
  whyAddress,
} from '../../../../entrypoints/workbench/route.ts'

describe('toRoute', () => {
  it.each([
    ['', { name: 'chats', conversation: null, from: null, query: null }],
    ['#/chats/c1', { name: 'chats', conversation: 'c1', from: null, query: null }],
    [
      '#/chats/c1?at=1795348800000',
      { name: 'chats', conversation: 'c1', from: { at: 1_795_348_800_000 }, query: null },
    ],
    ['#/chats/c1?at=', { name: 'chats', conversation: 'c1', from: null, query: null }],
    ['#/chats/c1?at=never&q=', { name: 'chats', conversation: 'c1', from: null, query: '' }],
    ['#/chats?q=%E5%9C%A8', { name: 'chats', conversation: null, from: null, query: '在' }],
    ['#/verify', { name: 'verify' }],
    ['#/import', { name: 'import' }],
    ['#/statistics', { name: 'statistics', conversation: null }],
    ['#/statistics?conversation=c%2F1', { name: 'statistics', conversation: 'c/1' }],
    ['#/storage', { name: 'storage' }],
    ['#/contacts', { name: 'contacts', contact: null }],
    ['#/contact/c1', { name: 'contacts', contact: 'c1' }],
    ['#/contact/', { name: 'contacts', contact: null }],
    ['#/contact/%E0%A4%A', { name: 'contacts', contact: null }],
    ['#/who', { name: 'who' }],
    ['#/settings', { name: 'settings' }],
    ['#/diagnostics', { name: 'diagnostics' }],
    ['#/rules', { name: 'rules', tab: 'list', edit: null }],
    ['#/rules/', { name: 'rules', tab: 'list', edit: null }],
    ['#/rules/packs', { name: 'rules', tab: 'packs', edit: null }],
    ['#/rules/new', { name: 'rules', tab: 'list', edit: { kind: 'new', from: null } }],
    ['#/rules/new?from=m%201', { name: 'rules', tab: 'list', edit: { kind: 'new', from: 'm 1' } }],
    ['#/rules/r1', { name: 'rules', tab: 'list', edit: { kind: 'rule', id: 'r1' } }],
    ['#/rules/%E0%A4%A', { name: 'rules', tab: 'list', edit: null }],
    ['#/lab', { name: 'lab', tab: 'dry-run', message: null, rule: null }],
    ['#/lab/replay', { name: 'lab', tab: 'replay', message: null, rule: null }],
    ['#/lab/lint', { name: 'lab', tab: 'lint', message: null, rule: null }],
    ['#/lab/why/m1', { name: 'lab', tab: 'why', message: 'm1', rule: null }],
    ['#/lab/why', { name: 'lab', tab: 'why', message: null, rule: null }],
    ['#/lab/dry-run?message=m1&rule=r1', { name: 'lab', tab: 'dry-run', message: 'm1', rule: 'r1' }],
    ['#/lab/nothing', { name: 'lab', tab: 'dry-run', message: null, rule: null }],
    ['#/nowhere', { name: 'chats', conversation: null, from: null, query: null }],
    ['#/export', { name: 'export', wish: null }],
    ['#/export?conversation=c1', { name: 'export', wish: { conversation: 'c1' } }],
    ['#/export?conversation=all', { name: 'export', wish: { conversation: 'all', account: null } }],
    ['#/export?conversation=all&account=123', { name: 'export', wish: { conversation: 'all', account: '123' } }],
  ])('reads %s', (hash, route) => {
    expect(toRoute(hash)).toEqual(route)
  })

  it('reads back the addresses that are given out, whatever is in an id', () => {
    const id = 'a/b?c=d&e#f 好'
    expect(toRoute(contactAddress(id))).toEqual({ name: 'contacts', contact: id })
    expect(toRoute(chatAddress(id, { from: { key: id }, query: id }))).toEqual({
      name: 'chats',
      conversation: id,
      from: { key: id },
      query: id,
    })
    expect(toRoute(chatAddress(null, { from: { at: 5 } }))).toMatchObject({ conversation: null, from: { at: 5 } })
    expect(toRoute(statisticsAddress(id))).toEqual({ name: 'statistics', conversation: id })
    expect(toRoute(exportAddress(id))).toEqual({ name: 'export', wish: { conversation: id } })
    expect(toRoute(ruleAddress(id))).toMatchObject({ edit: { kind: 'rule', id } })
    expect(toRoute(newRuleAddress(id))).toMatchObject({ edit: { kind: 'new', from: id } })
    expect(toRoute(newRuleAddress())).toMatchObject({ edit: { kind: 'new', from: null } })
    expect(toRoute(whyAddress(id))).toMatchObject({ name: 'lab', tab: 'why', message: id })
    expect(toRoute(labAddress('dry-run', { message: id, rule: id }))).toMatchObject({ message: id, rule: id })
    expect(toRoute(labAddress('lint'))).toMatchObject({ name: 'lab', tab: 'lint' })
  })

  it.each([...RULES_TABS])('tells the tab %s from a rule whose id is the same word', (word) => {
    expect(toRoute(rulesAddress(word))).toEqual({ name: 'rules', tab: word, edit: null })
    expect(toRoute(ruleAddress(word))).toMatchObject({ edit: { kind: 'rule', id: word } })
  })

  it('tells a new rule from one whose id is “new”', () => {
    expect(toRoute(ruleAddress('new'))).toMatchObject({ edit: { kind: 'rule', id: 'new' } })
  })
})
