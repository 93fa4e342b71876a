// @vitest-environment node
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { createPlainClient } from './plain-client.ts'

const SCRIPT_URL = 'http://pub.idqqimg.com/smartqq/js/mq.js?t=20161220'

let folder: string
let simulator: Simulator | null = null
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-page-'))
})
afterEach(async () => {
  await simulator?.close()
  simulator = null
  await rm(folder, { recursive: true })
})

/** A simulator that serves the files of the folder as the page. */
async function serving(files: Record<string, string>) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  simulator = await startSimulator({ pageDir: folder })
  return createPlainClient(simulator)
}

describe('another page in place of ours', () => {
  it('may be a script alone: an index that fits it loads it, from where it was found', async () => {
    const client = await serving({ 'mq.js': 'other()' })
    for (const host of ['w.qq.com', 'web2.qq.com']) {
      const index = (await client.get(`http://${host}/`)).text
      expect(index).toContain('<script src="/mq.js?t=20161220">')
      expect(index).toContain("document.domain = 'qq.com'")
      expect(index).toContain('id="main_container"')
      expect((await client.get(`http://${host}/mq.js?t=20161220`)).text).toBe('other()')
    }
    expect((await client.get(SCRIPT_URL)).text).toBe('other()')
  })

  it('may bring its index, its style and whatever they ask for', async () => {
    const client = await serving({
      'index.html': '<p>another',
      'css/mq.css': 'p {}',
      'audio/classic.mp3': 'sound',
      'smartqq/js/mq.js': 'deep()',
      'extra.js': 'extra()',
    })
    expect((await client.get('http://w.qq.com/')).text).toBe('<p>another')
    const style = await client.get('http://w.qq.com/css/mq.css')
    expect([style.text, style.headers['content-type']]).toEqual(['p {}', 'text/css; charset=utf-8'])
    expect((await client.get('http://w.qq.com/audio/classic.mp3')).text).toBe('sound')
    expect((await client.get(SCRIPT_URL)).text).toBe('deep()')
    expect((await client.get('http://pub.idqqimg.com/smartqq/js/extra.js')).text).toBe('extra()')
  })

  it('has the frames, the login form and the calls of ours behind it', async () => {
    const client = await serving({ 'index.html': 'x', 'proxy.html': 'not this one', 'api/getvfwebqq': 'nor this' })
    expect((await client.get('http://w.qq.com/proxy.html')).text).toContain('onPTLoginSuccess')
    expect((await client.get('http://s.web2.qq.com/proxy.html')).text).toContain('ajaxProxyCallback')
    expect((await client.get('http://s.web2.qq.com/api/getvfwebqq')).text).toContain('"retcode":100101')
    expect((await client.get('https://ui.ptlogin2.qq.com/cgi-bin/login')).text).toContain('ptuiCB')
  })

  it('gets stand-ins for the pictures and the sound that it does not bring, and 404 for the rest', async () => {
    const client = await serving({ 'mq.js': '' })
    const type = async (path: string) => (await client.get(`http://w.qq.com/${path}`)).headers['content-type']
    expect(await type('img/bg/28.jpg')).toBe('image/jpeg')
    expect(await type('css/image/avatar_default.jpg')).toBe('image/jpeg')
    expect(await type('css/image/img_loading.gif')).toBe('image/gif')
    expect(await type('audio/classic.mp3')).toBe('audio/wav')
    expect((await client.get('http://w.qq.com/nothing.js')).status).toBe(404)
  })

  it('is read from below its folder only', async () => {
    await writeFile(join(folder, '..', 'simulator-page-outside.js'), 'outside()')
    const client = await serving({ 'mq.js': '' })
    const paths = [
      '%2e%2e/simulator-page-outside.js',
      '..%2fsimulator-page-outside.js',
      '%2ftmp%2fsimulator-page-outside.js',
    ]
    for (const path of paths) {
      expect((await client.get(`http://w.qq.com/${path}`)).status).toBe(404)
      expect((await client.get(`http://pub.idqqimg.com/smartqq/js/${path}`)).status).toBe(404)
    }
    await rm(join(folder, '..', 'simulator-page-outside.js'))
  })
})

describe('what the page calls beside the service', () => {
  it('counters get a picture of one pixel or an empty script', async () => {
    const client = await serving({})
    const picture = await client.get('http://isdspeed.qq.com/cgi-bin/r.cgi?flag1=1')
    expect([picture.headers['content-type'], picture.bytes.readUInt16LE(6)]).toEqual(['image/gif', 1])
    const script = await client.get('http://jsqmt.qq.com/cdn_djl.js')
    expect([script.status, script.headers['content-type'], script.text]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      '',
    ])
  })

  it('the chat record comes as a call of the function that was named', async () => {
    const client = await serving({})
    const record = 'http://web2.qq.com/cgi-bin/webqq_chat/?cmd=1&tuin=1&callback='
    expect((await client.get(`${record}mq.model.record.getRecordSuccess`)).text).toBe(
      'mq.model.record.getRecordSuccess({"ret":0,"page":1,"total":1,"chatlogs":[]})',
    )
    expect((await client.get(`${record}alert(1);x`)).status).toBe(404)
  })
})

describe('check_sig out of the login frame', () => {
  it('is answered with a page that asks for the same link again, and opens no login by that', async () => {
    const client = await serving({})
    const reply = await client.get('http://ptlogin2.web2.qq.com/check_sig?ptsigx=x&in_frame=1')
    expect([reply.status, reply.headers['set-cookie']]).toEqual([200, undefined])
    expect(reply.text).toContain("location.replace(location.href.replace('&in_frame=1', ''))")
  })
})
