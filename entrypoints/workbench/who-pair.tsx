import { formatDate } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { contactName } from '../../lib/ui/contact-name.ts'
import { Name } from '../../lib/ui/name.tsx'
import { Time } from '../../lib/ui/time.tsx'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import { contactAddress } from './route.ts'
import type { QuestionRow, Side } from './who-rows.ts'
import { answering, joinPair, keepApart, pairKey } from './who-store.ts'

/** Two contacts side by side, why they may be one and why not, and what to do about it. */
export function WhoPair({ question: { sides, reasons, against, hasRivals } }: { question: QuestionRow }) {
  const { fresh, old } = sides
  const isWaiting = answering.value.has(pairKey(fresh.contact, old.contact))
  const names = { a: contactName(fresh.contact), b: contactName(old.contact) }
  const doubts = [...against.map((doubt) => t(`who.against.${doubt}`)), ...(hasRivals ? [t('who.against.rivals')] : [])]
  return (
    <li class="who-pair">
      <div class="who-sides">
        <OneSide side={fresh} title={t('who.fresh')} />
        <OneSide side={old} title={t('who.old')} />
      </div>
      <dl class="who-why small">
        <dt class="word-good">{t('who.for')}</dt>
        <dd>{reasons.map((reason) => t(`who.reason.${reason}`)).join(t('list.comma'))}</dd>
        {doubts.length > 0 ? (
          <>
            <dt class="word-warn">{t('who.againstTitle')}</dt>
            <dd>{doubts.join(t('list.comma'))}</dd>
          </>
        ) : null}
      </dl>
      <div class="who-answers">
        <Button
          look="primary"
          disabled={isWaiting}
          label={t('who.join.label', names)}
          onClick={() => void joinPair(fresh.contact, old.contact)}
        >
          {t('who.join')}
        </Button>
        <Button
          disabled={isWaiting}
          label={t('who.keepApart.label', names)}
          onClick={() => void keepApart(fresh.contact, old.contact)}
        >
          {t('who.keepApart')}
        </Button>
      </div>
    </li>
  )
}

function OneSide({ side: { contact, summary }, title }: { side: Side; title: string }) {
  const name = contactName(contact)
  const facts = [
    contact.remark && contact.nick ? `${t('card.field.nick')} ${contact.nick}` : null,
    contact.category,
    contact.number,
    contact.members ? t('card.members.count', { count: contact.members.length }) : null,
  ]
  return (
    <div class="who-side">
      <span class="muted small">{title}</span>
      <span class="who-name">
        <ContactAvatar id={contact.id} name={name} kind={contact.kind} />
        <a href={contactAddress(contact.id)}>
          <Name text={name} />
        </a>
      </span>
      <bdi class="small">{facts.filter(Boolean).join(' · ')}</bdi>
      <span class="muted small">
        {summary ? (
          <>
            {t('who.messages', { count: summary.count })} · <Time at={summary.lastAt} as="ago" />
          </>
        ) : (
          t('who.noMessages')
        )}
      </span>
      <span class="muted small">{t('who.since', { date: formatDate(contact.firstSeenAt) })}</span>
    </div>
  )
}
