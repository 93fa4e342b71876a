// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { jsonFormat } from '../../../../lib/export/formats/json.ts'
import { startPage } from '../../../../lib/export/verifier/offline-app.js'
import { offlineVerifierPage } from '../../../../lib/export/verifier/offline-page.ts'
import { OFFLINE_WORDS } from '../../../../lib/export/verifier/offline-words.ts'
import { exportedAs, sourceOf } from '../samples.ts'

const words = OFFLINE_WORDS['zh-CN']
const results = () => document.querySelector('main')!

function drop(...files: File[]): void {
  const event = new Event('drop', { cancelable: true })
  Object.assign(event, { dataTransfer: { files } })
  globalThis.dispatchEvent(event)
}

describe('what the offline page does', () => {
  beforeEach(() => {
    const parts = { files: 'input', status: 'p', results: 'main', limits: 'ul' }
    document.body.replaceChildren(
      ...Object.entries(parts).map(([id, tag]) => Object.assign(document.createElement(tag), { id })),
    )
  })

  it('is done by the script of the page as it stands there', async () => {
    const page = offlineVerifierPage('en')
    const start = '<script type="module">'
    const script = page.slice(page.indexOf(start) + start.length, page.lastIndexOf('</script>'))
    await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(script)}`)
    const { text } = await exportedAs(jsonFormat, sourceOf())
    drop(new File([text], 'good.json'))
    await vi.waitFor(() => expect(results().textContent).toContain(OFFLINE_WORDS.en.good))
  })

  it('says what no check can tell, and what it found in a file', async () => {
    startPage('zh-CN', words)
    expect(document.querySelectorAll('#limits li')).toHaveLength(Object.keys(words.limits).length)
    const { text } = await exportedAs(jsonFormat, sourceOf())
    drop(new File([text], '好.json'))
    await vi.waitFor(() => expect(results().textContent).toContain(words.good))
    expect(results().querySelector('.good h2')?.textContent).toContain('好.json')
  })

  it('names what was changed, as text whatever it holds', async () => {
    startPage('zh-CN', words)
    const { text } = await exportedAs(jsonFormat, sourceOf())
    drop(new File([text.replace('alert(1)', 'alert(2)')], '<b>坏</b>.json'), new File(['{}'], '别的.json'))
    await vi.waitFor(() => expect(results().querySelectorAll('section').length).toBeGreaterThan(1))
    expect(results().querySelectorAll('.bad li').length).toBeGreaterThan(1)
    expect(results().querySelector('b')).toBeNull()
    await vi.waitFor(() => expect(document.querySelector('#status')?.textContent).toBe(''))
  })

  it('says nothing of parts when each file is whole, and of another file only that it is none of ours', async () => {
    startPage('zh-CN', words)
    const { text } = await exportedAs(jsonFormat, sourceOf())
    const input = document.querySelector<HTMLInputElement>('#files')!
    const files = [new File([text], 'good.json'), new File(['{"a":1}'], 'other.json')]
    Object.defineProperty(input, 'files', { value: files, configurable: true })
    input.dispatchEvent(new Event('change'))
    await vi.waitFor(() => {
      expect(results().querySelectorAll('section').length).toBeGreaterThanOrEqual(files.length)
      expect(document.querySelector('#status')?.textContent).toBe('')
    })
    const [good, other, ...others] = [...results().querySelectorAll('section')].map((section) => section.textContent)
    expect(good).toContain(words.good)
    expect(other).toContain(words.problems['not-ours'])
    expect(other).not.toContain(words.problems['seal'])
    expect(others).toEqual([])
  })
})
