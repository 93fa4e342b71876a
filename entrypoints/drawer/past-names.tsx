import { signal } from '@preact/signals'
import { Component } from 'preact'
import { ArchiveError } from '../../lib/archive/port.ts'
import { formatDate } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import { Name } from '../../lib/ui/name.tsx'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { archive } from '../pages/archive.ts'
import type { ChatData } from './chat-data.ts'
import { readPastNames } from './name-history.ts'
import type { PastName } from './name-history.ts'
import { lastLogin } from './stored.ts'

/** Earlier names with their dates. The messages are looked through when somebody opens it, not before. */
export class PastNames extends Component<{ data: ChatData }> {
  private readonly found = signal<readonly PastName[] | ArchiveError['why'] | null>(null)

  private async read(): Promise<void> {
    try {
      this.found.value = await readPastNames(await archive(), this.props.data, lastLogin.peek())
    } catch (error) {
      this.found.value = error instanceof ArchiveError ? error.why : 'failed'
    }
  }

  render() {
    return (
      <details
        onToggle={(event) => {
          if (event.currentTarget.open) void this.read()
        }}
      >
        <summary>{t('drawer.names')}</summary>
        <Found found={this.found.value} />
      </details>
    )
  }
}

function Found({ found }: { found: readonly PastName[] | ArchiveError['why'] | null }) {
  if (found === null) return <Skeleton lines={2} />
  if (typeof found === 'string') return <p class="field-problem">{t(`failed.archive.${found}`)}</p>
  if (found.length === 0) return <p class="muted">{t('drawer.names.none')}</p>
  return (
    <ul class="drawer-names">
      {found.map(({ name, from, until }) => (
        <li key={name}>
          <Name text={name} />
          <span class="muted small">{whenWords(from, until)}</span>
        </li>
      ))}
    </ul>
  )
}

function whenWords(from: number | null, until: number): string {
  const end = formatDate(until)
  const start = from === null ? null : formatDate(from)
  if (start === null) return t('drawer.names.until', { until: end })
  return start === end ? end : t('drawer.names.span', { from: start, until: end })
}
