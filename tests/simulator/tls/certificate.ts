import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { bits, context, integer, octets, oid, sequence, set, utcTime, utf8, yes } from './der.ts'

/** A certificate and its private key, both PEM. */
export type Certificate = { cert: string; key: string }

const DAY = 24 * 60 * 60 * 1000
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

const commonName = (name: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), utf8(name))))
const extension = (id: string, value: Buffer, critical = false): Buffer =>
  critical ? sequence(oid(id), yes(), octets(value)) : sequence(oid(id), octets(value))
const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`

function publicKeyOf(key: KeyObject): { spki: Buffer; id: Buffer } {
  const spki = key.export({ type: 'spki', format: 'der' })
  // An uncompressed P-256 point is the last 65 bytes; its SHA-1 is the usual key identifier (RFC 5280, 4.2.1.2).
  return { spki, id: createHash('sha1').update(spki.subarray(-65)).digest() }
}

type Plan = {
  subject: string
  issuer: string
  days: number
  publicKey: KeyObject
  signedBy: { key: KeyObject; id: Buffer }
  extensions: Buffer[]
}

function build(plan: Plan): string {
  const own = publicKeyOf(plan.publicKey)
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const extensions = [
    ...plan.extensions,
    extension('2.5.29.14', octets(own.id)),
    extension('2.5.29.35', sequence(context(0, plan.signedBy.id, false))),
  ]
  const body = sequence(
    context(0, integer(Buffer.from([2])), true),
    integer(serial),
    ECDSA_WITH_SHA256,
    commonName(plan.issuer),
    sequence(utcTime(new Date(Date.now() - DAY)), utcTime(new Date(Date.now() + plan.days * DAY))),
    commonName(plan.subject),
    own.spki,
    context(3, sequence(...extensions), true),
  )
  return pem(sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, plan.signedBy.key))))
}

const privatePem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/**
 * A certificate authority that may sign only for the given domains and what is below them (name constraints), so that
 * trusting it in a browser opens nothing else. Strict verifiers (Python 3.13, OpenSSL's x509_strict) accept it.
 */
export function createAuthority(name: string, domains: readonly string[], days = 3650): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const permitted = domains.map((domain) => sequence(context(2, Buffer.from(domain), false)))
  const extensions = [
    extension('2.5.29.19', sequence(yes()), true),
    // keyCertSign and cRLSign
    extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
    extension('2.5.29.30', sequence(context(0, Buffer.concat(permitted), true)), true),
  ]
  const id = publicKeyOf(publicKey).id
  const cert = build({ subject: name, issuer: name, days, publicKey, signedBy: { key: privateKey, id }, extensions })
  return { cert, key: privatePem(privateKey) }
}

/** A server certificate for DNS names (wildcards allowed), signed by the authority. */
export function createLeaf(
  authority: { name: string; key: KeyObject; publicKey: KeyObject },
  names: readonly string[],
  days = 397,
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const extensions = [
    extension('2.5.29.19', sequence(), true),
    // digitalSignature
    extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
    // serverAuth
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(...names.map((name) => context(2, Buffer.from(name), false)))),
  ]
  const cert = build({
    subject: names[0] ?? 'w.qq.com',
    issuer: authority.name,
    days,
    publicKey,
    signedBy: { key: authority.key, id: publicKeyOf(authority.publicKey).id },
    extensions,
  })
  return { cert, key: privatePem(privateKey) }
}
