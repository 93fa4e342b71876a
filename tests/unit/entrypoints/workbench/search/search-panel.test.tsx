// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { Highlighted } from '../../../../../entrypoints/workbench/search/highlighted.tsx'
import { followSearchKey } from '../../../../../entrypoints/workbench/search/search-key.ts'
import { SearchPanel } from '../../../../../entrypoints/workbench/search/search-panel.tsx'
import { followAddress } from '../../../../../entrypoints/workbench/route.ts'
import { alsoSpeak, archiveWords, lateWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'

const said = (key: string, conversation: string, text: string, sentAt: number) =>
  aMessage(key, conversation, { text, segments: [{ type: 'text', text }], sentAt })

let onQuery = vi.fn<(query: string) => void>()
const box = () => screen.getByRole<HTMLInputElement>('combobox', { name: '搜索消息' })
const type = (text: string) => fireEvent.input(box(), { target: { value: text, selectionStart: text.length } })
const hits = async () => (await screen.findAllByRole('link')).map((link) => link.textContent)

beforeEach(async () => {
  alsoSpeak(lateWords, workbenchWords, archiveWords)
  await setLanguage('zh-CN', '')
  await (
    await archive()
  ).commit({
    contacts: [aContact('a', { nick: '小明' }), aContact('b', { nick: '家人 群', kind: 'group' })],
    messages: [
      said('m1', 'a', '周末去爬山吗', 1_000),
      said('m2', 'b', '<b>爬山</b>', 2_000),
      said('m3', 'b', '去吃饭', 3_000),
      ...Array.from({ length: 60 }, (_, at) => said(`n${at}`, 'a', `第${at}句`, 10_000 + at)),
    ],
  })
  onQuery = vi.fn()
})
afterEach(cleanup)

describe('SearchPanel', () => {
  it('says what can be typed, and tries an example', async () => {
    render(<SearchPanel query="" conversation={null} onQuery={onQuery} />)
    fireEvent.click(screen.getByRole('button', { name: '来自:我' }))
    expect(box().value).toBe('来自:我')
    expect(onQuery).toHaveBeenLastCalledWith('来自:我')
    expect(await screen.findByText('没有找到')).toBeDefined()
  })

  it('finds as one types, newest first, marked and as text', async () => {
    render(<SearchPanel query="" conversation={null} onQuery={onQuery} />)
    type('爬山')
    expect(await screen.findByText('共 2 条')).toBeDefined()
    const [first, second] = screen.getAllByRole('link')
    expect(first?.textContent).toContain('<b>爬山</b>')
    expect(first && [...first.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['爬山'])
    expect(first?.querySelector('b')).toBeNull()
    expect(second?.getAttribute('href')).toBe('#/chats/a?message=m1&q=%E7%88%AC%E5%B1%B1')
  })

  it('keeps what was found, with its marks, until there is something new', async () => {
    const { container } = render(<SearchPanel query="爬山" conversation={null} onQuery={onQuery} />)
    await screen.findByText('共 2 条')
    const marked = () => [...container.querySelectorAll('.search-rows mark')].map((mark) => mark.textContent)
    type('吃饭')
    expect(container.querySelector('.search-busy')).not.toBeNull()
    expect(marked()).toEqual(['爬山', '爬山'])
    expect(await screen.findByText('共 1 条')).toBeDefined()
    expect(marked()).toEqual(['吃饭'])
  })

  it('reads ahead for the first search when it is opened, and no more when it is left', async () => {
    const preparing = vi.spyOn(await archive(), 'prepareSearch')
    const { unmount } = render(<SearchPanel query="" conversation={null} onQuery={onQuery} />)
    await vi.waitFor(() => expect(preparing).toHaveBeenCalledOnce())
    unmount()
    expect(preparing.mock.calls[0]?.[0]?.aborted).toBe(true)
    preparing.mockRestore()
  })

  it('shows the first fifty, then more', async () => {
    render(<SearchPanel query="第 句" conversation={null} onQuery={onQuery} />)
    expect(await screen.findByText('前 50 条，还有更多')).toBeDefined()
    const list = screen.getByRole('list', { name: '找到的消息' })
    list.scrollTop = 60 * 45
    fireEvent.scroll(list)
    fireEvent.click(await screen.findByRole('button', { name: '再找 50 条' }))
    expect(await screen.findByText('共 60 条')).toBeDefined()
  })

  it('says what it did not understand, and searches without it', async () => {
    render(<SearchPanel query="" conversation={null} onQuery={onQuery} />)
    type('爬山 早于:2026-13 "')
    expect(screen.getByText('「2026-13」不是日期。写成 2026-11-22、2026-11 或 2026。')).toBeDefined()
    expect(await screen.findByText('共 2 条')).toBeDefined()
  })

  it('offers names behind a filter, chosen with the keys', async () => {
    render(<SearchPanel query="爬山" conversation={null} onQuery={onQuery} />)
    await screen.findByText('共 2 条')
    type('爬山 在:')
    const offers = within(screen.getByRole('listbox')).getAllByRole('option')
    expect(offers.map((offer) => offer.textContent).toSorted()).toEqual(['家人 群', '小明'].toSorted())
    type('爬山 在:家')
    fireEvent.keyDown(box(), { key: 'Enter' })
    expect(box().value).toBe('爬山 在:"家人 群" ')
    expect(await screen.findByText('共 1 条')).toBeDefined()
    expect(screen.queryByRole('listbox')).toBeNull()
  })

  it('begins in a conversation and goes on in all', async () => {
    render(<SearchPanel query="爬山" conversation="a" onQuery={onQuery} />)
    expect(await screen.findByText('共 1 条')).toBeDefined()
    fireEvent.click(screen.getByRole('radio', { name: '全部会话' }))
    expect(await screen.findByText('共 2 条')).toBeDefined()
  })

  it('counts by conversation', async () => {
    render(<SearchPanel query="去" conversation={null} onQuery={onQuery} />)
    fireEvent.click(screen.getByRole('radio', { name: '按会话' }))
    expect(await screen.findByRole('link', { name: '家人 群 1 条' })).toBeDefined()
    expect(await hits()).toHaveLength(4)
    fireEvent.click(screen.getByRole('radio', { name: '按时间' }))
  })

  it('shows what stands around a hit', async () => {
    render(<SearchPanel query="爬山" conversation="b" onQuery={onQuery} />)
    await screen.findByText('共 1 条')
    fireEvent.click(screen.getByRole('button', { name: '前后各一条' }))
    expect(await screen.findByText('去吃饭')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: '前后各一条' }))
  })

  it('leads from the box into the results, and forgets the words on Escape', async () => {
    render(<SearchPanel query="爬山" conversation={null} onQuery={onQuery} />)
    await screen.findByText('共 2 条')
    fireEvent.keyDown(box(), { key: 'ArrowDown' })
    expect(document.activeElement).toBe(screen.getAllByRole('link')[0])
    fireEvent.keyDown(box(), { key: 'Escape' })
    expect(onQuery).toHaveBeenLastCalledWith('')
    expect(screen.getByRole('heading', { name: '可以这样找' })).toBeDefined()
  })

  it('waits for an input method to finish', () => {
    render(<SearchPanel query="" conversation={null} onQuery={onQuery} />)
    fireEvent.input(box(), { target: { value: 'pa' }, isComposing: true })
    expect(onQuery).not.toHaveBeenCalled()
    box().value = '爬'
    fireEvent.compositionEnd(box())
    expect(onQuery).toHaveBeenLastCalledWith('爬')
  })
})

describe('Highlighted', () => {
  it('marks the words of a query, and reads nothing as markup', () => {
    const { container } = render(<Highlighted text="<i>Ａb</i>" query="ab -i" />)
    expect([...container.childNodes].map((node) => [node.nodeName, node.textContent])).toEqual([
      ['#text', '<i>'],
      ['MARK', 'Ａb'],
      ['#text', '</i>'],
    ])
  })
})

describe('the key of the search', () => {
  it('opens it where one is, from elsewhere over all chats', () => {
    followAddress()
    const stop = followSearchKey()
    const press = () => {
      fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true })
      window.dispatchEvent(new Event('hashchange'))
      return location.hash
    }
    const from = (hash: string) => {
      location.hash = hash
      window.dispatchEvent(new Event('hashchange'))
    }
    from('#/rules')
    expect(press()).toBe('#/chats?q=')
    from('#/chats/a?message=m1')
    expect(press()).toBe('#/chats/a?message=m1&q=')
    from('#/chats?q=x')
    expect(press()).toBe('#/chats?q=x')
    stop()
    from('#/rules')
    expect(press()).toBe('#/rules')
  })
})
