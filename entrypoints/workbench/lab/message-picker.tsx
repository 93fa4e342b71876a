import { computed, signal } from '@preact/signals'
import type { Message } from '../../../lib/chat/message.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { WindowedList } from '../../../lib/ui/windowed-list.tsx'
import { liveRows } from '../../pages/live-rows.ts'
import { labAccount } from './lab-account.ts'
import { messageWords } from './message-words.ts'
import { readRecent, searchMessages } from './recent-messages.ts'

const ROW_HEIGHT = 52

const { rows } = liveRows(
  () => labAccount.value,
  async (archive, account) => (account === null ? [] : await readRecent(archive, account)),
)
const search = signal('')
const found = computed<readonly Message[]>(() => {
  const all = rows.value
  return all === null || typeof all === 'string' ? [] : searchMessages(all, search.value)
})

/** The last messages of the archive to choose one from, with search. */
export function MessagePicker({ onPick }: { onPick: (message: Message) => void }) {
  const all = rows.value
  if (all === null) return <Skeleton lines={4} />
  if (typeof all === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${all}`)} />
  if (all.length === 0) return <p class="field-hint">{t('lab.messages.empty')}</p>
  return (
    <div class="lab-messages">
      <input
        class="input"
        type="search"
        placeholder={t('lab.messages.search')}
        aria-label={t('lab.messages.search')}
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
      {found.value.length === 0 ? (
        <p class="field-hint">{t('lab.pick.none')}</p>
      ) : (
        <WindowedList
          class="lab-message-rows"
          role="list"
          label={t('lab.messages')}
          count={found.value.length}
          rowHeight={ROW_HEIGHT}
          row={(index) => <Row key={index} index={index} onPick={onPick} />}
        />
      )}
    </div>
  )
}

function Row({ index, onPick }: { index: number; onPick: (message: Message) => void }) {
  const message = found.value[index]
  if (!message) return null
  return (
    <div
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={found.value.length}
      style={{ height: `${ROW_HEIGHT}px` }}
    >
      <button type="button" class="lab-message" onClick={() => onPick(message)}>
        <span class="row-head">
          <strong class="one-line">
            <Name text={message.authorName ?? t(`unknown.${message.kind === 'friend' ? 'person' : message.kind}`)} />
          </strong>
          <span class="muted small">
            <Time at={message.sentAt} />
          </span>
        </span>
        <bdi class="one-line">{messageWords(message)}</bdi>
      </button>
    </div>
  )
}
