import type { ImportedReply } from '../../../lib/chat/imported-reply.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { t } from '../../../lib/i18n/t.ts'
import { ReplyIcon } from './chat-icons.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { placeOf, titleOf } from '../lab/rule-title.ts'
import { ruleAddress } from '../route.ts'

/** What is known of a reply: its row, or what the imported file told. */
export type ReplyFacts = OutboxRow | ImportedReply

interface ReplyMarkProps {
  reply: ReplyFacts | undefined
  /** Whether the keyboard stops at the rule's name. */
  isStop: boolean
}

/** Says under a message that a rule sent it, which one, and what became of it when that is not simply "sent". */
export function ReplyMark({ reply, isStop }: ReplyMarkProps) {
  const rule = reply?.ruleId ?? null
  return (
    <p class="reply-mark muted small">
      <ReplyIcon />
      {rule === null ? (
        t('chats.byRule')
      ) : (
        <RuleName id={rule} isOurs={reply !== undefined && 'id' in reply} isStop={isStop} />
      )}
      {reply === undefined ? null : <Outcome reply={reply} />}
    </p>
  )
}

/** `isOurs`: the rule was here once; an imported file may name one that never was. */
function RuleName({ id, isOurs, isStop }: { id: string; isOurs: boolean; isStop: boolean }) {
  const title = titleOf(id)
  if (placeOf(id) === null) return <>{isOurs ? `${t('chats.byRule')} · ${title}` : t('chats.byRule')}</>
  return (
    <a class="quiet-link one-line" href={ruleAddress(id)} tabIndex={isStop ? 0 : -1}>
      <span class="unseen">{t('chats.byRule')} </span>
      <Name text={title} />
    </a>
  )
}

function Outcome({ reply }: { reply: ReplyFacts }) {
  const { state } = reply
  if (state === 'unknown') return null
  if (state === 'sent') return <span class="unseen">{t('outcome.sent')}</span>
  const { reason, code } = 'reason' in reply ? reply : { reason: null, code: null }
  const words = [
    t(`outcome.${state}`),
    reason === null || reason === 'refused-by-server' ? '' : t(`why.${reason}`),
    code === null ? '' : t('outcome.code', { code }),
  ]
  return <span class={state === 'refused' ? 'word-bad' : 'word-warn'}>{words.filter(Boolean).join(' · ')}</span>
}
