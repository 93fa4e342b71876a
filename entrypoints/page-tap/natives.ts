/**
 * The browser's own functions as they were before any script of the page ran. A page may put something of its own in
 * their place at any time; the tap calls these, by `apply`, and uses no method, iterator or spread that a prototype
 * could have changed meanwhile.
 */
export const { apply, construct, getOwnPropertyDescriptor } = Reflect
const { setPrototypeOf } = Reflect

/** The function behind a property of a prototype. @throws {Error} When this browser has none: then nothing is watched. */
export function getterOf<Prototype extends object, Name extends keyof Prototype & string>(
  prototype: Prototype,
  name: Name,
): (this: unknown) => Prototype[Name] {
  const get = getOwnPropertyDescriptor(prototype, name)?.get
  if (!get) throw new Error(name)
  return get
}

/** The same object without a prototype: what reads it (JSON, a dictionary, a proxy's traps) meets nothing of the page's. */
export function bare<Value extends object>(value: Value): Value {
  setPrototypeOf(value, null)
  return value
}

/** Ours must never be the page's trouble. */
export function safely(run: () => void): void {
  try {
    run()
  } catch {
    // The report is lost, the page goes on.
  }
}

const { endsWith } = String.prototype
const parseUrl = URL
const hrefOf = getterOf(URL.prototype, 'href')
const hostOf = getterOf(URL.prototype, 'hostname')
const protocolOf = getterOf(URL.prototype, 'protocol')
const baseOf = getterOf(Node.prototype, 'baseURI')
const { toString: parametersAsText } = URLSearchParams.prototype

/**
 * The absolute address; null when it is not the service's. An address that is an object is only looked into when it is
 * a URL: turning another one into text would run code of the page once more.
 * @throws When it is neither text nor a URL, or cannot be read.
 */
export function serviceUrl(url: unknown): string | null {
  const text = typeof url === 'string' ? url : apply(hrefOf, url, [])
  const parsed: unknown = construct(parseUrl, [text, apply(baseOf, document, [])])
  const protocol = apply(protocolOf, parsed, [])
  if (protocol !== 'http:' && protocol !== 'https:') return null
  return apply(endsWith, apply(hostOf, parsed, []), ['.web2.qq.com']) ? apply(hrefOf, parsed, []) : null
}

/** A request's body, if it is text. */
export function bodyText(body: unknown): string | null {
  if (typeof body === 'string') return body
  try {
    return apply(parametersAsText, body, [])
  } catch {
    return null
  }
}
