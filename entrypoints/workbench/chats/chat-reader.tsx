import { effect, signal } from '@preact/signals'
import { Component } from 'preact'
import type { ArchiveError } from '../../../lib/archive/port.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { liveRows } from '../../pages/live-rows.ts'
import { chatAddress } from '../route.ts'
import type { ReadFrom } from '../route.ts'
import { ChatHead, chatName, isGone, readChatFacts } from './chat-head.tsx'
import type { ChatFacts } from './chat-head.tsx'
import { DownIcon } from './chat-icons.tsx'
import { afterFirstPage, firstPageIsThere } from './first-page.ts'
import { DamageLine } from './damage-line.tsx'
import { createFacts } from './message-facts.ts'
import { plainText } from './message-content.tsx'
import { MessageScroll } from './message-scroll.tsx'
import { createReader, MOST_COUNTED } from './reader.ts'

interface ChatReaderProps {
  id: ContactId
  from: ReadFrom | null
  query: string | null
  onSearch: () => void
}

/** One conversation. Give it the id as `key`: another conversation is another reader. */
export class ChatReader extends Component<ChatReaderProps> {
  private readonly reader = createReader(this.props.id)
  private readonly facts = createFacts()
  private readonly head = liveRows(
    () => this.props.id,
    async (archive, id) => {
      await afterFirstPage
      return [await readChatFacts(archive, id)]
    },
    ({ conversations, contacts, decisions }) =>
      conversations.length > 0 || decisions || contacts.includes(this.props.id),
  )
  private readonly top = signal<number | null>(null)
  private readonly isAtEnd = signal(true)
  private readonly stop = effect(() => {
    const view = this.reader.view.value
    if (view !== null) firstPageIsThere()
    if (view !== null && typeof view === 'object') void this.facts.about(view.window.messages)
  })

  override componentDidMount(): void {
    this.go()
    addEventListener('click', this.clicked)
  }

  override componentDidUpdate({ from }: ChatReaderProps): void {
    if (!isSamePlace(from, this.props.from)) this.go()
  }

  override componentWillUnmount(): void {
    removeEventListener('click', this.clicked)
    this.stop()
    this.reader.close()
    this.facts.close()
    this.head.stop()
  }

  private go(): void {
    const { from } = this.props
    void this.reader.jump(from ?? 'end', from !== null)
  }

  /** A link to where the address is already leads there again: one may have scrolled away since. */
  private readonly clicked = ({ target }: MouseEvent): void => {
    const link = target instanceof Element ? target.closest('a') : null
    if (link && link.hash !== '' && link.hash === location.hash) this.go()
  }

  render() {
    const { id, query, onSearch } = this.props
    const rows = this.head.rows.value
    const facts = rows !== null && typeof rows === 'object' ? rows[0] : undefined
    return (
      <>
        <ChatHead id={id} facts={facts} query={query} reader={this.reader} top={this.top} onSearch={onSearch} />
        {this.reader.isMissing.value ? <Panel tone="warn" role="status" title={t('chats.missing')} /> : null}
        <Trouble why={this.reader.trouble.value} onRetry={() => this.go()} />
        <DamageLine conversation={id} after={this.reader.view.value} />
        {this.messages(chatName(id, facts), facts)}
      </>
    )
  }

  private messages(name: string, facts: ChatFacts | undefined) {
    const view = this.reader.view.value
    if (view === null) return <Skeleton lines={12} />
    if (typeof view === 'string') return <Trouble why={view} onRetry={() => this.go()} />
    if (view.window.messages.length === 0) {
      // Whether it is empty or gone they say.
      if (facts === undefined) return <Skeleton lines={12} />
      return isGone(facts) ? (
        <Empty title={t('chats.gone')} text={t('chats.gone.text')}>
          <a class="button" href={chatAddress(null)}>
            {t('chats.back')}
          </a>
        </Empty>
      ) : (
        <Empty title={t('chats.noMessages')} text={t('chats.noMessages.text')} />
      )
    }
    return (
      <div class="messages-place">
        <MessageScroll
          conversation={this.props.id}
          reader={this.reader}
          view={view}
          facts={this.facts.facts.value}
          query={this.props.query}
          label={t('chats.label', { name })}
          onTop={(at) => (this.top.value = at)}
          onEnd={(isAtEnd) => (this.isAtEnd.value = isAtEnd)}
        />
        {this.isAtEnd.value ? null : (
          <ToEnd unseen={this.reader.unseen.value} onClick={() => void this.reader.jump('end')} />
        )}
        <div class="unseen" role="log">
          {this.reader.arrived.value.slice(-3).map((message) => (
            <p key={message.key}>
              <bdi>{message.direction === 'out' ? t('chats.me') : message.authorName}</bdi>{' '}
              <bdi>{plainText(message)}</bdi>
            </p>
          ))}
        </div>
      </div>
    )
  }
}

/** Leads to the last message, and says how many came that were not seen yet. */
function ToEnd({ unseen, onClick }: { unseen: number; onClick: () => void }) {
  const words =
    unseen === 0
      ? t('chats.last')
      : unseen > MOST_COUNTED
        ? t('chats.newMany', { most: MOST_COUNTED })
        : t('chats.new', { count: unseen })
  return (
    <div class="to-end">
      <Button onClick={onClick} {...(unseen > 0 ? { look: 'primary' as const } : {})}>
        <DownIcon />
        <span role="status">{words}</span>
      </Button>
    </div>
  )
}

function Trouble({ why, onRetry }: { why: ArchiveError['why'] | null; onRetry: () => void }) {
  if (why === null) return null
  return (
    <Panel
      tone="bad"
      role="alert"
      title={t(`failed.archive.${why}`)}
      actions={<Button onClick={onRetry}>{t('action.retry')}</Button>}
    />
  )
}

function isSamePlace(a: ReadFrom | null, b: ReadFrom | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
