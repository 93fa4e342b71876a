import type { Archive } from '../../lib/archive/port.ts'
import { canonicalId, toAliasMap } from '../../lib/chat/alias.ts'
import type { Contact } from '../../lib/chat/contact.ts'
import type { Message } from '../../lib/chat/message.ts'
import { compileRules } from '../../lib/rules/compile.ts'
import { eventOf } from '../../lib/rules/lab/event-of.ts'
import type { ReplayDefaults } from '../../lib/rules/lab/event-of.ts'
import { matchSteps } from '../../lib/rules/match-words.ts'
import { NO_CAPTURES } from '../../lib/rules/matchers/matcher.ts'
import { DEFAULT_POLICY } from '../../lib/rules/policy.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { renderTemplate } from '../../lib/rules/template.ts'
import { timeValues } from '../../lib/rules/template-time.ts'
import { DAY } from '../../lib/time.ts'
import type { ChatData } from './chat-data.ts'

/**
 * What a rule would answer to a message now, as text to edit and send by hand. Without a message, or when the rule does
 * not match it, what a pattern would have captured is left out. `at` in ms. @throws {ArchiveError}
 */
export async function draftText(
  archive: Archive,
  rule: Rule,
  { contact }: Pick<ChatData, 'contact'>,
  message: Message | undefined,
  at: number,
): Promise<string> {
  const isFriend = contact.kind === 'person'
  const [author, decisions] = await Promise.all([
    isFriend ? contact : authorOf(archive, contact, message),
    archive.decisions({ conversation: contact.id, since: at - DAY, limit: 10_000 }),
  ])
  const replies = decisions.filter(({ outcome }) => outcome.kind === 'reply' && outcome.ruleId === rule.id)
  const names = {
    nick: author?.nick ?? message?.authorName ?? null,
    remark: author?.remark ?? null,
    card: isFriend ? null : (message?.authorName ?? null),
    group: isFriend ? null : contact.nick,
  }
  const [compiled] = compileRules({ rules: [rule], policy: DEFAULT_POLICY }).rules
  return renderTemplate(compiled?.replies[0] ?? [], {
    ...names,
    ...timeValues(at, Intl.DateTimeFormat().resolvedOptions().timeZone),
    count: replies.length + 1,
    message: message?.text ?? '',
    captures: compiled && message ? matchSteps(compiled, eventAbout(message, names)).captures : NO_CAPTURES,
  })
}

/** The message as a rule's words see it; who wrote it makes no difference here. */
function eventAbout(message: Message, names: ReplayDefaults['names']) {
  const switches = { autoReply: true, pausedUntil: null, stopped: null }
  const nobody = { authorNumber: null, category: null, role: null, previousAt: null }
  return eventOf(message, undefined, { zone: 'UTC', switches, away: false, names, ...nobody }).event
}

async function authorOf(
  archive: Archive,
  { account }: Contact,
  message: Message | undefined,
): Promise<Contact | undefined> {
  if (!message?.author) return undefined
  return await archive.contact(canonicalId(toAliasMap(await archive.aliases(account)), message.author))
}
