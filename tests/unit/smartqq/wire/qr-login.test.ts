import { describe, expect, it } from 'vitest'
import { MalformedReplyError, NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import { checkSig, qrStatus, showQr } from '../../../../lib/smartqq/wire/qr-login.ts'
import { never, now, query, reply, scripted } from './scripted.ts'

const LINK =
  'http://ptlogin2.web2.qq.com/check_sig?pttype=1&uin=1234567890&ptsigx=00ff&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html'

async function ask(body: string, status = 200) {
  return qrStatus(scripted(reply(body, status)).transport, { qrsig: 'a', now }, never)
}

describe('showQr', () => {
  it('asks for a picture and gives it as a data URL', async () => {
    const { transport, seen } = scripted(reply('data:image/png;base64,AAAA'))
    expect(await showQr(transport, () => 0.123456, never)).toBe('data:image/png;base64,AAAA')
    expect(seen[0]).toMatchObject({ endpoint: 'qrShow', method: 'GET', as: 'data-url', body: null })
    expect(seen[0]!.url).toBe(
      'https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=2&l=M&s=3&d=72&v=4&t=0.123456&daid=164&pt_3rd_aid=0',
    )
  })

  it('says when no picture came', async () => {
    await expect(showQr(scripted(reply('data:text/html;base64,AA')).transport, () => 0, never)).rejects.toThrow(
      MalformedReplyError,
    )
    await expect(showQr(scripted(reply('', 502)).transport, () => 0, never)).rejects.toThrow(NetworkError)
  })
})

describe('qrStatus', () => {
  it('sends the token that belongs to the code', async () => {
    const { transport, seen } = scripted(reply(`ptuiCB('66','0','','0','', '');`))
    await qrStatus(transport, { qrsig: 'abc', loginSig: 'sig', now }, never)
    expect(query(seen[0])).toMatchObject({
      ptqrtoken: '108966',
      aid: '501004106',
      daid: '164',
      u1: 'http://w.qq.com/proxy.html',
      login_sig: 'sig',
      action: `0-0-${now()}`,
    })
  })

  it.each([
    ['66', { kind: 'waiting' }],
    ['67', { kind: 'scanned' }],
    ['65', { kind: 'expired' }],
  ])('goes by the code %s, whatever the text says', async (code, answer) => {
    expect(await ask(`ptuiCB('${code}','0','','0','别的话。(473959432)', '');\r\n`)).toEqual(answer)
  })

  it.each([
    `ptuiCB('0','0','${LINK}','0','登录成功！', '小&amp;明');\r\n`,
    `ptuiCB('0','0','${LINK}','0','登录成功！','小&amp;明')`,
    `ptuiCB( '0' , '0' , '${LINK}' , '0' , '登录成功！' ,  '小&amp;明' ) ; `,
  ])('finds link and nick in %j', async (body) => {
    expect(await ask(body)).toEqual({ kind: 'done', checkSigUrl: LINK, nick: '小&明' })
  })

  it('takes a nick with quotes and a reply without a nick', async () => {
    expect(await ask(`ptuiCB('0','0','${LINK}','0','登录成功！', 'it's (me)');`)).toMatchObject({ nick: "it's (me)" })
    expect(await ask(`ptuiCB('0','0','${LINK}','0','登录成功！');`)).toMatchObject({ kind: 'done', nick: '' })
  })

  it('says that the account is frozen when the link leads to the safety centre', async () => {
    const body = `ptuiCB('0','0','http://aq.qq.com/cn/services/abnormal/abnormal_index?x=1','0','', '');`
    expect(await ask(body)).toEqual({ kind: 'frozen' })
  })

  it.each([
    'http://evil.example/check_sig?x',
    'http://ptlogin2.web2.qq.com@evil.example/check_sig?x',
    'http://ptlogin2.web2.qq.com.evil.example/check_sig?x',
    'http://ptlogin3.web2.qq.com/check_sig?x',
    'http://ptlogin2.web2.qq.com:8080/check_sig?x',
    'http://ptlogin2.web2.qq.com/other?x',
    'javascript:alert(1)//check_sig',
    '',
  ])('refuses a finished login that leads to %j', async (url) => {
    expect(await ask(`ptuiCB('0','0','${url}','0','登录成功！', 'n');`)).toMatchObject({ kind: 'refused', code: 0 })
  })

  it('passes on other codes with the service’s own text', async () => {
    expect(await ask(`ptuiCB('7','0','','0','很遗憾，网络连接出现异常，请您稍后再试。(2220884626)', '');`)).toEqual({
      kind: 'refused',
      code: 7,
      message: '很遗憾，网络连接出现异常，请您稍后再试。(2220884626)',
      isRestartable: true,
      words: 'cookies-missing',
    })
  })

  it('takes a 403 page for a token that does not fit', async () => {
    expect(await ask('<html>Tencent Login Server</html>', 403)).toMatchObject({
      kind: 'refused',
      code: 403,
      message: '',
    })
  })

  it.each([
    ['10', 'captcha-needed'],
    ['10005', 'security-check'],
    ['10006', 'security-check'],
    ['4711', null],
  ])('says that no new code helps after %s', async (code, words) => {
    const refused = { kind: 'refused', code: Number(code), isRestartable: false, words }
    expect(await ask(`ptuiCB('${code}','0','','0','', '');`)).toMatchObject(refused)
  })

  it('throws for an outage and for anything that is no answer', async () => {
    await expect(ask('<html>502</html>', 502)).rejects.toThrow(NetworkError)
    await expect(ask('<html></html>')).rejects.toThrow(MalformedReplyError)
    await expect(ask('')).rejects.toThrow(MalformedReplyError)
  })
})

describe('checkSig', () => {
  it('takes the link as it was handed out and an untaken redirect for success', async () => {
    const { transport, seen } = scripted({ status: 0, body: '', serverAt: null, redirected: true })
    await checkSig(transport, LINK, never)
    expect(seen[0]).toMatchObject({ endpoint: 'checkSig', url: LINK, redirect: 'manual' })
  })

  it('does not go anywhere else', async () => {
    const { transport, seen } = scripted()
    await expect(checkSig(transport, 'https://evil.example/check_sig', never)).rejects.toThrow(MalformedReplyError)
    expect(seen).toEqual([])
  })

  it('throws for an error page', async () => {
    await expect(checkSig(scripted(reply('', 502)).transport, LINK, never)).rejects.toThrow(NetworkError)
  })
})
