// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Header } from '../../../../entrypoints/popup/header.tsx'
import { OwnStateField } from '../../../../entrypoints/popup/own-state-field.tsx'
import { storedReady } from '../../../../entrypoints/popup/stored.ts'
import { alsoSpeak, lateWords, setLanguage } from '../../../../lib/i18n/t.ts'
import { sendMessage } from '../../../../lib/messaging.ts'
import { ownStateItem, statusItem } from '../../../../lib/settings.ts'
import type { Status } from '../../../../lib/settings.ts'

vi.mock(import('../../../../lib/messaging.ts'), async (original) => ({ ...(await original()), sendMessage: vi.fn() }))

const sent = vi.mocked(sendMessage)
const online: Status = { state: 'online', account: '1', nick: '小明', listener: 'background', since: 0 }

beforeEach(async () => {
  alsoSpeak(lateWords)
  await setLanguage('zh-CN', '')
  await storedReady
  await ownStateItem.removeValue()
})
afterEach(cleanup)

describe('the own state', () => {
  const field = () => screen.findByLabelText<HTMLSelectElement>('我的状态')
  const choose = async (value: string) => fireEvent.change(await field(), { target: { value } })
  async function showSettings(status: Status): Promise<void> {
    render(
      <>
        <Header />
        <OwnStateField />
      </>,
    )
    await act(() => statusItem.setValue(status))
  }

  it('is online unless something else was chosen, and is asked of the background', async () => {
    await showSettings(online)
    expect((await field()).value).toBe('online')
    expect([...(await field()).options].map(({ textContent }) => textContent)).toEqual([
      '在线',
      'Q我吧',
      '离开',
      '忙碌',
      '请勿打扰',
      '隐身',
      '离线',
    ])
    const answer = Promise.withResolvers<{ kind: 'set' }>()
    sent.mockReturnValueOnce(answer.promise)
    await choose('hidden')
    expect(sent).toHaveBeenCalledWith('setOwnState', 'hidden')
    await vi.waitFor(async () => expect((await field()).disabled).toBe(true))
    await act(() => ownStateItem.setValue({ account: '1', state: 'hidden' }))
    answer.resolve({ kind: 'set' })
    await vi.waitFor(async () => expect((await field()).disabled).toBe(false))
    expect((await field()).value).toBe('hidden')
    expect(document.querySelector('.header .own-state')?.textContent).toBe('我的状态 隐身')
  })

  it.each([
    [{ kind: 'failed', why: 'refused' }, '没有改：服务器拒绝了。请稍后再试。'],
    [{ kind: 'failed', why: 'not-logged-in' }, '没有改：后台没有登录。'],
    [{ kind: 'failed', why: 'strange-reply' }, '服务器的回答看不懂，不能确定状态改了没有。'],
  ] as const)('says so and stays what it was when the answer is %o', async (outcome, words) => {
    await showSettings(online)
    sent.mockResolvedValueOnce(outcome)
    await choose('busy')
    expect(await screen.findByText(words)).toBeTruthy()
    expect((await field()).value).toBe('online')
    expect(document.querySelector('.own-state')).toBeNull()
  })

  it.each<[Status, string]>([
    [{ ...online, listener: 'page' }, '网页在接收：请在 w.qq.com 上改状态。'],
    [{ state: 'page-only', why: 'unknown' }, '网页在接收：请在 w.qq.com 上改状态。'],
    [{ state: 'logged-out', why: 'never', detail: null }, '后台没有登录，现在改不了。'],
  ])('cannot be changed, with the reason, in %o', async (status, words) => {
    await act(() => ownStateItem.setValue({ account: '1', state: 'busy' }))
    await showSettings(status)
    expect((await field()).disabled).toBe(true)
    expect((await field()).selectedOptions[0]?.textContent).toBe('未知')
    expect(screen.getByText(words)).toBeTruthy()
    expect(document.querySelector('.own-state')).toBeNull()
  })

  it('of another account is not shown', async () => {
    await act(() => ownStateItem.setValue({ account: '2', state: 'busy' }))
    await showSettings(online)
    expect((await field()).value).toBe('online')
  })

  it('forgets a failure when it is looked at again', async () => {
    await showSettings(online)
    sent.mockRejectedValueOnce(new Error('no receiver'))
    await choose('busy')
    expect(await screen.findByText('没有改：后台没有应答。请再试一次。')).toBeTruthy()
    cleanup()
    await showSettings(online)
    expect(screen.getByRole('alert').textContent).toBe('')
  })
})
