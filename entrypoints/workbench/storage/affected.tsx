import { effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { Component } from 'preact'
import type { Retention } from '../../../lib/chat/retention.ts'
import { formatDate } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { keptFrom } from '../../../lib/backup/retention.ts'
import { countAffected } from './retention-store.ts'
import type { Preview } from './retention-store.ts'

interface AffectedProps {
  /** What is chosen; null: nothing that could delete anything. */
  wanted: ReadonlySignal<Retention | null>
  /** Days the line is about, for the date in it; null when they differ. */
  days: ReadonlySignal<number | null>
  onCounted: (messages: number | null) => void
}

/** Says what a choice would delete, counted anew whenever the choice changes. */
export class Affected extends Component<AffectedProps> {
  private readonly preview = signal<Preview | null>(null)
  private running = new AbortController()
  private stop = () => {}

  override componentDidMount(): void {
    this.stop = effect(() => {
      const wanted = this.props.wanted.value
      this.running.abort()
      this.running = new AbortController()
      if (wanted === null) return this.show(null)
      void countAffected(wanted, this.running.signal, (preview) => this.show(preview))
    })
  }

  override componentWillUnmount(): void {
    this.stop()
    this.running.abort()
  }

  private show(preview: Preview | null): void {
    this.preview.value = preview
    this.props.onCounted(preview?.state === 'counted' ? preview.messages : null)
  }

  render() {
    const preview = this.preview.value
    return (
      <p class="storage-affected" role="status">
        {preview === null ? null : <span class={toneOf(preview)}>{wordsOf(preview, this.props.days.value)}</span>}
      </p>
    )
  }
}

function toneOf(preview: Preview): string {
  if (preview.state === 'counting') return 'muted'
  return preview.state === 'failed' || preview.messages > 0 ? 'word-bad' : 'muted'
}

function wordsOf(preview: Preview, days: number | null): string {
  if (preview.state === 'counting') return t('storage.affected.counting')
  if (preview.state === 'failed') return t(`storage.help.${preview.why}`)
  const { messages, conversations } = preview
  if (messages === 0) return t('storage.affected.none')
  if (days === null) return t('storage.affected', { messages, conversations })
  return t('storage.affected.before', { messages, conversations, day: formatDate(keptFrom(days, Date.now())) })
}
