import type { ComponentChildren } from 'preact'
import { formatDate, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { canonical } from '../../../lib/contacts/book.ts'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { Empty } from '../../../lib/ui/empty.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { contactAddress } from '../route.ts'
import { CountTable } from './count-table.tsx'
import { labBook } from './dry-run-store.ts'
import { ReplayDifferences } from './replay-differences.tsx'
import type { ReplayReport, ReplayWish } from './replay-run.ts'
import { titleOf } from './rule-title.ts'

/** Most conversations that are listed by name. */
const MOST_NAMED = 100

interface ReplayResultProps {
  wish: ReplayWish
  report: ReplayReport
  /** It is still running. */
  isPartial?: boolean
  /** Buttons: what to do next. */
  actions?: ComponentChildren
}

/** What would have been sent to whom, by which rules, what was held back, and where it differs. */
export function ReplayResultView({ wish, report, isPartial, actions }: ReplayResultProps) {
  if (report.messages === 0) {
    return (
      <Empty title={t('lab.replay.nothing')} text={t('lab.replay.nothing.text')}>
        {actions}
      </Empty>
    )
  }
  return (
    <div class="lab-report">
      <Summary wish={wish} report={report} isPartial={isPartial} actions={actions} />
      <People report={report} />
      <ByRule report={report} />
      <ByWhy report={report} />
      {isPartial ? null : <ReplayDifferences wish={wish} report={report} />}
    </div>
  )
}

function Summary({ wish, report, isPartial, actions }: ReplayResultProps) {
  const { replies, drafts, conversations, messages, from, to } = report
  const answered = [...conversations.values()].filter((one) => one.replies > 0).length
  const span = from === null || to === null ? '' : spanWords(formatDate(from), formatDate(to))
  return (
    <Panel
      tone={isPartial ? 'plain' : report.different === 0 && report.compared > 0 ? 'good' : 'plain'}
      {...(isPartial ? {} : { role: 'status' as const })}
      title={t(wish.rules === 'now' ? 'lab.replay.would' : 'lab.replay.wouldThen', {
        replies: formatNumber(replies),
        people: formatNumber(answered),
      })}
      actions={actions}
    >
      {drafts > 0 ? <p>{t('lab.replay.drafts', { count: drafts })}</p> : null}
      <p class="muted number">
        {t('lab.replay.messages', { count: messages })}
        {span === '' ? null : ` · ${span}`}
      </p>
      <Comparison wish={wish} report={report} />
      <Unknown report={report} />
      <p class="muted small">{t('lab.nothingSent')}</p>
    </Panel>
  )
}

function spanWords(from: string, to: string): string {
  return from === to ? from : t('lab.replay.between', { from, to })
}

function Comparison({ wish, report: { compared, different, against } }: Pick<ReplayResultProps, 'wish' | 'report'>) {
  const other =
    wish.against === 'happened'
      ? 'lab.replay.against.happened'
      : (`lab.replay.rules.${wish.rules === 'now' ? 'then' : 'now'}` as const)
  if (compared === 0) return <p>{t('lab.replay.notCompared')}</p>
  return (
    <>
      <p>
        {different === 0
          ? t('lab.replay.same', { count: compared, other: t(other) })
          : t('lab.replay.different', { count: different, compared: formatNumber(compared), other: t(other) })}
      </p>
      {against === null ? null : (
        <p class="muted">{t('lab.replay.otherReplies', { other: t(other), count: against.replies })}</p>
      )}
    </>
  )
}

/** What the replay could not know. */
function Unknown({ report: { unrecorded, undecided, rulesLost } }: { report: ReplayReport }) {
  return (
    <>
      {undecided > 0 ? <p class="muted small">{t('lab.replay.undecided', { count: undecided })}</p> : null}
      {unrecorded > 0 ? <p class="muted small">{t('lab.replay.unrecorded', { count: unrecorded })}</p> : null}
      {rulesLost > 0 ? <p class="word-warn small">{t('lab.replay.rulesLost', { count: rulesLost })}</p> : null}
    </>
  )
}

function People({ report: { conversations } }: { report: ReplayReport }) {
  if (conversations.size === 0) return null
  const book = labBook.value
  const sorted = [...conversations].toSorted(([, a], [, b]) => b.replies - a.replies || b.drafts - a.drafts)
  const rows = sorted.slice(0, MOST_NAMED).map(([id, { kind, replies, drafts }]) => {
    const contact = book.contacts.get(canonical(book, id))
    const name = contact ? contactName(contact) : t(`unknown.${kind === 'friend' ? 'person' : kind}`)
    return {
      key: id,
      name: (
        <a href={contactAddress(id)}>
          <Name text={name} />
        </a>
      ),
      counts: [replies, drafts],
    }
  })
  return (
    <>
      <CountTable
        id="replay-people"
        title={t('lab.replay.people')}
        columns={[t('lab.replay.person'), t('lab.replay.replies'), t('lab.replay.offered')]}
        rows={rows}
      />
      {sorted.length > MOST_NAMED ? (
        <p class="field-hint">{t('lab.replay.morePeople', { count: sorted.length - MOST_NAMED })}</p>
      ) : null}
    </>
  )
}

function ByRule({ report: { rules } }: { report: ReplayReport }) {
  const rows = [...rules]
    .toSorted(([, a], [, b]) => b.replies - a.replies)
    .map(([id, { replies, drafts, held }]) => ({
      key: id,
      name: titleOf(id),
      counts: [replies, drafts, Object.values(held).reduce((sum, count) => sum + count, 0)],
    }))
  if (rows.length === 0) return <p class="muted">{t('lab.replay.noRule')}</p>
  return (
    <CountTable
      id="replay-rules"
      title={t('lab.replay.byRule')}
      columns={[t('lab.replay.rule'), t('lab.replay.replies'), t('lab.replay.offered'), t('lab.replay.held')]}
      rows={rows}
    />
  )
}

function ByWhy({ report: { held } }: { report: ReplayReport }) {
  const rows = (Object.entries(held) as [keyof typeof held, number][])
    .toSorted(([, a], [, b]) => b - a)
    .map(([why, count]) => ({ key: why, name: t(`why.${why}`), counts: [count] }))
  if (rows.length === 0) return null
  return (
    <CountTable
      id="replay-why"
      title={t('lab.replay.byWhy')}
      columns={[t('lab.replay.why'), t('lab.replay.count')]}
      rows={rows}
    />
  )
}
