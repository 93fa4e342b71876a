// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dryRunForm } from '../../../../../entrypoints/workbench/lab/dry-run-form.ts'
import { LabPage } from '../../../../../entrypoints/workbench/lab/lab-page.tsx'
import { lintJob } from '../../../../../entrypoints/workbench/lab/lint-job.ts'
import { rulesItem } from '../../../../../lib/settings.ts'
import { rule, textCondition } from '../../../rules/examples.ts'
import { speak } from './lab-words.ts'

const SHADOWED = [
  rule({ id: 'wide', name: '宽', conditions: [textCondition('any-of', ['在'])], reply: '好' }),
  rule({ id: 'narrow', name: '窄', conditions: [textCondition('any-of', ['在吗'])], reply: '好的' }),
]

describe('the check of the rules', () => {
  beforeEach(speak)
  afterEach(cleanup)

  it('says what it found in words, with the message that shows it', async () => {
    await rulesItem.setValue(SHADOWED)
    render(<LabPage tab="lint" message={null} rule={null} />)
    const found = await vi.waitFor(() => {
      const item = document.querySelector<HTMLElement>('[data-finding="shadowed"]')
      expect(item).not.toBeNull()
      return item!
    })
    expect(found.textContent).toContain('被上面的规则挡住')
    expect([...found.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(
      expect.arrayContaining(['#/rules/narrow', '#/rules/wide', '#/lab/dry-run?rule=narrow']),
    )
    fireEvent.click(found.querySelector('a[href^="#/lab/dry-run"]')!)
    expect(dryRunForm.value.text).toContain('在吗')
  })

  it('looks again when the rules change, and says when it finds nothing', async () => {
    await rulesItem.setValue(SHADOWED)
    render(<LabPage tab="lint" message={null} rule={null} />)
    await vi.waitFor(() => expect(document.querySelector('[data-finding]')).not.toBeNull())
    await rulesItem.setValue([rule({ who: { kinds: ['friend'] }, cooldownMs: 600_000 })])
    await vi.waitFor(() => expect(lintJob.value).toMatchObject({ state: 'done', total: 1, findings: [] }))
    expect(await screen.findByText('没有发现问题')).toBeTruthy()
  })

  it('says so when there are no rules', async () => {
    await rulesItem.setValue([])
    render(<LabPage tab="lint" message={null} rule={null} />)
    expect(await screen.findByText('还没有规则')).toBeTruthy()
  })
})
