// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { decide } from '../../../../../entrypoints/workbench/import/import-job.ts'
import { PeopleByName } from '../../../../../entrypoints/workbench/import/people-by-name.tsx'
import type { Plan, Preview } from '../../../../../entrypoints/workbench/import/worker-words.ts'
import type { PersonChoice } from '../../../../../lib/import/decisions.ts'
import { alsoSpeak, archiveWords, lateWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'

vi.mock(import('../../../../../entrypoints/workbench/import/import-job.ts'), async (original) => ({
  ...(await original()),
  decide: vi.fn(),
}))

const people = ['老郑', '小王'].map((shown) => ({ remark: null, nick: null, shown, number: null }))
const preview = { found: { people } } as unknown as Preview
const known = [
  { id: 'a', name: '阿郑', number: null },
  { id: 'cat', name: '老郑', number: '10001' },
  ...Array.from({ length: 40 }, (_, n) => ({ id: `p${n}`, name: `某人${n}`, number: String(20_000 + n) })),
]
const plan = signal<Plan>({} as Plan)
const planned = (choices: PersonChoice[]) =>
  ({ people: known, decisions: { people: choices, conversations: [] } }) as unknown as Plan
const chosen = () => plan.value.decisions.people[0]

function Shown() {
  return <PeopleByName preview={preview} plan={plan.value} />
}

describe('people matched by name', () => {
  beforeAll(async () => {
    alsoSpeak(lateWords, workbenchWords, archiveWords)
    await setLanguage('zh-CN', '')
  })
  beforeEach(() => {
    plan.value = planned([
      { contact: 'cat', why: 'member-name' },
      { contact: 'b', why: 'number' },
    ])
    vi.mocked(decide).mockImplementation((decisions) => {
      plan.value = { ...plan.value, decisions }
    })
    render(<Shown />)
  })
  afterEach(cleanup)

  const row = () => within(screen.getByRole('group', { name: /老郑.*是谁/ }))
  const search = () => row().findByRole('searchbox')

  it('are shown with whom they are taken for, those who are sure are not', () => {
    expect(screen.getAllByRole('group')).toHaveLength(1)
    expect(row().getByText('老郑')).toBeTruthy()
    expect(screen.getByText(/^只凭名字对上的，/)).toBeTruthy()
  })

  it('can be somebody new, or somebody else, and the keyboard stays where it was', async () => {
    fireEvent.click(row().getByRole('button'))
    await search()
    expect(chosen()).toEqual({ contact: null, why: 'user' })
    await waitFor(async () => expect(document.activeElement).toBe(await search()))
    fireEvent.input(await search(), { target: { value: '20039' } })
    fireEvent.click(await row().findByRole('button', { name: /某人39/ }))
    await waitFor(() => expect(chosen()).toEqual({ contact: 'p39', why: 'user' }))
    await waitFor(() => expect(document.activeElement?.closest('.chip')).not.toBeNull())
    expect(row().getByText('某人39')).toBeTruthy()
    expect(plan.value.decisions.people[1]).toEqual({ contact: 'b', why: 'number' })
  })
})
