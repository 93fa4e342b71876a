import { t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { contactName } from '../../lib/ui/contact-name.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { Name } from '../../lib/ui/name.tsx'
import { Time } from '../../lib/ui/time.tsx'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import { contactAddress } from './route.ts'
import type { JoinRow } from './who-rows.ts'
import { answering, undoJoin } from './who-store.ts'
import { WindowedList } from '../../lib/ui/windowed-list.tsx'

const ROW_HEIGHT = 56

/** What was joined, by evidence or by the user, each with the way back. */
export function WhoJoins({ joins }: { joins: readonly JoinRow[] }) {
  if (joins.length === 0) return <Empty title={t('who.joins.none')} text={t('who.joins.none.text')} />
  return (
    <WindowedList
      class="who-joins"
      role="list"
      label={t('who.joins')}
      count={joins.length}
      rowHeight={ROW_HEIGHT}
      row={(index) => {
        const join = joins[index]
        return join ? <Join key={join.id} join={join} index={index} count={joins.length} /> : null
      }}
    />
  )
}

function Join({ join: { id, from, to, why, at }, index, count }: { join: JoinRow; index: number; count: number }) {
  const name = contactName(to)
  const old = from ? contactName(from) : name
  return (
    <div
      role="listitem"
      class="who-join"
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ height: `${ROW_HEIGHT}px` }}
    >
      <ContactAvatar id={to.id} name={name} kind={to.kind} />
      <span class="row-text">
        <span class="row-head">
          <a class="one-line" href={contactAddress(to.id)}>
            <Name text={name} />
          </a>
          <span class="muted small">
            <Time at={at} />
          </span>
        </span>
        <span class="one-line muted small">
          {t(`who.by.${why}`)}
          {old === name ? null : (
            <>
              {' · '}
              <Name text={old} />
            </>
          )}
        </span>
      </span>
      <Button
        look="quiet"
        disabled={answering.value.has(id)}
        label={t('who.undo.label', { name })}
        onClick={() => void undoJoin(id)}
      >
        {t('action.undo')}
      </Button>
    </div>
  )
}
