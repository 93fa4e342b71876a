import { browser } from 'wxt/browser'
import { onMessage } from '../../lib/messaging.ts'
import { DAY } from '../../lib/time.ts'
import { changeControls, setAutoReply } from './controls.ts'
import { dismiss } from './notices.ts'
import type { Parts } from './parts.ts'
import type { RuleBook } from './rule-book.ts'

/** Details of a contact that somebody merely looks at are asked for no more often than this. */
const FRESH_FOR = DAY

/**
 * As `onMessage`, for our own pages only. Our scripts on the official page ask for nothing, so whoever does in their name
 * has broken into the page's process. The browser says who asks.
 */
const onRequest: typeof onMessage = (name, handle) =>
  onMessage(name, (message) => {
    if (!message.sender.url?.startsWith(browser.runtime.getURL('/'))) throw new Error('not one of our pages')
    return handle(message)
  })

/** The handlers of `lib/messaging.ts`, all of them. Rules and switches work whatever state the rest is in. */
export function registerRequests(ruleBook: RuleBook, opened: Promise<Parts>): void {
  /** Replies that wait are looked at again at once. */
  const look = () => void opened.then(({ companion }) => companion.wakeOutbox())

  onRequest('saveRule', ({ data }) => ruleBook.save(data))
  onRequest('deleteRule', ({ data }) => ruleBook.remove(data))
  onRequest('orderRules', ({ data }) => ruleBook.order(data))
  onRequest('enableRule', ({ data }) => ruleBook.enable(data.id, data.enabled))
  onRequest('saveRuleGroup', ({ data }) => ruleBook.saveGroup(data))
  onRequest('deleteRuleGroup', ({ data }) => ruleBook.removeGroup(data))
  onRequest('importRules', ({ data }) => ruleBook.import(data))
  onRequest('undoRules', () => ruleBook.undo())
  onRequest('setAutoReply', ({ data }) => setAutoReply(() => data).then(look))
  onRequest('pauseUntil', ({ data }) => changeControls(() => ({ pausedUntil: data })).then(look))
  onRequest('setAway', ({ data }) => changeControls(() => ({ away: data })))
  onRequest('resumeChat', async ({ data }) => (await opened).companion.resumeChat(data))
  onRequest('reconnect', async () => (await opened).connection.tryAgain())
  onRequest('logout', async () => (await opened).connection.signOut())
  onRequest('refreshContact', async ({ data }) => (await opened).companion.refresh(data, new AbortController().signal))
  onRequest('freshenContact', async ({ data }) =>
    (await opened).companion.freshen(data, FRESH_FOR, new AbortController().signal),
  )
  onRequest('setOwnState', async ({ data }) => (await opened).ownState.set(data, new AbortController().signal))
  onRequest('joinContacts', async ({ data }) => (await opened).companion.who.join(data.a, data.b))
  onRequest('keepApart', async ({ data }) => (await opened).companion.who.keepApart(data.a, data.b))
  onRequest('undoApart', async ({ data }) => (await opened).companion.who.undoApart(data.a, data.b))
  onRequest('undoJoin', async ({ data }) => (await opened).companion.who.undoJoin(data))
  onRequest('dismissNotice', ({ data }) => dismiss(data))
}
