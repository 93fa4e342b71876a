import type { Accounts } from '../accounts.ts'
import type { Service } from '../service.ts'
import type { Front } from '../wire/front.ts'

/** A request of the control API: JSON, or nothing. */
export type Body = Record<string, unknown>

/** What a verb may need beside the account it speaks of. */
export type Stage = { front: Front; accounts: Accounts }

/** Carries out a request; what it returns is added to `{ok: true}`. @throws ControlError with words for the caller */
export type Verb = (service: Service, body: Body, stage: Stage) => Record<string, unknown> | void
