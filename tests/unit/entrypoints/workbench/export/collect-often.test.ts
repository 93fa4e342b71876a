import { describe, expect, it } from 'vitest'
import { collectOften } from '../../../../../entrypoints/workbench/export/collect-often.ts'

async function* pagesOf(sizes: number[]): AsyncIterable<number[]> {
  for (const size of sizes) yield Array.from({ length: size }, (_, index) => index)
}

async function sizesOf(pages: AsyncIterable<unknown[]>): Promise<number[]> {
  const sizes: number[] = []
  for await (const page of pages) sizes.push(page.length)
  return sizes
}

describe('collecting while pages are read', () => {
  it('passes every page on', async () => {
    const sizes = [2_500, 0, 1, 30_000, 7]
    expect(await sizesOf(collectOften()(pagesOf(sizes)))).toEqual(sizes)
  })

  it('asks after every 20,000 messages, across chats', async () => {
    let asked = 0
    const collecting = collectOften(() => (asked += 1))
    await sizesOf(collecting(pagesOf([10_000, 9_999])))
    expect(asked).toBe(0)
    await sizesOf(collecting(pagesOf([1])))
    expect(asked).toBe(1)
    await sizesOf(collecting(pagesOf([19_999, 2_500, 19_999])))
    expect(asked).toBe(2)
  })

  it('asks for more than Firefox lets pass without collecting, 38 MB', async () => {
    const asked: number[] = []
    await sizesOf(collectOften((bytes) => asked.push(bytes))(pagesOf([20_000])))
    expect(asked).toHaveLength(1)
    expect(asked[0]).toBeGreaterThan(38 * 1_024 * 1_024)
  })

  it('goes on when there is no room for what it asks', async () => {
    const whole = globalThis.ArrayBuffer
    globalThis.ArrayBuffer = function none(): never {
      throw new RangeError('Array buffer allocation failed')
    } as unknown as ArrayBufferConstructor
    try {
      expect(await sizesOf(collectOften()(pagesOf([20_000, 20_000])))).toEqual([20_000, 20_000])
    } finally {
      globalThis.ArrayBuffer = whole
    }
  })
})
