import { signal } from '@preact/signals'
import { Component } from 'preact'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { Empty } from '../../../lib/ui/empty.tsx'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { archive } from '../../pages/archive.ts'
import { labAddress, newRuleAddress, whyAddress } from '../route.ts'
import { MessagePicker } from './message-picker.tsx'
import { messageWords } from './message-words.ts'
import { presentReady, presentRules } from './present-rules.ts'
import { WhyAgain } from './why-again.tsx'
import { WhyDecision } from './why-decision.tsx'
import { readWhy } from './why-read.ts'
import type { Why } from './why-read.ts'

/** Why one archived message was answered or not, and what would have changed that. Without a message, which one. */
export function WhyView({ message }: { message: string | null }) {
  if (message === null) {
    return (
      <>
        <p class="muted">{t('lab.why.intro')}</p>
        <MessagePicker onPick={({ key }) => (location.hash = whyAddress(key))} />
      </>
    )
  }
  return <WhyOf key={message} message={message} />
}

class WhyOf extends Component<{ message: string }> {
  private readonly found = signal<Why | 'none' | ArchiveError['why'] | null>(null)
  private readonly left = new AbortController()

  override componentDidMount(): void {
    void this.read()
  }

  override componentWillUnmount(): void {
    this.left.abort()
  }

  private async read(): Promise<void> {
    try {
      await presentReady
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
      const open = await archive()
      const why = await readWhy(open, this.props.message, presentRules.value, zone, this.left.signal)
      this.found.value = why ?? 'none'
    } catch (error) {
      log('why-failed', { error: error instanceof Error ? error.name : 'unknown' })
      this.found.value = error instanceof ArchiveError ? error.why : 'failed'
    }
  }

  render() {
    const found = this.found.value
    if (found === null) return <Skeleton lines={8} />
    if (found === 'none') {
      return (
        <Empty title={t('lab.why.missing')} text={t('lab.why.missing.text')}>
          <a href={labAddress('dry-run')}>{t('lab.tab.dry-run')}</a>
        </Empty>
      )
    }
    if (typeof found === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${found}`)} />
    const { message, row, again } = found
    return (
      <div class="lab-why">
        <section class="lab-why-message" aria-labelledby="why-message">
          <h2 id="why-message">{t('lab.why.message')}</h2>
          <div class="row-head">
            <strong class="one-line">
              <Name
                text={
                  message.direction === 'out'
                    ? t('lab.why.me')
                    : (message.authorName ?? t(`unknown.${message.kind === 'friend' ? 'person' : message.kind}`))
                }
              />
            </strong>
            <span class="muted small">
              <Time at={message.sentAt} />
            </span>
          </div>
          <bdi class="decision-text">{messageWords(message)}</bdi>
          <div class="panel-actions">
            <a class="button" href={labAddress('dry-run', { message: message.key })}>
              {t('lab.why.try')}
            </a>
            {message.direction === 'in' ? (
              <a class="button" href={newRuleAddress(message.key)} onClick={() => focusLater('page')}>
                {t('decision.makeRule')}
              </a>
            ) : null}
            <a class="button" href={whyAddress('')}>
              {t('lab.why.other')}
            </a>
          </div>
        </section>
        <WhyDecision row={row} />
        {again === null ? <p class="muted">{t('lab.why.notAsked')}</p> : <WhyAgain again={again} />}
      </div>
    )
  }
}
