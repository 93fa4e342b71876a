import { effect, signal } from '@preact/signals'
import { Component } from 'preact'
import type { Message } from '../../lib/chat/message.ts'
import { t } from '../../lib/i18n/t.ts'
import { log } from '../../lib/log.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { Button } from '../../lib/ui/button.tsx'
import { takesFocus } from '../../lib/ui/focus-later.ts'
import { PlusIcon } from '../../lib/ui/icons.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { request } from '../../lib/ui/request.ts'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { Switch } from '../../lib/ui/switch.tsx'
import { showToast } from '../../lib/ui/toast.tsx'
import { archive } from '../pages/archive.ts'
import { contactNames, nameContacts } from '../pages/contact-names.ts'
import { DecisionItem } from '../pages/decision-item.tsx'
import type { DecisionRow } from '../pages/decision-rows.ts'
import { liveRows } from '../pages/live-rows.ts'
import { ruleTitle } from '../pages/rule-sentence.ts'
import { ruleStart } from '../pages/rule-start.ts'
import { ruleGroups, rules } from '../pages/stored-rules.ts'
import type { ChatData } from './chat-data.ts'
import { readChatDecisions } from './chat-decisions.ts'
import { rulesFor } from './chat-rules.ts'
import type { Desk } from './desk-port.ts'
import { openEditor } from './editor-place.tsx'
import { Section, unfold } from './section.tsx'

interface RulesPartProps {
  data: ChatData
  desk: Desk
}

/** The rules that can answer in this chat, what they did lately and why, and what can be made of it. */
export class RulesPart extends Component<RulesPartProps> {
  /** The message somebody wants to know about, and whether it has been shown to them. */
  private readonly asked = signal<{ key: string } | null>(null)
  private shown: { key: string } | null = null
  private item: HTMLLIElement | null = null
  private readonly live = liveRows(
    () => this.asked.value?.key ?? null,
    (archive, key) => readChatDecisions(archive, this.props.data.contact.id, key),
    ({ decisions, outbox, contacts }) => decisions || outbox || contacts.length > 0,
  )
  private readonly stop = [
    effect(() => {
      const asked = this.props.desk.asked.value
      this.asked.value = asked
      if (asked) unfold('rules')
    }),
    effect(() => void nameContacts(rules.value.flatMap(({ who }) => who.contacts))),
  ]

  override componentWillUnmount(): void {
    this.live.stop()
    for (const stop of this.stop) stop()
  }

  override componentDidUpdate(): void {
    this.reveal()
  }

  private readonly takeItem = (item: HTMLLIElement | null): void => {
    this.item = item
    this.reveal()
  }

  /** Brings the item that was asked for into view, once for each time it is asked for. */
  private reveal(): void {
    const asked = this.asked.peek()
    const { item } = this
    if (!item || !asked || asked === this.shown) return
    this.shown = asked
    const details = item.querySelector('details')
    if (details) details.open = true
    item.scrollIntoView({ block: 'center' })
    item.querySelector('summary')?.focus({ preventScroll: true })
  }

  /** `drafted`: what a rule has offered already. */
  private readonly fill = async (rule: Rule, message: Message | undefined, drafted?: string): Promise<void> => {
    const { data, desk } = this.props
    try {
      const text = drafted ?? (await this.written(rule, message))
      const chat = desk.view.peek()?.chat
      // What was written for one chat must not end in the box of another.
      if (chat?.state !== 'known' || chat.contact !== data.askedAs) showToast({ text: t('drawer.fill.other-chat') })
      else if (text === '') showToast({ text: t('drawer.fill.empty') })
      else if (!desk.fill(text, data.askedAs)) showToast({ text: t('failed.request') })
    } catch (error) {
      log('draft-failed', { error: error instanceof Error ? error.name : 'unknown' })
      showToast({ text: t('failed.load') })
    }
  }

  private async written(rule: Rule, message: Message | undefined): Promise<string> {
    const { draftText } = await import('./draft-text.ts')
    return await draftText(await archive(), rule, this.props.data, message, Date.now())
  }

  render() {
    const { data } = this.props
    const rows = this.live.rows.value
    const known = rows === null || typeof rows === 'string' ? [] : rows
    const latest = known.find(({ message }) => message?.direction === 'in')?.message
    const meant = rulesFor(rules.value, data)
    return (
      <Section name="rules" aside={t('drawer.rules.count', { count: meant.length })}>
        {meant.length > 0 ? (
          <ul class="drawer-rules" aria-label={t('drawer.rules.label')}>
            {meant.map((rule) => (
              <RuleLine key={rule.id} rule={rule} onFill={() => void this.fill(rule, latest)} />
            ))}
          </ul>
        ) : (
          <p class="muted">{t('drawer.rules.none')}</p>
        )}
        <Button
          look="quiet"
          buttonRef={takesFocus('new rule')}
          onClick={() => openEditor(null, ruleStart(data.contact))}
        >
          <PlusIcon />
          {t('drawer.rules.new')}
        </Button>
        <h3>{t('drawer.decisions')}</h3>
        {this.decisions()}
      </Section>
    )
  }

  private decisions() {
    const rows = this.live.rows.value
    if (rows === null) return <Skeleton lines={4} />
    if (typeof rows === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} />
    const asked = this.asked.value?.key
    const isMissing = asked !== undefined && !rows.some(({ decision }) => decision.messageKey === asked)
    return (
      <>
        {isMissing ? <p role="status">{t('drawer.decisions.notFound')}</p> : null}
        {rows.length === 0 ? <p class="muted">{t('drawer.decisions.none')}</p> : null}
        <ul class="drawer-decisions">
          {rows.map((row) => (
            <Decided
              key={row.decision.messageKey}
              row={row}
              isAsked={row.decision.messageKey === asked}
              data={this.props.data}
              itemRef={this.takeItem}
              fill={this.fill}
            />
          ))}
        </ul>
      </>
    )
  }
}

function RuleLine({ rule, onFill }: { rule: Rule; onFill: () => void }) {
  const sentence = ruleTitle(rule, contactNames.value)
  const isOn = rule.enabled && ruleGroups.value.find(({ id }) => id === rule.group)?.enabled !== false
  return (
    <li class={isOn ? 'drawer-rule' : 'drawer-rule drawer-rule-off'}>
      <Switch
        on={rule.enabled}
        label={t('rule.enable', { sentence })}
        onChange={(enabled) => void request('enableRule', { id: rule.id, enabled })}
      />
      <button
        type="button"
        class="drawer-sentence"
        title={t('action.edit')}
        ref={takesFocus(`rule ${rule.id}`)}
        onClick={() => openEditor(rule)}
      >
        {sentence}
      </button>
      <Button look="link" label={t('drawer.fill.label', { sentence })} onClick={onFill}>
        {t('drawer.fill')}
      </Button>
    </li>
  )
}

interface DecidedProps {
  row: DecisionRow
  isAsked: boolean
  data: ChatData
  itemRef: (item: HTMLLIElement | null) => void
  fill: (rule: Rule, message: Message | undefined, drafted?: string) => Promise<void>
}

function Decided({ row, isAsked, data, itemRef, fill }: DecidedProps) {
  const { decision, message } = row
  const { outcome } = decision
  const { ruleId } = outcome
  const drafted = outcome.kind === 'none' && outcome.why === 'draft' ? outcome.text : undefined
  const rule = rules.value.find(({ id }) => id === ruleId)
  return (
    <DecisionItem
      row={row}
      name={decision.kind === 'friend' ? undefined : (message?.authorName ?? undefined)}
      isOpen={isAsked}
      {...(isAsked ? { itemRef } : {})}
    >
      {message && message.direction === 'in' ? (
        <div class="drawer-made">
          <Button look="link" onClick={() => openEditor(null, ruleStart(data.contact, message))}>
            {t('decision.makeRule')}
          </Button>
          {rule ? (
            <Button look="link" onClick={() => void fill(rule, message, drafted)}>
              {t('drawer.fill')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </DecisionItem>
  )
}
