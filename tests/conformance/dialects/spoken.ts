import type { Deed, Step } from './conversation.ts'

/** Parts of a conversation that several clients share. */

export const S_PROXY = 'http://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1'
export const D_PROXY = 'http://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2'

/** The login form of old (style 16), whose address most clients send as Referer to the end. */
export const OLD_FORM =
  'https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=16&mibao_css=m_webqq&appid=501004106' +
  '&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html&f_url=loginerroralert&strong_login=1' +
  '&login_state=10&t=20131024001'

export const OLD_QR = 'https://ssl.ptlogin2.qq.com/ptqrshow?appid=501004106&e=0&l=M&s=5&d=72&v=4'

/** u1 of the old form, encoded. */
export const OLD_U1 = 'http%3A%2F%2Fw.qq.com%2Fproxy.html%3Flogin2qq%3D1%26webqq_type%3D10'

/** A picture; the body is no text. */
export const picture = (get: string, headers: Step['headers'] = {}): Step => ({
  step: 'ptqrshow',
  get,
  headers,
  isPage: true,
})

/** Asks how the code stands: not scanned, scanned, confirmed. */
export const watched = (get: string, headers: Step['headers'] = {}): (Step | Deed)[] => {
  const ask = (step: string, says: RegExp): Step => ({ step, get, headers, isPage: true, says })
  return [
    ask('ptqrlogin before the scan', /^ptuiCB\('66',/),
    { people: 'scan' },
    ask('ptqrlogin after the scan', /^ptuiCB\('67',/),
    { people: 'confirm' },
    { ...ask('ptqrlogin at the end', /^ptuiCB\('0',/), keep: { link: /^ptuiCB\('0','\d*','([^']+)'/ } },
  ]
}

/** What the friends say, so that the next poll has something. */
export const said: Deed = { people: 'say', body: { friend: '强哥', text: '在吗' } }

/** The reply to a poll that has something. */
export const HEARD = /"poll_type":"message".*"在吗"/
