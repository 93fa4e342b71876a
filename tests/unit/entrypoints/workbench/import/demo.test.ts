import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEMO_FILE, openDemo } from '../../../../../entrypoints/workbench/import/demo.ts'
import { freshArchive } from '../../../import/take-in.ts'

const text = readFileSync(new URL(`../../../../../public/demo/${DEMO_FILE}`, import.meta.url))
const file = () => Promise.resolve(new File([text], DEMO_FILE))

describe('the demo', () => {
  it('is taken in once, under no account, and can be taken away', async () => {
    const store = await freshArchive()
    const archive = () => Promise.resolve(store)
    const [first, twice] = await Promise.all([openDemo({ archive, file }), openDemo({ archive, file })])
    expect(twice).toBe(first)
    expect(await openDemo({ archive, file })).toBe(first)
    expect(await store.imports()).toMatchObject([{ account: '0', added: 144, duplicates: 0 }])
    const conversations = await store.conversations()
    expect(conversations.map(({ kind }) => kind).sort()).toEqual(['discuss', 'friend', 'group'])
    for (const { id } of await store.imports()) await store.undoImport(id)
    expect(await store.conversations()).toEqual([])
    expect(await store.contacts('0')).toEqual([])
  })

  it('shows what an archive can hold', async () => {
    const content = text.toString()
    for (const part of [
      '"face"',
      '"notice"',
      '"picture"',
      '"recalled":true',
      '"state":"uncertain"',
      '"mentionsMe":true',
      'نور',
      '🎉',
    ])
      expect(content).toContain(part)
  })
})
