// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { cancelImport, importJob, openImport } from '../../../../../entrypoints/workbench/import/import-job.ts'
import type { Preview, Report, Request } from '../../../../../entrypoints/workbench/import/worker-words.ts'
import { ZoneField } from '../../../../../entrypoints/workbench/import/zone-field.tsx'
import { alsoSpeak, archiveWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'
import { ownZone } from '../../../../../lib/import/zones.ts'

const asked: Request[] = []
let tell: (report: Report) => void = () => undefined

/** Stands for the worker: what is asked of it is kept, and it reports what the test says. */
class SilentWorker {
  addEventListener(type: string, listener: (event: MessageEvent<Report>) => void): void {
    if (type === 'message') tell = (report) => listener(new MessageEvent('message', { data: report }))
  }
  postMessage(request: Request): void {
    asked.push(request)
  }
  terminate(): void {}
}

const FIRST = Date.UTC(2019, 0, 1, 12)

function found(zoneless: Preview['found']['zoneless'], timeZone = ownZone()): Preview['found'] {
  return { timeZone, zoneless } as Preview['found']
}

function decide(): void {
  openImport([new File(['x'], 'x.txt')])
  tell({ is: 'opened', preview: { found: found({ messages: 5, firstAt: FIRST }) } as Preview })
  const plan = { decisions: { conversations: [], people: [], conflicts: 'keep' } }
  tell({ is: 'planned', plan } as unknown as Report)
  asked.length = 0
}

function Shown() {
  const job = importJob.value
  return job.state === 'deciding' ? <ZoneField found={job.preview.found} /> : null
}

const box = () => screen.getByRole<HTMLInputElement>('combobox', { name: '文件里的时间属于哪个时区' })
const zones = () => asked.flatMap((request) => (request.do === 'compare' ? request.timeZone : []))

describe('the zone of an import', () => {
  beforeAll(() => alsoSpeak(workbenchWords, archiveWords))
  beforeEach(async () => {
    vi.stubGlobal('Worker', SilentWorker)
    await setLanguage('zh-CN', '')
    decide()
    render(<Shown />)
  })
  afterEach(() => {
    cleanup()
    cancelImport()
    vi.unstubAllGlobals()
  })

  it('is that of the computer until the user says otherwise, and the list has them all', () => {
    expect(box().value).toBe(ownZone())
    const options = [...document.querySelectorAll<HTMLOptionElement>('datalist option')]
    expect(options.length).toBeGreaterThan(400)
    expect(options.slice(0, 4).map(({ value }) => value)).toContain('Asia/Shanghai')
    expect(box().getAttribute('list')).toBe(document.querySelector('datalist')?.id)
  })

  it('is not asked for when all times tell theirs', () => {
    cleanup()
    const { container } = render(<ZoneField found={found(null)} />)
    expect(container.textContent).toBe('')
  })

  it('has the files read again, once, and shows when their first message was then', async () => {
    const before = document.getElementById('import-zone-hint')?.textContent
    fireEvent.input(box(), { target: { value: 'Asia/Seoul' } })
    fireEvent.change(box(), { target: { value: 'Asia/Seoul' } })
    expect(zones()).toEqual(['Asia/Seoul'])
    expect(importJob.value).toMatchObject({ isStale: true, timeZone: 'Asia/Seoul' })
    tell({ is: 'reread', found: found({ messages: 5, firstAt: FIRST + 3_600_000 }, 'Asia/Seoul') })
    await vi.waitFor(() => expect(document.getElementById('import-zone-hint')?.textContent).not.toBe(before))
  })

  it('is not taken from what is only half typed', () => {
    const typed = new InputEvent('input', { inputType: 'insertText', bubbles: true })
    box().value = 'GB'
    fireEvent(box(), typed)
    expect(zones()).toEqual([])
    fireEvent.change(box(), { target: { value: 'gb' } })
    expect(zones()).toHaveLength(1)
  })

  it('says when there is none of that name, and stays what it was', async () => {
    fireEvent.change(box(), { target: { value: '火星' } })
    expect((await screen.findByRole('alert')).textContent).toBe(`没有这个时区。仍按 ${ownZone()} 读取。`)
    expect(box().value).toBe('火星')
    expect(zones()).toEqual([])
    fireEvent.change(box(), { target: { value: ' asia/tokyo' } })
    await vi.waitFor(() => expect(box().value).toBe('Asia/Tokyo'))
    expect(screen.getByRole('alert').textContent).toBe('')
    expect(zones()).toEqual(['Asia/Tokyo'])
  })
})
