import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Problems } from '../../../lib/ui/field.tsx'
import { WindowedList } from '../../../lib/ui/windowed-list.tsx'
import { ContactAvatar } from '../../pages/contact-avatar.tsx'
import type { ConversationRow } from '../../pages/conversation-rows.ts'
import { conversationName } from '../../pages/conversation-name.ts'
import { accountWords } from '../account-words.ts'
import { isChosen, withTicks } from './chosen-chats.ts'
import {
  changeForm,
  chatAccount,
  chatAccounts,
  chatKind,
  chatSearch,
  chosenChats,
  form,
  shownChats,
  chats,
} from './form.ts'

const ROW_HEIGHT = 44
/** Rows that are seen at once. */
const MOST_ROWS = 6.5
const KINDS = ['friend', 'group', 'discuss'] as const

/** Which chats: all of them with a search over them, each with a tick. */
export function ChatsField() {
  const chosen = chosenChats.value
  const isAll = form.value.chats.which === 'all'
  return (
    <fieldset class="export-part">
      <legend>{t('export.chats')}</legend>
      <div class="export-chat-filter">
        <input
          class="input"
          type="search"
          placeholder={t('export.chats.search')}
          aria-label={t('export.chats.search')}
          value={chatSearch.value}
          onInput={(event) => (chatSearch.value = event.currentTarget.value)}
        />
        <Choice
          label={t('export.chats.kinds')}
          chosen={chatKind.value}
          onChoose={(value) => (chatKind.value = value)}
          options={[
            { value: 'all', text: t('export.chats.kind.all') },
            ...KINDS.map((value) => ({ value, text: t(`kind.${value}`) })),
          ]}
        />
        <AccountChoice />
      </div>
      <div
        class="export-chat-list"
        style={{ height: `${ROW_HEIGHT * Math.min(Math.max(shownChats.value.length, 1), MOST_ROWS) + 2}px` }}
      >
        <WindowedList
          class="export-chat-rows"
          role="list"
          label={t('export.chats')}
          count={shownChats.value.length}
          rowHeight={ROW_HEIGHT}
          row={(index) => <ChatRow key={index} index={index} />}
        />
        {shownChats.value.length === 0 ? <p class="muted export-chat-none">{t('export.chats.none')}</p> : null}
      </div>
      <div class="export-chat-foot">
        <span class="number" role="status">
          {isAll && chosen.length > 0
            ? t('export.chats.all', { count: chosen.length })
            : t('export.chats.chosen', { count: chosen.length })}
        </span>
        <span class="export-buttons">
          <Button look="link" onClick={() => tick(shownChats.value, true)}>
            {t('export.chats.tick', { count: shownChats.value.length })}
          </Button>
          <Button look="link" onClick={() => tick(shownChats.value, false)}>
            {t('export.chats.untick')}
          </Button>
        </span>
      </div>
      <Problems id="export-chats" problems={chosen.length === 0 ? [t('export.chats.needed')] : []} />
    </fieldset>
  )
}

function AccountChoice() {
  const accounts = chatAccounts.value
  if (accounts.length < 2) return null
  return (
    <select
      class="input"
      aria-label={t('export.chats.account')}
      value={chatAccount.value ?? ''}
      onChange={(event) => (chatAccount.value = event.currentTarget.value || null)}
    >
      <option value="">{t('export.chats.account.all')}</option>
      {accounts.map((account) => (
        <option key={account} value={account}>
          {accountWords(account)}
        </option>
      ))}
    </select>
  )
}

function ChatRow({ index }: { index: number }) {
  const row = shownChats.value[index]
  if (!row) return null
  const { summary } = row
  const name = conversationName(row)
  return (
    <div
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={shownChats.value.length}
      style={{ height: `${ROW_HEIGHT}px` }}
    >
      <label class="export-chat">
        <input
          type="checkbox"
          checked={isChosen(form.value.chats)(summary)}
          onChange={(event) => tick([row], event.currentTarget.checked)}
        />
        <ContactAvatar id={summary.id} name={name} kind={summary.kind} />
        <Name text={name} class="one-line export-chat-name" />
        <span class="muted small number">{formatNumber(summary.count)}</span>
      </label>
    </div>
  )
}

function tick(rows: readonly ConversationRow[], isOn: boolean): void {
  const all = chats.value
  if (all === null || typeof all === 'string') return
  const summaries = (some: readonly ConversationRow[]) => some.map(({ summary }) => summary)
  changeForm({ chats: withTicks(form.value.chats, summaries(all), summaries(rows), isOn) })
}
