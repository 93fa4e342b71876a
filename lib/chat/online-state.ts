/** What one can be; `offline` and `hidden` look the same to others. */
export type OwnState = (typeof OWN_STATES)[number]

/** All own states, in the order in which QQ's own menus list them. */
export const OWN_STATES = ['online', 'callme', 'away', 'busy', 'silent', 'hidden', 'offline'] as const

/** What a friend can be seen as. */
export type FriendState = Exclude<OwnState, 'hidden'>

/** What a friend is online with. */
export type ClientKind = 'computer' | 'phone' | 'web' | 'pad'

/** A friend's state as the service told it. */
export interface OnlineState {
  state: FriendState
  /** Null when offline, and when the service's number for it is not known. */
  client: ClientKind | null
}
