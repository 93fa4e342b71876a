import type { Archive } from '../../lib/archive/port.ts'
import { canonicalId, toAliasMap } from '../../lib/chat/alias.ts'
import type { Contact } from '../../lib/chat/contact.ts'
import type { Message } from '../../lib/chat/message.ts'
import { compileRules } from '../../lib/rules/compile.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { renderTemplate } from '../../lib/rules/template.ts'
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
  const [compiled] = compileRules([rule])
  if (!compiled) return ''
  const captures = compiled.matcher?.(message?.text ?? '').captures ?? { byNumber: [], byName: new Map() }
  return renderTemplate(compiled.template, {
    nick: author?.nick ?? message?.authorName ?? null,
    remark: author?.remark ?? null,
    card: isFriend ? null : (message?.authorName ?? null),
    group: isFriend ? null : contact.nick,
    time: new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
    count: replies.length + 1,
    captures,
  })
}

async function authorOf(
  archive: Archive,
  { account }: Contact,
  message: Message | undefined,
): Promise<Contact | undefined> {
  if (!message?.author) return undefined
  return await archive.contact(canonicalId(toAliasMap(await archive.aliases(account)), message.author))
}
