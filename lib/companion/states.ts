import { BackendError } from '../backend.ts'
import type { Backend, LoginId, PersonState } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { OnlineState } from '../chat/online-state.ts'
import { contactOf } from '../contacts/book.ts'
import { log } from '../log.ts'
import { MINUTE } from '../time.ts'
import type { Desk } from './desk.ts'

/** Somebody whose state the service told. */
export interface ContactState extends OnlineState {
  contact: ContactId
}

export interface StatesParts {
  backend: Pick<Backend, 'login' | 'states'>
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  /** `isEverybody`: friends who are not among these are offline or hidden. */
  statesTold(account: AccountId, people: ContactState[], isEverybody: boolean): void
  now(): number
}

/** Who is online: shown beside the names, so nobody waits for it, and a failure leaves what was known. */
export interface States {
  /** Asks about everybody, unless that was done within the last minute. Throws only what storage throws. */
  ask(login: LoginId, abort: AbortSignal): Promise<void>
  /** Friends have come or gone. */
  heard(desk: Desk, states: readonly PersonState[]): void
}

const ASK_AGAIN_AFTER = MINUTE

export function createStates(parts: StatesParts): States {
  let asked: { epoch: string; at: number } | undefined

  function tell(desk: Desk, states: readonly PersonState[], isEverybody: boolean): void {
    // What an earlier login still had in the journal says nothing about now.
    if (parts.backend.login()?.epoch !== desk.login.epoch) return
    const people = states.flatMap(({ person, state, client }) => {
      const contact = contactOf(desk.book, person)?.id
      return contact === undefined ? [] : [{ contact, state, client }]
    })
    if (people.length > 0 || isEverybody) parts.statesTold(desk.login.account, people, isEverybody)
  }

  return {
    async ask(login, abort) {
      if (asked?.epoch === login.epoch && parts.now() - asked.at < ASK_AGAIN_AFTER) return
      asked = { epoch: login.epoch, at: parts.now() }
      try {
        const states = await parts.backend.states(abort)
        await parts.atDesk(login, (desk) => tell(desk, states, true))
      } catch (error) {
        if (!(error instanceof BackendError)) throw error
        asked = undefined
        log('states failed', { why: error.why })
      }
    },
    heard: (desk, states) => tell(desk, states, false),
  }
}
