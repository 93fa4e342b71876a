import { onMessage } from '../../lib/messaging.ts'
import { controlsItem, readControls } from '../../lib/settings.ts'
import type { Controls } from '../../lib/settings.ts'
import { dismiss } from './notices.ts'
import type { Parts } from './parts.ts'
import type { RuleBook } from './rule-book.ts'

/** The handlers of `lib/messaging.ts`, all of them. Rules and switches work whatever state the rest is in. */
export function registerRequests(ruleBook: RuleBook, opened: Promise<Parts>): void {
  onMessage('saveRule', ({ data }) => ruleBook.save(data))
  onMessage('deleteRule', ({ data }) => ruleBook.remove(data))
  onMessage('orderRules', ({ data }) => ruleBook.order(data))
  onMessage('enableRule', ({ data }) => ruleBook.enable(data.id, data.enabled))
  onMessage('setAutoReply', ({ data }) => setControls(opened, { autoReply: data }))
  onMessage('pauseUntil', ({ data }) => setControls(opened, { pausedUntil: data }))
  onMessage('reconnect', async () => (await opened).connection.tryAgain())
  onMessage('logout', async () => (await opened).connection.signOut())
  onMessage('refreshContact', async ({ data }) => (await opened).companion.refresh(data, new AbortController().signal))
  onMessage('setOwnState', async ({ data }) => (await opened).ownState.set(data, new AbortController().signal))
  onMessage('joinContacts', async ({ data }) => (await opened).companion.who.join(data.a, data.b))
  onMessage('keepApart', async ({ data }) => (await opened).companion.who.keepApart(data.a, data.b))
  onMessage('undoApart', async ({ data }) => (await opened).companion.who.undoApart(data.a, data.b))
  onMessage('undoJoin', async ({ data }) => (await opened).companion.who.undoJoin(data))
  onMessage('dismissNotice', ({ data }) => dismiss(data))
}

/** Throws a switch; replies that wait are looked at again at once. */
export async function setControls(opened: Promise<Parts>, change: Partial<Controls>): Promise<void> {
  await controlsItem.setValue({ ...(await readControls()), ...change })
  void opened.then(({ companion }) => companion.wakeOutbox())
}
