/** The account's own real QQ number, as decimal digits. The one id of the service that lasts for ever. */
export type AccountId = string

/**
 * One login of one account. Handles mean something only together with it: the service deals out new numbers
 * at every login. Equal for everything that shares the same login cookies (the page, the background, a restart).
 */
export type Epoch = string

export type HandleKind = 'person' | 'group' | 'discuss'

/**
 * What the service calls somebody during one login (a uin, gid or did). Never shown, never a key that outlives the
 * login: it only points to a contact.
 */
export interface Handle {
  account: AccountId
  epoch: Epoch
  kind: HandleKind
  number: number
}

/** A handle as a string key, for maps and for the archive's index. */
export function handleKey(handle: Handle): string {
  return `${handle.account}/${handle.epoch}/${handle.kind}/${handle.number}`
}
