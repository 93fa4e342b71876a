import { computed, effect } from '@preact/signals'
import { Component } from 'preact'
import type { ContactId } from '../../lib/chat/contact.ts'
import { t } from '../../lib/i18n/t.ts'
import type { OpenChat } from '../../lib/ports.ts'
import { now } from '../../lib/ui/clock.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { requestTrouble } from '../../lib/ui/request.ts'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { ToastPlace, showToast } from '../../lib/ui/toast.tsx'
import { createRefresh } from '../pages/card-store.ts'
import { liveRows } from '../pages/live-rows.ts'
import { PageHealth } from '../pages/page-health.tsx'
import { Chat } from './chat.tsx'
import { isDue, readChat } from './chat-data.ts'
import type { ChatData } from './chat-data.ts'
import type { Desk } from './desk-port.ts'
import { EditorPlace, editing } from './editor-place.tsx'
import { askWhenDue } from './freshen.ts'
import { BareHeader, ChatHeader } from './header.tsx'
import { StatusLine } from './status-line.tsx'
import { isVisible } from './visible.ts'
import { WorkbenchLink } from '../pages/workbench-link.tsx'

type Refresh = ReturnType<typeof createRefresh>

/** The drawer: what there is to know about the chat that is open on the page. Nothing at all without a view. */
export class App extends Component<{ desk: Desk }> {
  private readonly chat = computed<OpenChat>(() => this.props.desk.view.value?.chat ?? { state: 'none' })
  private readonly contact = computed<ContactId | null>(() =>
    this.chat.value.state === 'known' ? this.chat.value.contact : null,
  )
  private readonly live = liveRows(
    () => this.contact.value,
    async (archive, id) => (id === null ? [] : [{ id, data: await readChat(archive, id) }]),
    ({ contacts, conversations }) => contacts.length > 0 || conversations.length > 0,
  )
  /** What is known of the open chat; undefined while it is being read, null when it is not in the archive. */
  private readonly data = computed<ChatData | null | undefined>(() => {
    const rows = this.live.rows.value
    if (rows === null || typeof rows === 'string') return undefined
    const row = rows[0]
    return row?.id === this.contact.value ? row?.data : undefined
  })
  private readonly refresh = computed<Refresh | null>(() =>
    this.contact.value === null ? null : createRefresh(this.contact.value),
  )
  private readonly due = computed(() => {
    const isUp = this.props.desk.view.value?.status.state === 'online'
    return isUp && isVisible.value && this.data.value && isDue(this.data.value, now.value) ? this.contact.value : null
  })
  private stop: (() => void)[] = []

  override componentDidMount(): void {
    const { desk } = this.props
    this.stop = [
      askWhenDue(
        () => this.due.value,
        async () => await this.refresh.peek()?.freshen(),
      ),
      effect(() => {
        const filled = desk.filled.value
        if (filled) showToast({ text: t(`drawer.fill.${filled.outcome}`) })
      }),
    ]
    document.addEventListener('keydown', this.closeOnEscape)
  }

  override componentWillUnmount(): void {
    for (const stop of this.stop) stop()
    this.live.stop()
    document.removeEventListener('keydown', this.closeOnEscape)
  }

  private readonly closeOnEscape = (event: KeyboardEvent): void => {
    // The Escape that ends the input of a Chinese word belongs to the input method.
    if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) this.props.desk.close()
  }

  render() {
    const { desk } = this.props
    const view = desk.view.value
    if (!view) return null
    return (
      <div class="drawer">
        <header class="drawer-top">
          {this.header(view.states)}
          <StatusLine status={view.status} />
        </header>
        <main class="drawer-main" tabIndex={-1}>
          {requestTrouble.value ? <Panel tone="bad" role="alert" title={t('failed.request')} /> : null}
          <PageHealth broken={view.broken} />
          {editing.value ? <EditorPlace key={editing.value.key} /> : this.body()}
        </main>
        <ToastPlace />
      </div>
    )
  }

  private header(states: NonNullable<Desk['view']['value']>['states']) {
    const { desk } = this.props
    const view = desk.view.value
    const data = this.data.value
    const refresh = this.refresh.value
    if (!data || !refresh || !view) {
      const { value: chat } = this.chat
      return <BareHeader title={chat.state === 'unknown' ? chat.title : null} onClose={desk.close} />
    }
    return <ChatHeader data={data} states={states} status={view.status} refresh={refresh} onClose={desk.close} />
  }

  private body() {
    const { value: chat } = this.chat
    const { value: rows } = this.live.rows
    const { value: data } = this.data
    if (typeof rows === 'string') {
      return (
        <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} actions={<WorkbenchLink place="" />}>
          <p class="muted">{t('drawer.archive.refused')}</p>
        </Panel>
      )
    }
    if (chat.state === 'none') return <Empty title={t('drawer.none')} text={t('drawer.none.text')} />
    if (chat.state === 'unknown') return <Empty title={t('drawer.unknown')} text={t('drawer.unknown.text')} />
    if (data === undefined) return <Skeleton lines={10} />
    if (data === null) return <Empty title={t('card.missing')} text={t('drawer.missing.text')} />
    return <Chat key={data.askedAs} data={data} desk={this.props.desk} />
  }
}
