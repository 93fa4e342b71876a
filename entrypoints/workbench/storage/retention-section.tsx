import { computed, signal } from '@preact/signals'
import { deletesAnything } from '../../../lib/backup/retention.ts'
import { formatAgo, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { now } from '../../../lib/ui/clock.ts'
import { CloseIcon } from '../../../lib/ui/icons.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Waits } from '../waits.tsx'
import { Affected } from './affected.tsx'
import { isKeepDays, KeepField } from './keep-field.tsx'
import { daysWords } from './keep-words.ts'
import { isSweeping, lastSweep, retention, saveRetention, sweepNow, sweepWaits, withChat } from './retention-store.ts'
import { nameOf, stored } from './sizes.ts'

/** What is chosen and not saved yet: null is "for ever", undefined nothing. */
const draft = signal<number | null | undefined>(undefined)
const counted = signal<number | null>(null)

const chosen = computed(() => (draft.value === undefined ? retention.value.keepDays : draft.value))
const isChanged = computed(() => chosen.value !== retention.value.keepDays)
/** Counted only when it deletes anything and can be saved. */
const wanted = computed(() => {
  const days = chosen.value
  return !isChanged.value || days === null || !isKeepDays(days) ? null : { ...retention.value, keepDays: days }
})

/** How long messages are kept, in general and of single conversations. */
export function RetentionSection() {
  const days = chosen.value
  const isGood = days === null || isKeepDays(days)
  return (
    <section class="storage-section" aria-labelledby="storage-retention">
      <h2 id="storage-retention">{t('storage.retention')}</h2>
      <p class="muted">{t('storage.retention.text')}</p>
      <KeepField<never>
        id="storage-keep-days"
        label={t('storage.retention')}
        value={days}
        onChoose={(value) => (draft.value = value)}
      />
      <Affected wanted={wanted} days={chosen} onCounted={(messages) => (counted.value = messages)} />
      {isChanged.value ? (
        <div class="storage-buttons">
          <Button
            look={(counted.value ?? 0) > 0 ? 'danger' : 'primary'}
            disabled={!isGood || (wanted.value !== null && counted.value === null)}
            onClick={() => void save()}
          >
            {t('action.save')}
          </Button>
          <Button look="quiet" onClick={() => (draft.value = undefined)}>
            {t('action.cancel')}
          </Button>
        </div>
      ) : null}
      <Exceptions />
      <SweepLine />
    </section>
  )
}

async function save(): Promise<void> {
  const keepDays = chosen.value
  await saveRetention(({ chats }) => ({ keepDays, chats }))
  draft.value = undefined
}

/** Conversations that go by a number of their own. */
function Exceptions() {
  const found = stored.value
  const named = Object.entries(retention.value.chats)
  if (named.length === 0) return <p class="muted small">{t('storage.exceptions.none')}</p>
  const rows = new Map(
    found === null || typeof found === 'string' ? [] : found.sizes.map((row) => [row.conversation, row]),
  )
  return (
    <div>
      <h3>{t('storage.exceptions')}</h3>
      <ul class="storage-exceptions">
        {named.map(([id, days]) => {
          const row = rows.get(id)
          const name = row ? nameOf(row) : t('storage.unnamed')
          return (
            <li key={id}>
              <span class="one-line">
                <Name text={name} />
              </span>
              <span class="muted">{daysWords(days)}</span>
              <IconButton
                icon={<CloseIcon />}
                label={t('storage.exceptions.remove', { name })}
                onClick={() => void saveRetention((before) => withChat(before, id, 'rule'))}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** When it was last done, and what will be. */
function SweepLine() {
  const deletes = deletesAnything(retention.value)
  const last = lastSweep.value
  return (
    <>
      <div class="storage-line">
        <p class="muted small" role="status">
          {deletes ? t('storage.sweep.daily') : t('storage.sweep.never')}
          {last === null ? null : (
            <>
              {' '}
              {t(last.isPartial ? 'storage.sweep.partial' : 'storage.sweep.last', {
                ago: formatAgo(last.at, now.value),
                messages: formatNumber(last.messages),
                conversations: formatNumber(last.conversations),
              })}
            </>
          )}
        </p>
        {deletes ? (
          <Button disabled={isSweeping.value} onClick={() => void sweepNow()}>
            {t(isSweeping.value ? 'storage.sweep.running' : 'storage.sweep.now')}
          </Button>
        ) : null}
      </div>
      <Waits what={sweepWaits.value} />
    </>
  )
}
