// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { changeForm, form } from '../../../../../entrypoints/workbench/export/form.ts'
import { FormatsField } from '../../../../../entrypoints/workbench/export/formats-field.tsx'
import { FORMAT_IDS } from '../../../../../lib/export/ports.ts'
import { alsoSpeak, archiveWords } from '../../../../../lib/i18n/t.ts'
import { speak } from '../lab/lab-words.ts'

beforeEach(async () => {
  alsoSpeak(archiveWords)
  await speak()
  changeForm({ formats: ['json'] })
})
afterEach(cleanup)

it('takes every click on a format, also two before the page is drawn anew', async () => {
  render(<FormatsField />)
  const boxes = screen.getAllByRole<HTMLInputElement>('checkbox')
  const [json, jsonl, csv] = (['json', 'jsonl', 'csv'] as const).map((id) => boxes[FORMAT_IDS.indexOf(id)]!)
  await act(() => {
    json!.click()
    csv!.click()
    jsonl!.click()
  })
  expect(form.value.formats).toEqual(['jsonl', 'csv'])
  expect([json, jsonl, csv].map((box) => box!.checked)).toEqual([false, true, true])
})
