import { effect } from '@preact/signals'
import { formatClock } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { now } from '../../lib/ui/clock.ts'
import { Name } from '../../lib/ui/name.tsx'
import { request } from '../../lib/ui/request.ts'
import { Words } from '../../lib/ui/words.tsx'
import { contactNames, nameContacts } from '../pages/contact-names.ts'
import { loops } from './stored.ts'

effect(() => {
  if (loops.value.length > 0) void nameContacts(loops.value.map(({ conversation }) => conversation))
})

/** Conversations that the loop breaker holds, with the way to go on there. */
export function LoopLines() {
  const held = loops.value.filter(({ until }) => until > now.value)
  if (held.length === 0) return null
  return (
    <section class="loops" aria-label={t('loops.label')}>
      <ul>
        {held.map(({ conversation, until }) => (
          <li key={conversation} class="loop">
            <span>
              <Words
                of="loop.line"
                values={{
                  name: <Name text={contactNames.value.get(conversation) ?? t('unknown.person')} />,
                  time: formatClock(until, now.value),
                }}
              />
            </span>
            <Button onClick={() => void request('resumeChat', conversation)}>{t('loop.resume')}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
