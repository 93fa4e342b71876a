import { request } from 'node:https'
import type { Phone } from './phone.ts'

/**
 * Scans and confirms a QR code as a login form would, without any browser. The link ends on a page that is not w.qq.com,
 * so that nobody but the background listens afterwards.
 * @returns The check_sig link, still unused: whoever opens it is logged in.
 */
export async function checkSigLink(httpsPort: number, phone: Phone): Promise<string> {
  const shown = await get(httpsPort, '/ptqrshow?appid=501004106&e=2&l=M&s=3&d=72&v=4&t=0.1&daid=164')
  const qrsig = /qrsig=([^;]+)/.exec(shown.cookies)?.[1]
  if (!qrsig) throw new Error('ptqrshow set no qrsig')
  await phone.confirm()
  const path = `/ptqrlogin?ptqrtoken=${hash33(qrsig)}&aid=501004106&daid=164&u1=http%3A%2F%2Fweb2.qq.com%2Fnot-the-page`
  const { body } = await get(httpsPort, path, `qrsig=${qrsig}`)
  const link = /'(http[^']+check_sig[^']*)'/.exec(body)?.[1]
  if (!link) throw new Error(`ptqrlogin gave no link: ${body}`)
  return link
}

function get(port: number, path: string, cookie = ''): Promise<{ body: string; cookies: string }> {
  const host = 'ssl.ptlogin2.qq.com'
  const headers = { host, referer: 'https://xui.ptlogin2.qq.com/cgi-bin/xlogin', 'user-agent': 'Mozilla/5.0', cookie }
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, servername: host, headers, rejectUnauthorized: false }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (body += chunk))
      response.on('end', () => resolve({ body, cookies: (response.headers['set-cookie'] ?? []).join('\n') }))
    })
      .on('error', reject)
      .end()
  })
}

/** ptqrtoken of a qrsig: e = 33 e + code, the low 31 bits. */
function hash33(text: string): number {
  let e = 0
  for (const character of text) e = (Math.imul(e, 33) + character.charCodeAt(0)) | 0
  return e & 0x7fffffff
}
