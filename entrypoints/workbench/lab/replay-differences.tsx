import { signal } from '@preact/signals'
import { Component } from 'preact'
import { canonical } from '../../../lib/contacts/book.ts'
import { t } from '../../../lib/i18n/t.ts'
import { DIFFERENCES_KEPT } from '../../../lib/rules/lab/replay.ts'
import type { ReplayDifference } from '../../../lib/rules/lab/replay.ts'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { WindowedList } from '../../../lib/ui/windowed-list.tsx'
import { archive } from '../../pages/archive.ts'
import { whyAddress } from '../route.ts'
import { labBook } from './dry-run-store.ts'
import { messageWords } from './message-words.ts'
import { outcomeLine } from './outcome-words.ts'
import type { ReplayReport, ReplayWish } from './replay-run.ts'

const ROW_HEIGHT = 92

/** Messages of which something else came than what they are compared with; each leads to its why. */
export function ReplayDifferences({ wish, report }: { wish: ReplayWish; report: ReplayReport }) {
  const { differences, different } = report
  if (differences.length === 0) return null
  return (
    <section aria-labelledby="replay-differences">
      <h2 id="replay-differences">{t('lab.replay.differences')}</h2>
      {different > DIFFERENCES_KEPT ? (
        <p class="field-hint">{t('lab.replay.firstDifferences', { count: DIFFERENCES_KEPT })}</p>
      ) : null}
      <div style={{ '--differences': String(differences.length) }}>
        <WindowedList
          class="lab-differences"
          role="list"
          label={t('lab.replay.differences')}
          count={differences.length}
          rowHeight={ROW_HEIGHT}
          row={(index) => {
            const difference = differences[index]
            if (!difference) return null
            return (
              <div
                key={difference.messageKey}
                role="listitem"
                aria-posinset={index + 1}
                aria-setsize={differences.length}
                style={{ height: `${ROW_HEIGHT}px` }}
              >
                <Row difference={difference} wish={wish} />
              </div>
            )
          }}
        />
      </div>
    </section>
  )
}

/** One of them; the message itself is read when the row is drawn. */
class Row extends Component<{ difference: ReplayDifference; wish: ReplayWish }> {
  private readonly text = signal('')

  override componentDidMount(): void {
    const { messageKey } = this.props.difference
    void archive()
      .then((open) => open.message(messageKey))
      .then(
        (message) => (this.text.value = message ? messageWords(message) : t('decision.noText')),
        () => (this.text.value = t('decision.noText')),
      )
  }

  render() {
    const { difference, wish } = this.props
    const { conversation, sentAt, here, there, messageKey } = difference
    const book = labBook.value
    const contact = book.contacts.get(canonical(book, conversation))
    const other = wish.against === 'happened' ? 'happened' : wish.rules === 'now' ? 'then' : 'now'
    return (
      <a class="lab-difference" href={whyAddress(messageKey)}>
        <span class="row-head">
          <strong class="one-line">
            <Name text={contact ? contactName(contact) : t('unknown.person')} />
          </strong>
          <span class="muted small">
            <Time at={sentAt} />
          </span>
        </span>
        <bdi class="one-line">{this.text.value}</bdi>
        <span class="one-line small">
          <span class="muted">{t(`lab.replay.side.${wish.rules}`)} </span>
          {outcomeLine(here)}
        </span>
        <span class="one-line small">
          <span class="muted">{t(`lab.replay.side.${other}`)} </span>
          {outcomeLine(there)}
        </span>
      </a>
    )
  }
}
