import type { ContactId } from '../../../lib/chat/contact.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { lastWords } from '../../../lib/ui/chat-notice-words.ts'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { takesFocus } from '../../../lib/ui/focus-later.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { WindowedList } from '../../../lib/ui/windowed-list.tsx'
import { ContactAvatar } from '../../pages/contact-avatar.tsx'
import { accountWords } from '../account-words.ts'
import { chatAddress } from '../route.ts'
import { SearchIcon } from './chat-icons.tsx'
import { DamageLine } from './damage-line.tsx'
import {
  chatAccounts,
  chatRows,
  filterAccount,
  filterKind,
  filterText,
  foundChats,
  isSpelling,
  retryChats,
} from './chat-rows.ts'
import { walkList } from './walk-list.ts'

/** Names the filter for `focusLater`. */
export const FILTER_FOCUS = 'chats-filter'

const ROW_HEIGHT = 60
const KINDS: readonly ConversationKind[] = ['friend', 'group', 'discuss']

/** All conversations, newest first, with a filter; `onSearch` leads to the search in their messages. */
export function ChatList({ chosen, onSearch }: { chosen: ContactId | null; onSearch: () => void }) {
  return (
    <div class="chat-list" onKeyDown={walkList}>
      <div class="contact-search">
        <div class="chat-list-top">
          <input
            class="input"
            ref={takesFocus(FILTER_FOCUS)}
            type="search"
            placeholder={t('chats.filter')}
            aria-label={t('chats.filter')}
            value={filterText.value}
            onInput={(event) => (filterText.value = event.currentTarget.value)}
          />
          <IconButton icon={<SearchIcon />} label={t('chats.searchAll')} onClick={onSearch} />
        </div>
        <Choice
          label={t('contacts.kinds')}
          chosen={filterKind.value}
          onChoose={(value) => (filterKind.value = value)}
          options={[
            { value: 'all', text: t('contacts.kind.all') },
            ...KINDS.map((value) => ({ value, text: t(`kind.${value}`) })),
          ]}
        />
        <Accounts />
        <p class="muted small" role="status">
          {Array.isArray(chatRows.value) ? t('chats.count', { count: foundChats.value.length }) : '\u00a0'}
        </p>
        <DamageLine conversation={null} after={chosen} />
      </div>
      <Rows chosen={chosen} />
    </div>
  )
}

/** Which account: asked only when there are several. */
function Accounts() {
  const all = chatAccounts.value
  if (all.length < 2) return null
  return (
    <select
      class="input"
      aria-label={t('chats.account')}
      value={filterAccount.value ?? ''}
      onChange={({ currentTarget: { value } }) => (filterAccount.value = value === '' ? null : value)}
    >
      <option value="">{t('chats.account.all')}</option>
      {all.map((account) => (
        <option key={account} value={account}>
          {accountWords(account)}
        </option>
      ))}
    </select>
  )
}

function Rows({ chosen }: { chosen: ContactId | null }) {
  const all = chatRows.value
  if (all === null) return <Skeleton lines={8} />
  if (typeof all === 'string')
    return (
      <Panel
        tone="bad"
        role="alert"
        title={t(`failed.archive.${all}`)}
        actions={<Button onClick={retryChats}>{t('action.retry')}</Button>}
      />
    )
  const found = foundChats.value
  if (found.length === 0 && isSpelling.value) return <Skeleton lines={8} />
  if (found.length === 0 && all.length > 0)
    return (
      <Empty title={t('chats.noneFound')}>
        <Button onClick={clearFilter}>{t('chats.showAll')}</Button>
      </Empty>
    )
  return (
    <WindowedList
      class="contact-rows"
      role="list"
      label={t('nav.chats')}
      count={found.length}
      rowHeight={ROW_HEIGHT}
      row={(index) => <Row key={found[index]?.summary.id ?? index} index={index} chosen={chosen} />}
    />
  )
}

function clearFilter(): void {
  filterText.value = ''
  filterKind.value = 'all'
  filterAccount.value = null
}

function Row({ index, chosen }: { index: number; chosen: ContactId | null }) {
  const row = foundChats.value[index]
  if (!row) return null
  const { summary, name } = row
  return (
    <div
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={foundChats.value.length}
      style={{ height: `${ROW_HEIGHT}px` }}
    >
      <a
        class="contact-row chat-row"
        href={chatAddress(summary.id)}
        aria-current={summary.id === chosen ? 'page' : undefined}
      >
        <ContactAvatar id={summary.id} name={name} kind={summary.kind} />
        <span class="row-text">
          <span class="row-head">
            <strong class="one-line">
              <Name text={name} />
            </strong>
            <span class="muted small">
              <Time at={summary.lastAt} />
            </span>
          </span>
          <span class="row-foot muted small">
            <span class="one-line">
              {summary.lastDirection === 'out' ? t('chats.mine') : null}
              <bdi>{lastWords(summary)}</bdi>
            </span>
            <span class="number">
              {formatNumber(summary.count)}
              <span class="unseen"> {t('chats.messages', { count: summary.count })}</span>
            </span>
          </span>
        </span>
      </a>
    </div>
  )
}
