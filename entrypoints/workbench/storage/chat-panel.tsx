import { computed, signal } from '@preact/signals'
import { Component } from 'preact'
import type { ArchiveError, WaitsFor } from '../../../lib/archive/port.ts'
import { formatBytes, formatDate } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { showToast } from '../../../lib/ui/toast.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { archive } from '../../pages/archive.ts'
import { Waits } from '../waits.tsx'
import { Affected } from './affected.tsx'
import { isKeepDays, KeepField } from './keep-field.tsx'
import { daysWords } from './keep-words.ts'
import { chatKeep, retention, saveRetention, whyOf, withChat } from './retention-store.ts'
import type { ChatKeep } from './retention-store.ts'
import { measureRoom, nameOf } from './sizes.ts'
import type { SizeRow } from './sizes.ts'

interface ChatPanelProps {
  row: SizeRow
  onClose: () => void
}

type Deleting = 'no' | 'asked' | 'running' | ArchiveError['why']

/** What can be done about one conversation: how long it is kept, and an end to all of it. */
export class ChatPanel extends Component<ChatPanelProps> {
  private readonly id = this.props.row.conversation
  private readonly draft = signal<ChatKeep | undefined>(undefined)
  private readonly deleting = signal<Deleting>('no')
  /** What the deleting waits for; until its turn comes it can be given up. */
  private readonly waits = signal<WaitsFor | null>(null)
  private stop = new AbortController()
  private readonly counted = signal<number | null>(null)
  private readonly chosen = computed(() =>
    this.draft.value === undefined ? chatKeep(retention.value, this.id) : this.draft.value,
  )
  private readonly days = computed(() => {
    const keep = this.chosen.value
    return keep === 'rule' ? retention.value.keepDays : keep
  })
  private readonly isChanged = computed(
    () => this.draft.value !== undefined && this.draft.value !== chatKeep(retention.value, this.id),
  )
  /** Only this conversation is counted: the others stay as they are. */
  private readonly wanted = computed(() => {
    const days = this.days.value
    if (!this.isChanged.value || days === null || !isKeepDays(days)) return null
    return { keepDays: null, chats: { [this.id]: days }, changedAt: 0 }
  })

  private readonly save = async (): Promise<void> => {
    const keep = this.chosen.value
    await saveRetention((before) => withChat(before, this.id, keep))
    this.draft.value = undefined
  }

  private readonly remove = async (): Promise<void> => {
    this.deleting.value = 'running'
    this.stop = new AbortController()
    const { signal } = this.stop
    try {
      const store = await archive()
      const count = await store.forget(this.id, undefined, { signal, onWait: (what) => (this.waits.value = what) })
      showToast({ text: t('storage.deleted', { count, name: nameOf(this.props.row) }), takesFocus: true })
      this.props.onClose()
      await measureRoom()
    } catch (error) {
      this.waits.value = null
      this.deleting.value = signal.aborted ? 'no' : whyOf(error)
    }
  }

  private readonly giveUp = (): void => {
    if (this.deleting.value === 'running') this.stop.abort()
    else this.deleting.value = 'no'
  }

  render() {
    const { row, onClose } = this.props
    const days = this.days.value
    const isGood = days === null || isKeepDays(days)
    return (
      <section class="form-card" aria-labelledby="storage-chat-title">
        <div class="storage-chat-head">
          <h3 id="storage-chat-title">
            <Name text={nameOf(row)} />
          </h3>
          <Button look="quiet" onClick={onClose}>
            {t('storage.close')}
          </Button>
        </div>
        <p class="muted number">
          {t('storage.chat.facts', {
            count: row.messages,
            size: formatBytes(row.bytes),
            from: formatDate(row.firstAt),
            to: formatDate(row.lastAt),
          })}
        </p>
        <KeepField<'rule'>
          id="storage-chat-days"
          label={t('storage.chat.keep')}
          value={this.chosen.value}
          ruleWords={t('storage.keep.rule', { words: daysWords(retention.value.keepDays) })}
          onChoose={(value) => (this.draft.value = value)}
        />
        <Affected wanted={this.wanted} days={this.days} onCounted={(messages) => (this.counted.value = messages)} />
        <div class="storage-buttons">
          {this.isChanged.value ? (
            <>
              <Button
                look={(this.counted.value ?? 0) > 0 ? 'danger' : 'primary'}
                disabled={!isGood || (this.wanted.value !== null && this.counted.value === null)}
                onClick={() => void this.save()}
              >
                {t('action.save')}
              </Button>
              <Button look="quiet" onClick={() => (this.draft.value = undefined)}>
                {t('action.cancel')}
              </Button>
            </>
          ) : null}
          {this.deleting.value === 'no' ? (
            <Button look="quiet-danger" disabled={row.messages === 0} onClick={() => (this.deleting.value = 'asked')}>
              {t('storage.chat.delete')}
            </Button>
          ) : null}
        </div>
        {this.deleting.value === 'no' ? null : this.question(row)}
      </section>
    )
  }

  private question(row: SizeRow) {
    const state = this.deleting.value
    if (state !== 'asked' && state !== 'running' && state !== 'no') {
      return (
        <Panel
          tone="bad"
          role="alert"
          title={t('storage.delete.failed')}
          actions={<Button onClick={() => void this.remove()}>{t('action.retry')}</Button>}
        >
          <p>{t(`storage.help.${state}`)}</p>
        </Panel>
      )
    }
    return (
      <Panel
        tone="bad"
        role="alert"
        actions={
          <>
            <Button look="danger" disabled={state === 'running'} onClick={() => void this.remove()}>
              {t(state === 'running' && this.waits.value === null ? 'storage.deleting' : 'storage.chat.delete.yes')}
            </Button>
            <Button look="quiet" disabled={state === 'running' && this.waits.value === null} onClick={this.giveUp}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        <p>
          <Words
            of="storage.chat.delete.text"
            values={{ count: row.messages, name: <Name text={nameOf(row)} class="storage-strong" /> }}
          />
        </p>
        <Waits what={this.waits.value} />
      </Panel>
    )
  }
}
