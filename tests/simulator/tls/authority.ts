import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { wordsOf } from '../narrow.ts'
import { createAuthority, createLeaf } from './certificate.ts'
import type { Certificate } from './certificate.ts'

const NAME = 'SmartQQ simulator CA (test only)'
const DOMAINS = ['qq.com', 'qlogo.cn', 'idqqimg.com']
const NAMES = [
  'w.qq.com',
  '*.qq.com',
  'web2.qq.com',
  '*.web2.qq.com',
  '*.web.qq.com',
  '*.ptlogin2.qq.com',
  '*.clt.qq.com',
  '*.qun.qq.com',
  'qq.com',
  '*.qlogo.cn',
  '*.idqqimg.com',
]
const WEEK = 7 * 24 * 60 * 60 * 1000

/** What the https server needs, and the CA certificate that clients must trust. */
export type ServerIdentity = { caPem: string; cert: string; key: string }

/**
 * Loads or makes the CA, and a fresh server certificate under it.
 *
 * With a file name the CA certificate is written there and its key beside it (`<file>.key`, readable by the owner only);
 * the next start uses the same pair again, so what trusts the CA goes on trusting it. Without one both live in memory.
 * @throws Error when the file cannot be read or written, with the file's name
 */
export function serverIdentity(caFile?: string): ServerIdentity {
  const ca = caFile === undefined ? createAuthority(NAME, DOMAINS) : storedAuthority(caFile)
  const key = createPrivateKey(ca.key)
  const leaf = createLeaf({ name: NAME, key, publicKey: createPublicKey(key) }, NAMES)
  return { caPem: ca.cert, cert: leaf.cert + ca.cert, key: leaf.key }
}

function storedAuthority(file: string): Certificate {
  const keyFile = `${file}.key`
  try {
    if (existsSync(file) && existsSync(keyFile)) {
      const stored = { cert: readFileSync(file, 'utf8'), key: readFileSync(keyFile, 'utf8') }
      if (isUsable(stored)) return stored
    }
    const fresh = createAuthority(NAME, DOMAINS)
    writeFileSync(keyFile, fresh.key, { mode: 0o600 })
    writeFileSync(file, fresh.cert)
    return fresh
  } catch (cause) {
    throw new Error(`cannot keep the CA certificate in ${file}: ${wordsOf(cause)}`, { cause })
  }
}

function isUsable(stored: Certificate): boolean {
  try {
    const certificate = new X509Certificate(stored.cert)
    const lasts = certificate.validToDate.getTime() > Date.now() + WEEK
    return lasts && certificate.subject.includes(NAME) && certificate.checkPrivateKey(createPrivateKey(stored.key))
  } catch {
    // A file that holds something else is replaced: the caller named it as the place for our CA.
    return false
  }
}
