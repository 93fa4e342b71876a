import type { ContactId } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { focusLater, takesFocus } from '../../../lib/ui/focus-later.ts'
import { BackIcon } from '../../../lib/ui/icons.tsx'
import { chatAddress, replaceAddress } from '../route.ts'
import type { ReadFrom } from '../route.ts'
import { SearchPanel } from '../search/search-panel.tsx'
import { ChatList, FILTER_FOCUS } from './chat-list.tsx'
import { ChatReader } from './chat-reader.tsx'
import { chatRows } from './chat-rows.ts'
import './chats.css'
import { firstPageIsThere } from './first-page.ts'
import { SIDE_FOCUS } from './message-scroll.tsx'
import { leaveSearch, searchAt, searchPlace } from './search-place.ts'
import { Welcome } from './welcome.tsx'

interface ChatsPageProps {
  conversation: ContactId | null
  from: ReadFrom | null
  query: string | null
}

/** Conversations, their messages, and the search, which takes the place of the list. */
export function ChatsPage({ conversation, from, query }: ChatsPageProps) {
  if (conversation === null) firstPageIsThere()
  const rows = chatRows.value
  if (conversation === null && query === null && rows !== null && rows.length === 0)
    return (
      <main class="main" tabIndex={-1}>
        <Welcome />
      </main>
    )
  const { within, at } = searchPlace.value
  const here = chatAddress(conversation, { from })
  const isSearching = query !== null
  // Where there is room for one of the two only.
  const isReaderInFront = conversation !== null && query !== '' && !(isSearching && at === here)
  const ask = (text: string) => {
    searchAt(here)
    replaceAddress(chatAddress(conversation, { from, query: text }))
  }
  const open = (where: ContactId | null) => {
    searchAt(here, where)
    location.hash = chatAddress(conversation, { from, query: '' })
  }
  const close = () => {
    leaveSearch()
    focusLater(FILTER_FOCUS)
    replaceAddress(here)
  }
  const leaveByKey = (event: KeyboardEvent) => {
    if (!isSearching || event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    const box = event.currentTarget instanceof Element ? event.currentTarget.querySelector('input') : null
    // From the results back to the box, from the box back to the list.
    if (box === null || box === event.target) close()
    else box.focus()
  }
  return (
    <>
      <section
        class={isReaderInFront ? 'contact-list chats-behind' : 'contact-list'}
        aria-label={isSearching ? t('chats.searchAll') : t('nav.chats')}
        tabIndex={-1}
        ref={takesFocus(SIDE_FOCUS)}
        onKeyDown={leaveByKey}
      >
        {isSearching ? (
          <>
            <div class="chats-search-back">
              <Button look="quiet" onClick={close}>
                <BackIcon />
                {t('chats.searchClose')}
              </Button>
            </div>
            <SearchPanel query={query} conversation={within} onQuery={ask} />
          </>
        ) : (
          <ChatList chosen={conversation} onSearch={() => open(null)} />
        )}
      </section>
      <main
        class={`main ${conversation === null ? '' : 'main-chat'} ${isReaderInFront ? '' : 'chats-behind'}`}
        tabIndex={-1}
      >
        {conversation === null ? (
          <>
            <h1 class="unseen">{t('nav.chats')}</h1>
            {isSearching ? (
              <Empty title={t('chats.chooseFound')} text={t('chats.chooseFound.text')} />
            ) : (
              <Empty title={t('chats.choose')} text={t('chats.choose.text')} />
            )}
          </>
        ) : (
          <ChatReader
            key={conversation}
            id={conversation}
            from={from}
            query={query}
            onSearch={() => open(conversation)}
          />
        )}
      </main>
    </>
  )
}
