import { BackendError } from '../backend.ts'
import type { Backend, LoginId, PersonState } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import { handleKey } from '../chat/handle.ts'
import type { AccountId } from '../chat/handle.ts'
import type { OnlineState } from '../chat/online-state.ts'
import { contactOf } from '../contacts/book.ts'
import { log } from '../log.ts'
import { MINUTE } from '../time.ts'
import type { Desk } from './desk.ts'

/** Somebody whose state the service told. */
export interface ContactState extends OnlineState {
  contact: ContactId
  /** When it was told, ms. */
  at: number
}

export interface StatesParts {
  backend: Pick<Backend, 'login' | 'states'>
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  /**
   * @param everybodyAt when the service told of everybody, ms: friends who are not among these are offline or hidden.
   * Null: these have come or gone, the others are as they were.
   */
  statesTold(account: AccountId, people: ContactState[], everybodyAt: number | null): void
  now(): number
}

/** Who is online: shown beside the names, so nobody waits for it, and a failure leaves what was known. */
export interface States {
  /** Asks about everybody, unless that was done within the last minute. Throws only what storage throws. */
  ask(login: LoginId, abort: AbortSignal): Promise<void>
  /** Friends have come or gone. */
  heard(desk: Desk, states: readonly PersonState[]): void
  /** What was told may be forgotten by those who show it: the next question is asked whenever it comes. */
  forget(): void
  /** People were linked, joined or parted: what was told counts for whom it is about now. */
  linked(desk: Desk): void
}

const ASK_AGAIN_AFTER = MINUTE

export function createStates(parts: StatesParts): States {
  let asked: { epoch: string; at: number } | undefined
  /** What was told since everybody was asked about, by `handleKey`, and whom it was taken for. */
  let everybody:
    | { epoch: string; at: number; states: Map<string, PersonState & { at: number }>; ids: string }
    | undefined

  function ofContacts(desk: Desk, states: Iterable<PersonState & { at: number }>): ContactState[] {
    return [...states].flatMap(({ person, state, client, at }) => {
      const contact = contactOf(desk.book, person)?.id
      return contact === undefined ? [] : [{ contact, state, client, at }]
    })
  }

  const idsOf = (people: readonly ContactState[]) => people.map(({ contact }) => contact).join(' ')
  // What an earlier login still had in the journal says nothing about now.
  const isNow = (desk: Desk) => parts.backend.login()?.epoch === desk.login.epoch

  function tellEverybody(desk: Desk, told: NonNullable<typeof everybody>): void {
    const people = ofContacts(desk, told.states.values())
    everybody = { ...told, ids: idsOf(people) }
    parts.statesTold(desk.login.account, people, told.at)
  }

  return {
    async ask(login, abort) {
      if (asked?.epoch === login.epoch && parts.now() - asked.at < ASK_AGAIN_AFTER) return
      asked = { epoch: login.epoch, at: parts.now() }
      try {
        const states = await parts.backend.states(abort)
        await parts.atDesk(login, (desk) => {
          if (!isNow(desk)) return
          const at = parts.now()
          const byHandle = new Map(states.map((state) => [handleKey(state.person), { ...state, at }]))
          tellEverybody(desk, { epoch: login.epoch, at, states: byHandle, ids: '' })
        })
      } catch (error) {
        if (!(error instanceof BackendError)) throw error
        asked = undefined
        log('states failed', { why: error.why })
      }
    },
    heard(desk, states) {
      if (states.length === 0 || !isNow(desk)) return
      const at = parts.now()
      const told = states.map((state) => ({ ...state, at }))
      const people = ofContacts(desk, told)
      if (everybody?.epoch === desk.login.epoch) {
        for (const state of told) everybody.states.set(handleKey(state.person), state)
        everybody.ids = idsOf(ofContacts(desk, everybody.states.values()))
      }
      if (people.length > 0) parts.statesTold(desk.login.account, people, null)
    },
    forget() {
      asked = everybody = undefined
    },
    linked(desk) {
      if (everybody?.epoch !== desk.login.epoch || !isNow(desk)) return
      if (idsOf(ofContacts(desk, everybody.states.values())) !== everybody.ids) tellEverybody(desk, everybody)
    },
  }
}
