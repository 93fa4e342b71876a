import { Component } from 'preact'
import type { ExportPreview } from '../../../lib/export/preview.ts'
import { FORMAT_IDS } from '../../../lib/export/ports.ts'
import { formatBytes, formatDate, formatMoment } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Fold } from '../../../lib/ui/fold.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { form } from './form.ts'
import { followPreview, preview } from './preview.ts'

/** What the form asks for would come to: how many messages, how big, from when to when, some of them. */
export class PreviewPart extends Component {
  private stop: () => void = () => {}

  override componentDidMount(): void {
    this.stop = followPreview()
  }

  override componentWillUnmount(): void {
    this.stop()
  }

  render() {
    const { preview: found, isLoading, hasFailed } = preview.value
    return (
      <section class="export-preview" aria-label={t('export.preview')} aria-busy={isLoading}>
        {hasFailed ? <p class="muted">{t('export.preview.failed')}</p> : null}
        {found === null ? (
          hasFailed ? null : (
            <p class="muted">{t('export.preview.loading')}</p>
          )
        ) : (
          <Found preview={found} />
        )}
        {form.value.redact ? <p class="word-warn small">{t('export.preview.redacted')}</p> : null}
      </section>
    )
  }
}

function Found({ preview: { count, isEstimate, firstAt, lastAt, bytes, samples } }: { preview: ExportPreview }) {
  if (count === 0) return <p role="status">{t('export.preview.none')}</p>
  const between =
    firstAt === null || lastAt === null
      ? null
      : t('export.preview.between', { first: formatDate(firstAt), last: formatDate(lastAt) })
  const sizes = FORMAT_IDS.flatMap((format) => {
    const size = bytes[format]
    return size === undefined
      ? []
      : [t('export.preview.size', { format: t(`export.format.${format}`), size: formatBytes(Math.round(size)) })]
  })
  const shown = samples.reduce((sum, { messages }) => sum + messages.length, 0)
  return (
    <>
      <p role="status" class="number">
        <strong>{t(isEstimate ? 'export.preview.about' : 'export.preview.count', { count })}</strong>
        {between === null ? null : <span class="muted"> · {between}</span>}
      </p>
      <p class="muted small number">{sizes.join(' · ')}</p>
      {shown === 0 ? null : (
        <Fold title={t('export.preview.samples', { count: shown })}>
          <Samples samples={samples} />
        </Fold>
      )}
    </>
  )
}

function Samples({ samples }: Pick<ExportPreview, 'samples'>) {
  return (
    <ul class="export-samples" tabIndex={0} aria-label={t('export.preview')}>
      {samples.flatMap(({ head, messages }) =>
        messages.map(({ id, at, direction, authorName, text }) => (
          <li key={`${head.id} ${id}`} class="export-sample">
            <span class="muted small">
              {formatMoment(Date.parse(at))}
              {' · '}
              <Name text={head.title ?? t('unknown.person')} />
              {' · '}
              <Name text={direction === 'out' ? t('export.preview.me') : (authorName ?? t('unknown.person'))} />
            </span>
            <bdi class="one-line">{text}</bdi>
          </li>
        )),
      )}
    </ul>
  )
}
