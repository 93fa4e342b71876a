// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { LabPage } from '../../../../../entrypoints/workbench/lab/lab-page.tsx'
import type { Decision } from '../../../../../lib/chat/decision.ts'
import { emptyRuleState } from '../../../../../lib/rules/state.ts'
import { rulesItem } from '../../../../../lib/settings.ts'
import { MINUTE } from '../../../../../lib/time.ts'
import { NOON, ON, rule, ruleSet } from '../../../rules/examples.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'
import { speak } from './lab-words.ts'

const THEN = ruleSet([rule({ id: 'then', name: '当时的', reply: '稍后' })])
const asked = (key: string, change = {}) =>
  aMessage(key, 'c1', { text: '在吗', authorName: '阿强', sentAt: NOON, receivedAt: NOON, ...change })

/** What was decided about a message: nothing, as the main switch was off. */
function decision(messageKey: string, change: Partial<Decision> = {}): Decision {
  return {
    messageKey,
    account: '1',
    conversation: 'c1',
    kind: 'friend',
    at: NOON,
    outcome: { kind: 'none', why: 'switched-off', ruleId: 'then' },
    trace: [{ check: 'guard:switched-off', ruleId: null, passed: false }],
    given: {
      own: 'no',
      authorIsKnown: true,
      names: { nick: '阿强', remark: null, card: null, group: null },
      authorNumber: null,
      category: '同学',
      role: null,
      previousAt: null,
      serverAt: NOON,
      zone: 'Asia/Shanghai',
      random: 1,
      away: false,
      switches: { ...ON, autoReply: false },
      ruleSet: 'set-then',
      mutedUntil: null,
      takenOverAt: null,
    },
    ...change,
  }
}

async function openWhy(key: string): Promise<HTMLElement> {
  render(<LabPage tab="why" message={key} rule={null} />)
  return await vi.waitFor(() => {
    const found = document.querySelector<HTMLElement>('.lab-why')
    expect(found).not.toBeNull()
    return found!
  })
}

describe('why', () => {
  beforeEach(async () => {
    await speak()
    await rulesItem.setValue([rule({ id: 'now', name: '现在的', reply: '马上' })])
    await (
      await archive()
    ).commit({
      contacts: [aContact('c1', { nick: '阿强' })],
      messages: [asked('off'), asked('lost', { sentAt: NOON + MINUTE, receivedAt: NOON + MINUTE })],
      ruleSet: { account: '1', revision: 'set-then', at: NOON, ruleSet: THEN },
      ruleSnapshot: { account: '1', at: NOON - MINUTE, state: emptyRuleState },
      decisions: [
        decision('off'),
        decision('lost', { at: NOON + MINUTE, given: { ...decision('lost').given!, ruleSet: 'not-kept' } }),
      ],
    })
  })
  afterEach(cleanup)

  it('shows the message, what was decided, its steps and its circumstances', async () => {
    const page = await openWhy('off')
    expect(page.textContent).toContain('阿强')
    expect(page.textContent).toContain('总开关已关')
    expect(page.querySelector('.step-failed')?.textContent).toContain('总开关')
    expect(page.querySelector('.facts')?.textContent).toContain('同学')
    expect(page.querySelector('.facts')?.textContent).toContain('自动回复开着否')
  })

  it('leads to the dry run and to a new rule with this message', async () => {
    await openWhy('off')
    const address = (name: string) => screen.getByRole('link', { name }).getAttribute('href')
    expect(address('用它试一试')).toBe('#/lab/dry-run?message=off')
    expect(address('从这条新建规则')).toBe('#/rules/new?from=off')
  })

  it('says what single change would have led to a reply, with the rules of then', async () => {
    const page = await openWhy('off')
    expect(page.textContent).toContain('按当时的规则推算')
    expect(page.querySelector('[data-flip="switch-on"]')?.textContent).toContain('回复「稍后」')
    expect(page.textContent).not.toContain('没有完全保留')
  })

  it('says so when the rules of then are not kept, and uses those of now', async () => {
    const page = await openWhy('lost')
    expect(page.textContent).toContain('按现在的规则推算')
    expect(page.querySelector('[data-flip="switch-on"]')?.textContent).toContain('回复「马上」')
  })

  it('says when what comes of it now is not what came of it then', async () => {
    const open = await archive()
    await open.commit({
      messages: [asked('other')],
      decisions: [decision('other', { outcome: { kind: 'none', why: 'paused', ruleId: 'then' } })],
    })
    expect((await openWhy('other')).textContent).toContain('与当时不同')
  })

  it('says that nobody decided about what the user wrote', async () => {
    await (await archive()).commit({ messages: [asked('mine', { direction: 'out', author: null, source: 'page' })] })
    const page = await openWhy('mine')
    expect(page.textContent).toContain('当时没有对它做判断')
    expect(page.textContent).toContain('规则不会被问到这样的消息')
  })

  it('says when there is no such message', async () => {
    render(<LabPage tab="why" message="nothing" rule={null} />)
    expect(await screen.findByText('存档里没有这条消息')).toBeTruthy()
  })

  it('lets one choose a message when none is named', async () => {
    render(<LabPage tab="why" message={null} rule={null} />)
    const [choice] = await screen.findAllByRole('button', { name: /在吗/ })
    choice?.click()
    expect(decodeURIComponent(location.hash)).toMatch(/^#\/lab\/why\/(off|lost|other)$/)
  })
})
