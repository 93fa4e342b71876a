// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { LabPage } from '../../../../../entrypoints/workbench/lab/lab-page.tsx'
import { changeReplayForm } from '../../../../../entrypoints/workbench/lab/replay-form.ts'
import {
  cancelReplay,
  forgetReplay,
  pauseReplay,
  replayJob,
  startReplay,
} from '../../../../../entrypoints/workbench/lab/replay-job.ts'
import { replayProgress } from '../../../../../entrypoints/workbench/lab/replay-progress.ts'
import type { ReplayWish } from '../../../../../entrypoints/workbench/lab/replay-run.ts'
import { sendMessage } from '../../../../../lib/messaging.ts'
import { rulesItem } from '../../../../../lib/settings.ts'
import { HOUR } from '../../../../../lib/time.ts'
import { rule } from '../../../rules/examples.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'
import { speak } from './lab-words.ts'

vi.mock(import('../../../../../lib/messaging.ts'), async (original) => ({
  ...(await original()),
  sendMessage: vi.fn(),
}))

const MESSAGES = 1_200
const WISH: ReplayWish = { account: '1', conversations: [], rules: 'now', against: 'happened' }

/** Waits until the replay of this tab is in a state. */
const inState = (state: string) => vi.waitUntil(() => replayJob.value.state === state, 10_000)

describe('the replay', () => {
  beforeEach(async () => {
    await speak()
    changeReplayForm({ span: 'all' })
    await rulesItem.setValue([rule({ name: '在忙', who: { contacts: ['c1'] } })])
  })
  afterEach(async () => {
    cleanup()
    cancelReplay()
    await vi.waitUntil(() => replayJob.value.state !== 'running')
    forgetReplay()
  })

  it('says so when the archive is empty', async () => {
    render(<LabPage tab="replay" message={null} rule={null} />)
    expect(await screen.findByText('存档还是空的')).toBeTruthy()
  })

  it('says what would have been sent, to whom, by which rule, and why not', async () => {
    await (
      await archive()
    ).commit({
      contacts: [aContact('c1', { nick: '阿强' }), aContact('c2', { nick: '小李' })],
      messages: [
        aMessage('a', 'c1', { text: '在吗' }),
        aMessage('b', 'c2', { text: '在吗', sentAt: 2_000, receivedAt: 2_000 }),
      ],
    })
    render(<LabPage tab="replay" message={null} rule={null} />)
    fireEvent.click(await screen.findByRole('button', { name: '开始回放' }))
    await inState('done')
    expect(await screen.findByText('会发出 1 条回复，涉及 1 个会话')).toBeTruthy()
    expect((await screen.findByRole('table', { name: '发给谁' })).textContent).toContain('阿强10')
    expect(screen.getByRole('table', { name: '各条规则' }).textContent).toContain('在忙')
    expect(screen.getByRole('table', { name: '为什么没有回复' }).textContent).toContain('没有规则符合1')
    expect(screen.getByText('没有可比较的：这些消息当时没有判断过。')).toBeTruthy()
    expect(vi.mocked(sendMessage)).not.toHaveBeenCalled()
  })

  it('lists what came otherwise then, each leading to its why', async () => {
    await (
      await archive()
    ).commit({
      decisions: [
        {
          messageKey: 'a',
          account: '1',
          conversation: 'c1',
          kind: 'friend',
          at: 1_000,
          outcome: { kind: 'none', why: 'paused', ruleId: 'r1' },
          trace: [],
        },
      ],
    })
    render(<LabPage tab="replay" message={null} rule={null} />)
    fireEvent.click(await screen.findByRole('button', { name: '开始回放' }))
    await inState('done')
    const list = await screen.findByRole('list', { name: '不同之处' })
    expect(list.querySelector('a')?.getAttribute('href')).toBe('#/lab/why/a')
    await vi.waitFor(() => expect(list.textContent).toContain('在吗'))
    expect(list.textContent).toContain('回复「稍后回复」')
    expect(list.textContent).toContain('未回复（已暂停）')
  })

  it('goes on while another view is open, pauses, and can be given up', async () => {
    await (
      await archive()
    ).commit({
      messages: Array.from({ length: MESSAGES }, (_, index) =>
        aMessage(`many-${index}`, 'c2', { text: '在吗', sentAt: HOUR + index, receivedAt: HOUR + index }),
      ),
    })
    void startReplay(WISH)
    pauseReplay(true)
    render(<LabPage tab="replay" message={null} rule={null} />)
    expect(await screen.findByText('回放已暂停')).toBeTruthy()
    await vi.waitFor(() => expect(replayJob.value).toMatchObject({ total: MESSAGES + 2, isPaused: true }))
    cleanup()
    render(<LabPage tab="lint" message={null} rule={null} />)
    expect(replayJob.value.state).toBe('running')
    expect(replayProgress.value?.total).toBe(MESSAGES + 2)
    pauseReplay(false)
    await inState('done')
    expect(replayProgress.value).toBeNull()
    expect(replayJob.value).toMatchObject({ report: { messages: MESSAGES + 2 } })

    void startReplay(WISH)
    pauseReplay(true)
    await vi.waitFor(() => expect(replayJob.value).toMatchObject({ total: MESSAGES + 2 }))
    cancelReplay()
    await inState('cancelled')
  })

  it('says when the range has no message', async () => {
    changeReplayForm({ span: 'today' })
    render(<LabPage tab="replay" message={null} rule={null} />)
    fireEvent.click(await screen.findByRole('button', { name: '开始回放' }))
    await inState('done')
    expect(await screen.findByText('这个范围里没有消息')).toBeTruthy()
  })

  it('does not start with days that end before they begin', async () => {
    changeReplayForm({ span: 'days', from: '2026-09-02', to: '2026-09-01' })
    render(<LabPage tab="replay" message={null} rule={null} />)
    const start = await screen.findByRole('button', { name: '开始回放' })
    expect((start as HTMLButtonElement).disabled).toBe(true)
    expect(document.getElementById('replay-to-problem')?.textContent).toContain('结束日期在开始日期之前')
  })
})
