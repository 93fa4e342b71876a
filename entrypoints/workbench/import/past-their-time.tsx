import { expired } from '../../../lib/backup/retention.ts'
import type { Retention } from '../../../lib/chat/retention.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { STORAGE_ADDRESS } from '../route.ts'
import { retention } from '../storage/retention-store.ts'
import type { Plan, Preview } from './worker-words.ts'

/** Warns of messages that would be deleted soon after they were taken in, because they are older than what is kept. */
export function PastTheirTime({ preview, plan }: { preview: Preview; plan: Plan }) {
  const count = countPastTheirTime(preview, plan, retention.value, Date.now())
  if (count === 0) return null
  return (
    <Panel
      tone="warn"
      title={t('import.old', { count })}
      actions={
        <a class="button" href={STORAGE_ADDRESS} target="_blank" rel="noopener">
          {t('import.old.change')}
        </a>
      }
    >
      <p>{t('import.old.text')}</p>
    </Panel>
  )
}

/** How many of the conversations that are taken in have messages that are past their time at `now` (ms). */
export function countPastTheirTime(
  { found }: Pick<Preview, 'found'>,
  { decisions }: Pick<Plan, 'decisions'>,
  kept: Retention,
  now: number,
): number {
  const taken = found.conversations.flatMap(({ firstAt }, index) => {
    const choice = decisions.conversations[index]
    // A new one has no number of its own: no id is empty.
    return choice?.take ? [{ conversation: choice.target ?? '', firstAt }] : []
  })
  return expired(kept, taken, (id) => id, now).length
}
