import { effect, signal } from '@preact/signals'
import { t } from '../../lib/i18n/t.ts'
import { Button, IconButton } from '../../lib/ui/button.tsx'
import { CloseIcon } from '../../lib/ui/icons.tsx'
import { request, requestTrouble } from '../../lib/ui/request.ts'
import { Time } from '../../lib/ui/time.tsx'
import { contactNames, nameContacts } from '../pages/contact-names.ts'
import { noticeWords } from './notice-words.ts'
import { shownNotices } from './shown-notices.ts'

const expanded = signal(false)

effect(() => {
  const about = shownNotices.value.filter(({ code }) => code === 'loop').map(({ detail }) => detail)
  if (about.length > 0) void nameContacts(about)
})

/** What went wrong and is worth knowing, newest first; one line until somebody wants more. */
export function Notices() {
  const newestFirst = shownNotices.value.toReversed()
  const shown = expanded.value ? newestFirst : newestFirst.slice(0, 1)
  const hidden = newestFirst.length - shown.length
  if (newestFirst.length === 0 && !requestTrouble.value) return null
  return (
    <section class="notices" aria-label={t('notices.label')}>
      <ul>
        {requestTrouble.value ? (
          <li class="notice" role="alert">
            <span class="notice-text">{t('failed.request')}</span>
            <IconButton
              icon={<CloseIcon />}
              label={t('action.dismiss')}
              onClick={() => (requestTrouble.value = false)}
            />
          </li>
        ) : null}
        {shown.map((notice) => (
          <li key={notice.id} class="notice" data-notice={notice.code}>
            <span class="notice-text">
              {noticeWords(notice, contactNames.value)}{' '}
              <span class="muted small">
                <Time at={notice.at} />
              </span>
            </span>
            <IconButton
              icon={<CloseIcon />}
              label={t('action.dismiss')}
              onClick={() => void request('dismissNotice', notice.id)}
            />
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <Button look="link" expanded={false} onClick={() => (expanded.value = true)}>
          {t('notices.more', { count: hidden })}
        </Button>
      ) : null}
    </section>
  )
}
