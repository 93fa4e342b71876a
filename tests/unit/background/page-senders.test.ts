import { describe, expect, it } from 'vitest'
import { whereFrom } from '../../../entrypoints/background/page-senders.ts'

type Sender = NonNullable<Parameters<typeof whereFrom>[0]>

const PAGE = 'http://w.qq.com/'
const FRAME = 'https://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1'

const sender = (frameId: number, url: string, tab: object = {}): Sender =>
  ({ frameId, url, tab: { id: 7, url: PAGE, incognito: false, ...tab } }) as unknown as Sender

describe('whereFrom', () => {
  it.each([
    ['the page', sender(0, PAGE), { kind: 'top', tab: 7 }],
    ['the page under its longer name', sender(0, 'https://web2.qq.com/index.html?x#y'), { kind: 'top', tab: 7 }],
    ['a hidden frame of the page', sender(3, FRAME), { kind: 'frame', tab: 7, url: FRAME }],
    ['the page where a login ends', sender(0, 'http://w.qq.com/proxy.html?login2qq=1'), { kind: 'nobody' }],
    ['a frame of another page', sender(3, FRAME, { url: 'https://evil.example/' }), { kind: 'nobody' }],
    ['another frame of the page', sender(3, 'https://xui.ptlogin2.qq.com/'), { kind: 'nobody' }],
    ['another site', sender(0, 'https://w.qq.com.evil.example/'), { kind: 'nobody' }],
    ['no tab at all', { frameId: 0, url: PAGE } as Sender, { kind: 'nobody' }],
    ['nobody', undefined, { kind: 'nobody' }],
    ['a private window', sender(0, PAGE, { incognito: true }), { kind: 'other-store' }],
    ['a container', sender(0, PAGE, { cookieStoreId: 'firefox-container-1' }), { kind: 'other-store' }],
    ['the usual store', sender(0, PAGE, { cookieStoreId: 'firefox-default' }), { kind: 'top', tab: 7 }],
  ])('knows %s', (_who, from, expected) => {
    expect(whereFrom(from)).toEqual(expected)
  })
})
