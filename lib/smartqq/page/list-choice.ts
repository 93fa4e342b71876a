import { readNumber } from './read-number.ts'
import * as PAGE from './selectors.ts'

/** Somebody picked on the page, by number in the login that is up. `name`: as the title of the chat would have it. */
export interface Choice {
  kind: 'friend' | 'group' | 'discuss'
  number: number
  name: string
}

/** The page opens the chat in the same moment; a choice that led nowhere says nothing about a later chat. */
const OPENS_WITHIN = 5_000

/**
 * Follows what is picked in the page's lists, since an open chat does not say whom it is with. A choice holds while the
 * chat has its name; one that could have been opened in another way than by a choice we saw is nobody's.
 */
export function createListChoice(now: () => number) {
  let picked: { choice: Choice | null; until: number } | null = null
  let open: Choice | null = null
  let profile: Choice | null = null

  return {
    /** Takes a click (or the page's `tap`) anywhere on the page, before the page itself does. */
    clicked(target: EventTarget | null): void {
      if (!(target instanceof Element)) return
      const command = target.closest('[cmd]')
      if (!command) return
      const item = command.closest(PAGE.listItem)
      if (item) {
        const does = command.getAttribute('cmd')
        const isMember = item.closest(PAGE.memberPanel) !== null
        if (does === PAGE.opensProfile || (does === PAGE.opensChat && isMember)) profile = readChoice(item)
        else if (does === PAGE.opensChat) pick(readChoice(item))
      } else if (command.matches(PAGE.profileEntry)) profile = open
      else if (command.matches(PAGE.writesToProfile)) pick(profileShown(command, profile))
      else if (command.matches(PAGE.closesPanel) && command.closest(PAGE.chatPanel)) open = null
    },
    /** Who it was, if the chat of that title was opened by a choice; null: not known. */
    chosenFor(title: string): Choice | null {
      if (picked && now() > picked.until) picked = null
      if (picked && (picked.choice === null || picked.choice.name === title)) {
        open = picked.choice
        picked = null
      }
      if (open && open.name !== title && !picked) open = null
      return open?.name === title ? open : null
    },
  }

  function pick(choice: Choice | null): void {
    picked = { choice, until: now() + OPENS_WITHIN }
  }
}

/** The one whose profile is shown, if the profile has the name of the one that was picked. */
function profileShown(button: Element, choice: Choice | null): Choice | null {
  const name = button.closest(PAGE.profilePanel)?.querySelector(PAGE.profileName)?.textContent?.trim()
  return choice?.kind === 'friend' && choice.name === name ? choice : null
}

function readChoice(item: Element): Choice | null {
  const number = readNumber(item.getAttribute(PAGE.itemNumber))
  const kind = item.getAttribute(PAGE.itemType)
  const name = item.querySelector(PAGE.itemName)
  if (number === null || !name || (kind !== 'friend' && kind !== 'group' && kind !== 'discuss')) return null
  return { kind, number, name: titleOf(name) }
}

/** A remark or card comes first and the nick behind it in brackets of its own element; titles have the nick. */
function titleOf(name: Element): string {
  const nick = name.querySelector('span')?.textContent?.trim()
  if (nick?.startsWith('(') && nick.endsWith(')')) return nick.slice(1, -1).trim()
  return name.textContent?.trim() ?? ''
}
