import { describe, expect, it } from 'vitest'
import { createRequests } from '../../../../entrypoints/page-tap/requests.ts'

function told() {
  const said: [object, string | undefined][] = []
  return { said, requests: createRequests((message, text) => said.push([message, text])) }
}

const URL_OF_POLL = 'https://d1.web2.qq.com/channel/poll2'
const poll = { id: '1', method: 'POST', url: URL_OF_POLL, body: 'r=1' }
const reply = { status: 200, date: null, text: '{"retcode":0}' }

describe('createRequests', () => {
  it('numbers requests, and says of each how it went on its way and how it ended', () => {
    const { said, requests } = told()
    const first = requests.begun('POST', URL_OF_POLL, 'r=1')
    const second = requests.begun('GET', URL_OF_POLL, null)
    requests.failed(second, 'timeout')
    requests.replied(first, URL_OF_POLL, reply)
    expect(said).toEqual([
      [{ kind: 'request', ...poll }, undefined],
      [{ kind: 'request', id: '2', method: 'GET', url: URL_OF_POLL, body: null }, undefined],
      [{ kind: 'failed', id: '2', method: 'GET', url: URL_OF_POLL, body: null, why: 'timeout' }, undefined],
      [{ kind: 'reply', ...poll, status: 200, date: null }, '{"retcode":0}'],
    ])
  })

  it('says of one that was led away from the service only that it ended', () => {
    const { said, requests } = told()
    requests.replied(requests.begun('POST', URL_OF_POLL, 'r=1'), null, reply)
    expect(said.at(-1)).toEqual([{ kind: 'failed', ...poll, why: 'error' }, undefined])
  })

  it('says nothing of one without an address until a reply tells that it was the service’s', () => {
    const { said, requests } = told()
    requests.failed(requests.begun('GET', null, null), 'error')
    requests.replied(requests.begun('GET', null, null), null, reply)
    expect(said).toEqual([])
    requests.replied(requests.begun('POST', null, 'r=1'), URL_OF_POLL, reply)
    expect(said).toEqual([[{ kind: 'reply', ...poll, id: '3', status: 200, date: null }, '{"retcode":0}']])
  })
})
