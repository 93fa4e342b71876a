import { describe, expect, it, vi } from 'vitest'
import { createSearch, HITS_A_PAGE } from '../../../../../entrypoints/workbench/search/search-run.ts'
import type { Archive } from '../../../../../lib/archive/port.ts'
import { ArchiveError } from '../../../../../lib/archive/port.ts'
import { resolveAmong } from '../../../../../lib/search/names.ts'
import { parseQuery } from '../../../../../lib/search/query.ts'
import type { SearchWish } from '../../../../../lib/search/run-search.ts'
import { aMessage } from '../../../search/messages.ts'

const wish = (text: string): SearchWish => ({
  query: parseQuery(text),
  resolve: resolveAmong([], []),
  conversation: null,
})
const said = (count: number, text = '你好') =>
  Array.from({ length: count }, (_, at) =>
    aMessage({ key: `${text}${at}`, text, sentAt: 10_000 - at, conversation: at % 2 ? 'a' : 'b' }),
  )

/** Pages of ten; `asked` counts them. */
function archiveOf(messages: ReturnType<typeof said>, asked = { pages: 0 }): Pick<Archive, 'candidates'> {
  return {
    async *candidates(_query, signal) {
      for (let at = 0; at < messages.length; at += 10) {
        asked.pages += 1
        const page = messages.slice(at, at + 10)
        await Promise.resolve()
        if (signal?.aborted) return
        yield { messages: page, downTo: page.at(-1)!.sentAt }
      }
    },
  }
}

describe('a search', () => {
  it('rests after the first hits, and goes on when more are asked for', async () => {
    const asked = { pages: 0 }
    const run = createSearch(async () => archiveOf(said(95), asked))
    run.start(wish('你好'), 'time')
    await vi.waitFor(() => expect(run.view.value?.phase).toBe('resting'))
    expect(run.view.value?.hits).toHaveLength(HITS_A_PAGE)
    expect(asked.pages).toBeLessThan(8)
    run.more()
    await vi.waitFor(() => expect(run.view.value?.phase).toBe('ended'))
    expect(run.view.value?.hits.map(({ key }) => key)).toEqual(said(95).map(({ key }) => key))
  })

  it.each([HITS_A_PAGE, 2 * HITS_A_PAGE])('does not promise more when there are just %i hits', async (count) => {
    const phases: string[] = []
    const run = createSearch(async () => archiveOf([...said(count), ...said(30, '再见')]))
    run.view.subscribe((view) => void (view && phases.push(`${view.phase} ${view.hits.length}`)))
    run.start(wish('你好'), 'time')
    while (run.view.value?.phase !== 'ended') {
      if (run.view.value?.phase === 'resting') run.more()
      await Promise.resolve()
    }
    expect(run.view.value.hits).toHaveLength(count)
    expect(phases.slice(-2)).toEqual([`searching ${count}`, `ended ${count}`])
    expect(phases.filter((phase) => phase === `resting ${count}`)).toEqual([])
  })

  it('by conversation looks at everything and counts', async () => {
    const run = createSearch(async () => archiveOf(said(61)))
    run.start(wish('你好'), 'conversation')
    await vi.waitFor(() => expect(run.view.value?.phase).toBe('ended'))
    expect(
      run.view.value?.tally.map(({ conversation, count, newest }) => [conversation, count, newest.length]),
    ).toEqual([
      ['b', 31, 3],
      ['a', 30, 3],
    ])
  })

  it('drops what an earlier one still finds, and keeps its hits in sight until then', async () => {
    const run = createSearch(async () => archiveOf([...said(60), ...said(2, '再见')]))
    run.start(wish('你好'), 'time')
    await vi.waitFor(() => expect(run.view.value?.phase).toBe('resting'))
    const first = run.view.value?.turn
    run.start(wish('你'), 'time')
    run.start(wish('再见'), 'time')
    expect(run.view.value).toMatchObject({ phase: 'searching', turn: first })
    expect(run.view.value?.hits).toHaveLength(HITS_A_PAGE)
    await vi.waitFor(() => expect(run.view.value?.phase).toBe('ended'))
    expect(run.view.value?.hits.map(({ text }) => text)).toEqual(['再见', '再见'])
  })

  it('says why the archive cannot be read', async () => {
    const run = createSearch(() => Promise.reject(new ArchiveError('blocked', 'no')))
    run.start(wish('你'), 'time')
    await vi.waitFor(() => expect(run.view.value?.phase).toBe('blocked'))
    run.stop()
    expect(run.view.value).toBeNull()
  })
})
