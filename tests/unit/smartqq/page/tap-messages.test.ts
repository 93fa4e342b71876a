import { describe, expect, it } from 'vitest'
import { HEAD_END, readTapMessage } from '../../../../lib/smartqq/page/tap-messages.ts'

const head = { kind: 'reply', id: '7', method: 'POST', url: 'https://d1.web2.qq.com/channel/poll2', body: 'r=1' }

describe('readTapMessage', () => {
  it('takes a message apart, and leaves the text of the reply as it came', () => {
    const text = '{"retcode":0,\n"errmsg":"error!!!"}\n'
    expect(readTapMessage(JSON.stringify(head) + HEAD_END + text)).toEqual({ head, text })
  })

  it('gives nothing for what is no message', () => {
    for (const message of [
      '',
      'met',
      '\n',
      '{\n',
      'null\n',
      '7\n',
      '{"kind":"reply"}\n',
      '{"kind":"other","id":"1"}\n',
    ])
      expect(readTapMessage(message)).toBeNull()
  })
})
