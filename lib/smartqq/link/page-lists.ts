import { toEnvelope } from '../wire/envelope.ts'
import * as lists from '../wire/read-lists.ts'
import { selfSchema } from '../wire/read-profile.ts'
import { maybeNumber, maybeText } from '../wire/shapes.ts'
import type { Tickets } from '../wire/session.ts'
import type { Lists } from './begin-session.ts'

/** The calls of a page's boot whose data we take, so that nothing is asked for twice. */
export type ListName = 'friends' | 'groups' | 'discusses' | 'self'

/** What one of them brought; null when its data cannot be read. */
export type Listed =
  | { kind: 'lists'; lists: Partial<Lists> }
  | { kind: 'self'; self: Pick<Tickets, 'nick' | 'face'> }
  | null

/** @param own the page's own number, which may be among its friends */
export function readList(name: ListName, text: string, own: number): Listed {
  const result = toEnvelope(text)?.result
  switch (name) {
    case 'friends': {
      const { data } = lists.friendsSchema.safeParse(result)
      return data ? { kind: 'lists', lists: { friends: lists.toFriends(data, own) } } : null
    }
    case 'groups': {
      const { data } = lists.groupsSchema.safeParse(result)
      return data ? { kind: 'lists', lists: { groups: lists.toGroups(data) } } : null
    }
    case 'discusses': {
      const { data } = lists.discussesSchema.safeParse(result)
      return data ? { kind: 'lists', lists: { discusses: lists.toDiscusses(data) } } : null
    }
    case 'self': {
      const { data } = selfSchema.safeParse(result)
      if (!data) return null
      return { kind: 'self', self: { nick: maybeText.parse(data['nick']), face: maybeNumber.parse(data['face']) ?? 0 } }
    }
  }
}
