import { describe, expect, it } from 'vitest'
import { shapeOf, troubleOf } from '../../../../lib/smartqq/wire/answer.ts'
import { reply } from './scripted.ts'

describe('shapeOf', () => {
  it.each([
    ['<html>…</html>', 403, 'http-403'],
    ['<html>…</html>', 404, 'http-404'],
    ['', 400, 'http-4xx'],
    ['', 429, 'http-4xx'],
    ['', 500, 'http-5xx'],
    ['', 502, 'http-502'],
    ['', 503, 'http-503'],
    ['<html>…</html>', 504, 'http-504'],
    ['<html>Log in to the Wi-Fi</html>', 511, 'portal-page'],
    ['', 302, 'redirect'],
    ['', 200, 'empty'],
    [' \r\n', 200, 'empty'],
    ['', 204, 'empty'],
    ['<!DOCTYPE html><title>欢迎使用免费 Wi-Fi</title>', 200, 'portal-page'],
    ['A…0</h3>', 200, 'portal-page'],
    ['<html><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.6.0</center></html>', 200, 'error-page'],
    ['<html><body>Server: Tencent Login Server/2.0.0</body></html>', 200, 'error-page'],
    ['<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,x}}}</pre>', 200, 'invalid-json'],
    ['<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,x}}}</pre>', 500, 'invalid-json'],
    ['{"retcode":0,"result":[{"poll_type":"mess', 200, 'broken'],
    ['{"result":[{"value":{"content":["<b>x</b>', 200, 'broken'],
    ['ok', 200, 'broken'],
  ])('calls %j with status %d %s', (body, status, shape) => {
    expect(shapeOf(reply(body, status))).toBe(shape)
  })

  it('takes a redirect that was not followed for one, although it has no status', () => {
    expect(shapeOf({ status: 0, body: '', redirected: true })).toBe('redirect')
  })

  it('is in no doubt about a portal that names the address that was asked for', () => {
    const page = '<html><a href="http://portal.example/?url=https://d1.web2.qq.com/channel/poll2">Log in</a></html>'
    expect(shapeOf(reply(page))).toBe('portal-page')
  })
})

describe('troubleOf', () => {
  it('tells the line, a portal, nonsense and the service apart', () => {
    expect(troubleOf('no-reply')).toBe('network')
    expect(troubleOf('time-out')).toBe('network')
    expect(troubleOf('redirect')).toBe('portal')
    expect(troubleOf('portal-page')).toBe('portal')
    expect(troubleOf('broken')).toBe('strange-reply')
    expect(troubleOf('http-502')).toBe('server')
    expect(troubleOf(4711)).toBe('server')
  })
})
