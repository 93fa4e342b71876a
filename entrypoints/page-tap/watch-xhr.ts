import { apply, bare, bodyText, construct, getterOf, safely, serviceUrl } from './natives.ts'
import type { Failure, OnItsWay, Requests } from './requests.ts'

const Native = XMLHttpRequest
const { prototype } = Native
const { open, send, getResponseHeader } = prototype
const { addEventListener } = EventTarget.prototype
const { get: recall, set: remember } = WeakMap.prototype
const { toUpperCase, startsWith } = String.prototype
const readyStateOf = getterOf(prototype, 'readyState')
const statusOf = getterOf(prototype, 'status')
const responseTypeOf = getterOf(prototype, 'responseType')
const responseTextOf = getterOf(prototype, 'responseText')
const responseUrlOf = getterOf(prototype, 'responseURL')
const ownOrigin = `${location.origin}/`

const OPENED = 1
const DONE = 4

/** What is known of one object, which a page may use for many requests. */
interface Watched {
  method: string
  /** Undefined: not the service's, or not opened. Null: only the reply will tell. */
  url: string | null | undefined
  /** An `open` that is just being made: its event may already bring the page to send. */
  opening: { method: string; url: string | null | undefined } | null
  current: OnItsWay | null
}

/**
 * Watches XMLHttpRequest. Our listeners are the first of each object, since they are added where it is made: what the
 * page does on a reply, its next request above all, comes after the report of it.
 */
export function watchXhr(requests: Requests): void {
  const known = new WeakMap<object, Watched>()
  const watchedOf = (xhr: object): Watched | undefined => apply(recall, known, [xhr])

  function watch(xhr: object): Watched {
    const before = watchedOf(xhr)
    if (before) return before
    const watched: Watched = { method: '', url: undefined, opening: null, current: null }
    const listen = (type: string, run: () => void) => apply(addEventListener, xhr, [type, () => safely(run)])
    listen('readystatechange', () => {
      opened(watched)
      look(xhr, watched)
    })
    listen('error', () => fail(watched, 'error'))
    listen('timeout', () => fail(watched, 'timeout'))
    listen('abort', () => fail(watched, 'abort'))
    apply(remember, known, [xhr, watched])
    return watched
  }

  function opening(xhr: object, method: unknown, url: unknown): void {
    const watched = watch(xhr)
    watched.opening = { method: apply(toUpperCase, typeof method === 'string' ? method : 'GET', []), url: null }
    watched.opening.url = serviceUrl(url) ?? undefined
  }

  function opened(watched: Watched): void {
    const { opening: taken } = watched
    if (!taken) return
    watched.opening = null
    // Opening it again has dropped what was on its way, without an event.
    fail(watched, 'abort')
    watched.method = taken.method
    watched.url = taken.url
  }

  function sending(xhr: object, body: unknown): void {
    const watched = watchedOf(xhr)
    if (watched?.url === undefined || watched.current || apply(readyStateOf, xhr, []) !== OPENED) return
    const { method, url } = watched
    watched.current = requests.begun(method, url, method === 'GET' || method === 'HEAD' ? null : bodyText(body))
  }

  function look(xhr: object, watched: Watched): void {
    const { current } = watched
    if (!current || apply(readyStateOf, xhr, []) !== DONE) return
    const status = apply(statusOf, xhr, [])
    // No reply: the event that says why follows.
    if (status === 0) return
    watched.current = null
    const from = apply(responseUrlOf, xhr, [])
    const type = apply(responseTypeOf, xhr, [])
    requests.replied(current, serviceUrl(from), {
      status,
      // Of another origin the browser would refuse it, and complain on the page's console.
      date: apply(startsWith, from, [ownOrigin]) ? apply(getResponseHeader, xhr, ['Date']) : null,
      text: type === '' || type === 'text' ? apply(responseTextOf, xhr, []) : '',
    })
  }

  function fail(watched: Watched, why: Failure): void {
    const { current } = watched
    watched.current = null
    if (current) requests.failed(current, why)
  }

  prototype.open = new Proxy(
    open,
    bare<ProxyHandler<typeof open>>({
      apply(target, xhr: object, args) {
        if (args.length > 1) safely(() => opening(xhr, args[0], args[1]))
        let isOpen = false
        try {
          const result: unknown = apply(target, xhr, args)
          isOpen = true
          return result
        } finally {
          safely(() => {
            const watched = watchedOf(xhr)
            if (watched && isOpen) opened(watched)
            else if (watched) watched.opening = null
          })
        }
      },
    }),
  )
  prototype.send = new Proxy(
    send,
    bare<ProxyHandler<typeof send>>({
      apply(target, xhr: object, args) {
        safely(() => sending(xhr, args.length > 0 ? args[0] : null))
        const after = () => {
          const watched = watchedOf(xhr)
          if (watched) look(xhr, watched)
        }
        try {
          const result: unknown = apply(target, xhr, args)
          safely(after)
          return result
        } catch (error) {
          // A synchronous one fails without an event; a second `send` fails and leaves the first on its way.
          safely(() => {
            const watched = watchedOf(xhr)
            if (watched && apply(readyStateOf, xhr, []) === DONE) fail(watched, 'error')
          })
          throw error
        }
      },
    }),
  )
  const Watching = new Proxy(
    Native,
    bare<ProxyHandler<typeof Native>>({
      construct(target, args, newTarget) {
        const xhr: object = construct(target, args, newTarget)
        safely(() => void watch(xhr))
        return xhr
      },
    }),
  )
  prototype.constructor = Watching
  globalThis.XMLHttpRequest = Watching
}
