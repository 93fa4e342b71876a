import { effect, signal } from '@preact/signals'
import { Component } from 'preact'
import type { ArchiveError } from '../../../lib/archive/port.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { IMPORT_ADDRESS } from '../route.ts'
import { retryStored, stored } from '../storage/sizes.ts'
import type { Stored } from '../storage/sizes.ts'
import { countInWorker } from './count-in-worker.ts'
import type { Counted, Scope } from './count-scope.ts'
import { Pictures } from './pictures.tsx'
import { ScopeFields } from './scope-fields.tsx'
import { chooseConversation, scope } from './scope-store.ts'
import './statistics.css'

type State =
  /** `total`: messages there are, null when only a part of the time is counted. */
  | { state: 'counting'; done: number; total: number | null }
  | { state: 'cancelled' }
  | { state: 'failed'; why: ArchiveError['why'] }
  | { state: 'done'; counted: Counted }

interface StatisticsPageProps {
  /** The one the address asks for; null: what was chosen last. */
  conversation: ContactId | null
}

/** The archive in pictures: counted anew whenever something else is chosen, and given up when the page is left. */
export class StatisticsPage extends Component<StatisticsPageProps> {
  private readonly shown = signal<State>({ state: 'counting', done: 0, total: null })
  private readonly asked = signal(0)
  private giveUp = () => {}
  private stop = () => {}

  override componentDidMount(): void {
    this.follow()
    this.stop = effect(() => {
      void this.asked.value
      const wanted = scope.value
      this.count(wanted)
    })
  }

  override componentDidUpdate({ conversation }: StatisticsPageProps): void {
    if (conversation !== this.props.conversation) this.follow()
  }

  override componentWillUnmount(): void {
    this.stop()
    this.giveUp()
  }

  private follow(): void {
    const { conversation } = this.props
    if (conversation !== null) chooseConversation(conversation)
  }

  private count(wanted: Scope): void {
    this.giveUp()
    const show = (state: State) => void (this.shown.value = state)
    show({ state: 'counting', done: 0, total: null })
    this.giveUp = countInWorker(wanted, {
      onProgress: (done) => show({ state: 'counting', done, total: totalOf(wanted) }),
      onDone: (counted) => show({ state: 'done', counted }),
      onFailed: (why) => show({ state: 'failed', why }),
    })
  }

  private readonly cancel = (): void => {
    this.giveUp()
    this.shown.value = { state: 'cancelled' }
  }

  render() {
    const all = stored.value
    return (
      <div class="statistics-page">
        <h1>{t('nav.statistics')}</h1>
        {all === null ? <Skeleton lines={6} /> : null}
        {typeof all === 'string' ? (
          <Panel
            tone="bad"
            role="alert"
            title={t(`failed.archive.${all}`)}
            actions={<Button onClick={retryStored}>{t('action.retry')}</Button>}
          />
        ) : null}
        {all === null || typeof all === 'string' ? null : this.content(all)}
      </div>
    )
  }

  private content(all: Stored) {
    if (all.sizes.length === 0) {
      return (
        <Empty title={t('statistics.empty')} text={t('statistics.empty.text')}>
          <a class="button" href={IMPORT_ADDRESS}>
            {t('nav.import')}
          </a>
        </Empty>
      )
    }
    return (
      <>
        <ScopeFields stored={all} />
        <Shown state={this.shown.value} onCancel={this.cancel} onAgain={() => (this.asked.value += 1)} />
      </>
    )
  }
}

/** How many messages there are to count; null when that is not known before. */
function totalOf({ account, conversation, from, to }: Scope): number | null {
  const all = stored.peek()
  if (all === null || typeof all === 'string' || from !== undefined || to !== undefined) return null
  return all.sizes
    .filter(
      (size) =>
        (account === null || size.account === account) && (conversation ?? size.conversation) === size.conversation,
    )
    .reduce((sum, { messages }) => sum + messages, 0)
}

function Shown({ state, onCancel, onAgain }: { state: State; onCancel: () => void; onAgain: () => void }) {
  switch (state.state) {
    case 'counting':
      return (
        <div class="statistics-counting" role="status">
          <progress
            class="bar"
            aria-label={t('statistics.counting')}
            {...(state.total ? { value: Math.min(state.done, state.total), max: state.total } : {})}
          />
          <span class="number">{t('statistics.progress', { count: state.done })}</span>
          <Button onClick={onCancel}>{t('action.cancel')}</Button>
        </div>
      )
    case 'cancelled':
      return (
        <Panel
          role="status"
          title={t('statistics.cancelled')}
          actions={<Button onClick={onAgain}>{t('statistics.again')}</Button>}
        />
      )
    case 'failed':
      return (
        <Panel
          tone="bad"
          role="alert"
          title={t(`failed.archive.${state.why}`)}
          actions={<Button onClick={onAgain}>{t('action.retry')}</Button>}
        />
      )
    case 'done':
      if (state.counted.statistics.messages === 0)
        return <Empty title={t('statistics.none')} text={t('statistics.none.text')} />
      return <Pictures counted={state.counted} />
  }
}
