import { computed } from '@preact/signals'
import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { Fold } from '../../../lib/ui/fold.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { liveRows } from '../live-rows.ts'
import { readPreviewMessages } from './preview-messages.ts'
import { previewRule } from './preview-run.ts'
import type { PreviewRow } from './preview-run.ts'
import type { RuleDraft } from './rule-draft.ts'

/** With one of these wrong the conditions say nothing yet; a reply that is missing does not matter. */
const NEEDED = ['kinds', 'contacts', 'people', 'texts', 'pattern', 'content', 'hours', 'dates', 'first']

/** What the rule as it stands would do with the last real messages. Nothing is sent. */
export class LivePreview extends Component<{ draft: RuleDraft }> {
  private readonly live = liveRows(
    () => null,
    (archive) => readPreviewMessages(archive),
    ({ conversations }) => conversations.length > 0,
  )
  private readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  private readonly rows = computed<readonly PreviewRow[] | null>(() => {
    const { draft } = this.props
    const messages = this.live.rows.value
    if (!Array.isArray(messages) || draft.problems.value.some(({ field }) => NEEDED.includes(field))) return null
    return previewRule(draft.rule.value, messages, this.zone)
  })

  override componentWillUnmount(): void {
    this.live.stop()
  }

  render() {
    return (
      <Fold title={t('preview.title')} summary={this.summary()} open>
        {this.body()}
      </Fold>
    )
  }

  private summary(): string | undefined {
    const rows = this.rows.value
    return rows ? t('preview.count', { count: answered(rows), total: rows.length }) : undefined
  }

  private body() {
    const messages = this.live.rows.value
    if (messages === null) return <Skeleton lines={3} />
    if (typeof messages === 'string') return <Panel tone="bad" title={t(`failed.archive.${messages}`)} />
    if (messages.length === 0) return <p class="field-hint">{t('preview.empty')}</p>
    const rows = this.rows.value
    if (rows === null) return <p class="field-hint">{t('preview.unready')}</p>
    return (
      <>
        <p class="field-hint">
          {t('preview.count', { count: answered(rows), total: rows.length })} {t('preview.hint')}
        </p>
        <ul class="preview-rows" aria-label={t('preview.title')} tabIndex={0}>
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </ul>
      </>
    )
  }
}

function answered(rows: readonly PreviewRow[]): number {
  return rows.filter(({ verdict }) => verdict === 'reply' || verdict === 'draft').length
}

function Row({ row: { place, text, verdict, reply, why } }: { row: PreviewRow }) {
  const hits = verdict === 'reply' || verdict === 'draft'
  return (
    <li class={hits ? 'preview-row' : 'preview-row preview-silent'}>
      <span class="preview-said">
        <Name text={place} class="muted small one-line" />
        <bdi class="one-line">{text}</bdi>
      </span>
      {hits ? (
        <span class="preview-answer">
          {t(`preview.${verdict}`)} <bdi>{reply}</bdi>
        </span>
      ) : (
        <span class="muted small">
          {t(`preview.${verdict}`)}
          {verdict === 'held' && why !== null ? ` · ${t(`why.${why}`)}` : null}
        </span>
      )}
    </li>
  )
}
