import { t } from '../../lib/i18n/t.ts'
import type { States, Status } from '../../lib/settings.ts'
import { IconButton } from '../../lib/ui/button.tsx'
import { contactName } from '../../lib/ui/contact-name.ts'
import { CloseIcon, Mark, RefreshIcon } from '../../lib/ui/icons.tsx'
import { Name } from '../../lib/ui/name.tsx'
import { DetailsAge, RefreshWords } from '../pages/card-parts.tsx'
import type { createRefresh } from '../pages/card-store.ts'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import { shownState } from '../pages/shown-state.ts'
import { StateMark } from '../pages/state-mark.tsx'
import type { ChatData } from './chat-data.ts'

/** While it is not known whom the chat is with. */
export function BareHeader({ title, onClose }: { title: string | null; onClose: () => void }) {
  return (
    <div class="drawer-header">
      <Mark />
      <h1 class="drawer-name one-line">{title ? <Name text={title} /> : t('app.name')}</h1>
      <CloseButton onClose={onClose} />
    </div>
  )
}

interface ChatHeaderProps {
  data: ChatData
  states: States | null
  status: Status
  refresh: ReturnType<typeof createRefresh>
  onClose: () => void
}

/** Whom the open chat is with, what they can be seen as, and how old the details are. */
export function ChatHeader({ data: { contact }, states, status, refresh, onClose }: ChatHeaderProps) {
  const name = contactName(contact)
  const state = shownState(contact, states, status)
  const progress = refresh.progress.value
  const asking = progress.state === 'asking'
  return (
    <div class="drawer-header">
      <ContactAvatar id={contact.id} name={name} kind={contact.kind} large />
      <div class="drawer-who">
        <h1 class="drawer-name">
          <Name text={name} />
        </h1>
        {contact.remark && contact.nick ? (
          <p class="muted one-line">
            <Name text={contact.nick} />
          </p>
        ) : null}
        <p class="drawer-kind">
          {state ? <StateMark state={state} /> : null}
          <span class="muted small">{kindWords(contact)}</span>
        </p>
        <div class="drawer-age muted small">
          <span>
            <DetailsAge contact={contact} />
          </span>
          <IconButton
            icon={<RefreshIcon />}
            label={t(asking ? 'card.refreshing' : 'card.refresh')}
            disabled={asking}
            onClick={() => void refresh.refresh()}
          />
          <span role="status">
            <RefreshWords progress={progress} />
          </span>
        </div>
      </div>
      <CloseButton onClose={onClose} />
    </div>
  )
}

function kindWords({ kind, isFriend }: ChatData['contact']): string {
  if (kind !== 'person') return t(`kind.one.${kind}`)
  return t(isFriend ? 'kind.one.friend' : 'kind.person')
}

function CloseButton({ onClose }: { onClose: () => void }) {
  return <IconButton icon={<CloseIcon />} label={t('drawer.close')} onClick={onClose} />
}
