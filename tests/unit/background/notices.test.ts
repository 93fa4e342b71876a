import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { dismiss, takeBack, tell } from '../../../entrypoints/background/notices.ts'
import { noticesItem } from '../../../lib/settings.ts'

/** What is there once everything told so far has been written: the queue is one. */
async function notices() {
  await dismiss('none')
  return noticesItem.getValue()
}

describe('tell', () => {
  beforeEach(() => fakeBrowser.reset())

  it('keeps what was told, newest last', async () => {
    tell('list-failed', 'elsewhere')
    tell('storage-full')
    expect(await notices()).toMatchObject([
      { code: 'list-failed', detail: 'elsewhere' },
      { code: 'storage-full', detail: '' },
    ])
  })

  it('moves the same thing up instead of repeating it', async () => {
    tell('list-failed', 'friends')
    tell('storage-full')
    tell('list-failed', 'groups')
    tell('list-failed', 'friends')
    expect((await notices()).map(({ code, detail }) => `${code} ${detail}`)).toEqual([
      'storage-full ',
      'list-failed groups',
      'list-failed friends',
    ])
  })

  it('cuts a long detail, and still knows it again', async () => {
    tell('internal', 'x'.repeat(400))
    tell('internal', 'x'.repeat(400))
    expect((await notices()).map(({ detail }) => detail.length)).toEqual([300])
  })

  it('keeps the last twenty', async () => {
    for (let count = 1; count <= 21; count++) tell('internal', String(count))
    const kept = (await notices()).map(({ detail }) => detail)
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([20, '2', '21'])
  })

  it('goes on after storage has failed once', async () => {
    vi.spyOn(noticesItem, 'setValue').mockRejectedValueOnce(new Error('full'))
    tell('list-failed')
    tell('storage-full')
    expect(await notices()).toMatchObject([{ code: 'storage-full' }])
  })
})

describe('dismiss', () => {
  beforeEach(() => fakeBrowser.reset())

  it('takes one notice away', async () => {
    tell('list-failed')
    tell('storage-full')
    const [first] = await notices()
    await dismiss(first!.id)
    expect(await notices()).toMatchObject([{ code: 'storage-full' }])
  })
})

describe('takeBack', () => {
  beforeEach(() => fakeBrowser.reset())

  it('takes away what is no longer true, whatever its detail', async () => {
    tell('login-ends-soon', '1000')
    tell('storage-full')
    tell('login-ends-soon', '2000')
    takeBack('login-ends-soon')
    expect(await notices()).toMatchObject([{ code: 'storage-full' }])
  })
})
