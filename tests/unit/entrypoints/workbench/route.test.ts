import { describe, expect, it } from 'vitest'
import { contactAddress, exportAddress, toRoute } from '../../../../entrypoints/workbench/route.ts'

describe('toRoute', () => {
  it.each([
    ['', { name: 'contacts', contact: null }],
    ['#/contacts', { name: 'contacts', contact: null }],
    ['#/contact/c1', { name: 'contacts', contact: 'c1' }],
    ['#/contact/', { name: 'contacts', contact: null }],
    ['#/contact/%E0%A4%A', { name: 'contacts', contact: null }],
    ['#/who', { name: 'who' }],
    ['#/nowhere', { name: 'contacts', contact: null }],
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
    expect(toRoute(exportAddress(id))).toEqual({ name: 'export', wish: { conversation: id } })
  })
})
