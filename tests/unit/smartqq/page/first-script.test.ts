// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { beforeFirstScript, wasRunning } from '../../../../lib/smartqq/page/first-script.ts'

let readyState: DocumentReadyState = 'loading'
const loading = () => vi.spyOn(document, 'readyState', 'get').mockImplementation(() => readyState)

afterEach(() => {
  readyState = 'loading'
  document.documentElement.querySelectorAll('script').forEach((script) => script.remove())
})

describe('wasRunning', () => {
  it('is false for a document that is being read and has no script of the page yet', () => {
    loading()
    expect(wasRunning(document)).toBe(false)
  })

  it('does not take the script of another extension, below html, for one of the page', () => {
    loading()
    document.documentElement.append(document.createElement('script'))
    expect(wasRunning(document)).toBe(false)
  })

  it('is true once there is one, and for a document that was read to its end', () => {
    loading()
    document.head.append(document.createElement('script'))
    expect(wasRunning(document)).toBe(true)
    document.head.replaceChildren()
    readyState = 'interactive'
    expect(wasRunning(document)).toBe(true)
  })
})

describe('beforeFirstScript', () => {
  it('calls back once, at the first script and not at other nodes', async () => {
    loading()
    const run = vi.fn<() => void>()
    beforeFirstScript(document, run)
    document.head.append(document.createElement('meta'))
    await vi.waitFor(() => expect(document.head.querySelector('meta')).not.toBeNull())
    expect(run).not.toHaveBeenCalled()
    document.head.append(document.createElement('script'))
    await vi.waitFor(() => expect(run).toHaveBeenCalledOnce())
    document.body.append(document.createElement('script'))
    document.dispatchEvent(new Event('readystatechange'))
    expect(run).toHaveBeenCalledOnce()
  })

  it('calls back at the end of a document without a script', () => {
    loading()
    const run = vi.fn<() => void>()
    beforeFirstScript(document, run)
    readyState = 'interactive'
    document.dispatchEvent(new Event('readystatechange'))
    expect(run).toHaveBeenCalledOnce()
  })
})
