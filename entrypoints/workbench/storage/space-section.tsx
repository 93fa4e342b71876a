import { signal } from '@preact/signals'
import { formatBytes, formatDate } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { chatAddress, IMPORT_ADDRESS } from '../route.ts'
import { SizeTable } from './size-table.tsx'
import { askToPersist, nameOf, roomLeft } from './sizes.ts'
import type { Stored } from './sizes.ts'

/** How full it may get before it is said. */
const NEARLY_FULL = 0.9

/** How much room there is, and what takes it. */
export function SpaceSection({ stored }: { stored: Stored }) {
  const { sizes } = stored
  const messages = sizes.reduce((sum, size) => sum + size.messages, 0)
  return (
    <section class="storage-section" aria-labelledby="storage-space">
      <h2 id="storage-space">{t('storage.space')}</h2>
      <Meter />
      <Damage stored={stored} />
      {sizes.length === 0 ? (
        <Empty title={t('storage.empty')} text={t('storage.empty.text')}>
          <a class="button" href={IMPORT_ADDRESS}>
            {t('nav.import')}
          </a>
        </Empty>
      ) : (
        <>
          <p class="number">{t('storage.total', { messages, conversations: sizes.length })}</p>
          <SizeTable sizes={sizes} />
        </>
      )}
    </section>
  )
}

const isRefused = signal(false)

function Meter() {
  const room = roomLeft.value
  if (room === null || room.quota === 0) return null
  const share = room.usage / room.quota
  const words = t('storage.used', { used: formatBytes(room.usage), quota: formatBytes(room.quota) })
  return (
    <div class="storage-meter">
      <div
        class={`storage-meter-track${share > NEARLY_FULL ? ' storage-meter-full' : ''}`}
        role="meter"
        aria-label={t('storage.space')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * share)}
        aria-valuetext={words}
      >
        <span style={{ width: `${Math.max(0.5, Math.min(100, 100 * share))}%` }} />
      </div>
      <p class="number">{words}</p>
      {share > NEARLY_FULL ? (
        <Panel tone="warn" title={t('storage.nearlyFull')}>
          <p>{t('storage.nearlyFull.text')}</p>
        </Panel>
      ) : null}
      {room.isPersisted ? (
        <p class="muted small">{t('storage.persisted')}</p>
      ) : (
        <div class="storage-line">
          <p class="muted small">{t(isRefused.value ? 'storage.persist.refused' : 'storage.notPersisted')}</p>
          <Button
            onClick={() => void askToPersist().then(() => (isRefused.value = roomLeft.value?.isPersisted === false))}
          >
            {t('storage.persist')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Where messages cannot be read back any more. */
function Damage({ stored: { damage, sizes } }: { stored: Stored }) {
  if (damage.length === 0) return null
  const rows = new Map(sizes.map((row) => [row.conversation, row]))
  const messages = damage.reduce((sum, piece) => sum + piece.messages, 0)
  return (
    <Panel tone="bad" role="alert" title={t('storage.damage', { count: messages })}>
      <p>{t('storage.damage.text')}</p>
      <ul class="storage-damage">
        {damage.map(({ conversation, from, to, messages: count }) => {
          const row = rows.get(conversation)
          return (
            <li key={`${conversation}/${from}`}>
              <a href={chatAddress(conversation, { from: { at: from } })}>
                <Name text={row ? nameOf(row) : t('storage.unnamed')} />
              </a>{' '}
              <span class="muted number">
                {t('storage.damage.piece', { from: formatDate(from), to: formatDate(to), count })}
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
