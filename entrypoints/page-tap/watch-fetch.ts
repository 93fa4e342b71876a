import { apply, bare, bodyText, getOwnPropertyDescriptor, getterOf, safely, serviceUrl } from './natives.ts'
import type { Failure, OnItsWay, Requests } from './requests.ts'

const native = fetch
const { then } = Promise.prototype
const { clone, text: readText } = Response.prototype
const { get: header } = Headers.prototype
const { toUpperCase } = String.prototype
const urlOfRequest = getterOf(Request.prototype, 'url')
const methodOfRequest = getterOf(Request.prototype, 'method')
const statusOf = getterOf(Response.prototype, 'status')
const urlOf = getterOf(Response.prototype, 'url')
const headersOf = getterOf(Response.prototype, 'headers')
const nameOf = getterOf(DOMException.prototype, 'name')

/** Watches fetch. A reply is read from a clone, so that the page's own is untouched. */
export function watchFetch(requests: Requests): void {
  function begin(input: unknown, init: unknown): OnItsWay | null {
    let url: string | null
    let method: unknown = given(init, 'method')
    try {
      url = serviceUrl(apply(urlOfRequest, input, []))
      method ??= apply(methodOfRequest, input, [])
    } catch {
      url = serviceUrl(input)
    }
    if (url === null) return null
    const name = apply(toUpperCase, typeof method === 'string' ? method : 'GET', [])
    return requests.begun(name, url, bodyText(given(init, 'body')))
  }

  const replied = (request: OnItsWay, response: unknown) => {
    const from = serviceUrl(apply(urlOf, response, []))
    if (from === null) {
      requests.failed(request, 'error')
      return
    }
    const status = apply(statusOf, response, [])
    const date = apply(header, apply(headersOf, response, []), ['Date'])
    const reading = apply(readText, apply(clone, response, []), [])
    apply(then, reading, [
      (text: string) => safely(() => requests.replied(request, from, { status, date, text })),
      (reason: unknown) => safely(() => requests.failed(request, whyOf(reason))),
    ])
  }

  globalThis.fetch = new Proxy(
    native,
    bare<ProxyHandler<typeof native>>({
      apply(target, self, args) {
        let request: OnItsWay | null = null
        safely(() => {
          request = begin(args.length > 0 ? args[0] : '', args.length > 1 ? args[1] : undefined)
        })
        const promise: unknown = apply(target, self, args)
        const begun: OnItsWay | null = request
        if (begun) {
          safely(
            () =>
              void apply(then, promise, [
                (response: unknown) => safely(() => replied(begun, response)),
                (reason: unknown) => safely(() => requests.failed(begun, whyOf(reason))),
              ]),
          )
        }
        return promise
      },
    }),
  )
}

/** A value the page gave as such; one that a function of the page would give is not asked for. */
function given(init: unknown, name: string): unknown {
  if (typeof init !== 'object' || init === null) return undefined
  return getOwnPropertyDescriptor(init, name)?.value
}

function whyOf(reason: unknown): Failure {
  try {
    const name = apply(nameOf, reason, [])
    return name === 'AbortError' ? 'abort' : name === 'TimeoutError' ? 'timeout' : 'error'
  } catch {
    return 'error'
  }
}
