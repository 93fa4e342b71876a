import { signal } from '@preact/signals'
import { formatNumber } from '../../lib/i18n/format.ts'
import { lateWords, learn, t } from '../../lib/i18n/t.ts'
import type { Rule, RuleGroup } from '../../lib/rules/rule.ts'
import { Button, IconButton } from '../../lib/ui/button.tsx'
import { HandleIcon, MoreIcon } from '../../lib/ui/icons.tsx'
import { lazy } from '../../lib/ui/lazy.tsx'
import { request } from '../../lib/ui/request.ts'
import { Switch } from '../../lib/ui/switch.tsx'
import { contactNames } from '../pages/contact-names.ts'
import { openWorkbench } from './footer.tsx'
import { focusLater, takesFocus } from '../../lib/ui/focus-later.ts'
import { moveRule } from '../pages/move-rule.ts'
import { nameList, ruleSentence, ruleTitle } from '../pages/rule-sentence.ts'
import { sleeping } from './stored.ts'
import { openEditor } from './view.ts'

/** Id of the rule whose actions are open, and of the one being dragged. */
const opened = signal<string | null>(null)
const dragged = signal<string | null>(null)
const dropAt = signal<number | null>(null)

const Actions = lazy(async () => {
  const [{ RuleRowActions }] = await Promise.all([import('./rule-row-actions.tsx'), learn(lateWords)])
  return RuleRowActions
}, 1)

interface RuleRowProps {
  rule: Rule
  /** The group it stands in. */
  group: RuleGroup | null
  place: number
  hits: number
}

/** One rule as a sentence, with what can be done to it. */
export function RuleRow({ rule, group, place, hits }: RuleRowProps) {
  const sentence = ruleTitle(rule, contactNames.value)
  const isOn = rule.enabled && group?.enabled !== false
  const open = opened.value === rule.id
  return (
    <li
      class={`rule${isOn ? '' : ' rule-off'}${group ? ' rule-inside' : ''}${dropAt.value === place && dragged.value ? ' rule-drop' : ''}`}
      aria-label={t('rule.label', { sentence })}
      onDragOver={(event) => {
        if (dragged.value === null) return
        event.preventDefault()
        dropAt.value = place
      }}
      onDrop={(event) => {
        event.preventDefault()
        if (dragged.value !== null) void moveRule(dragged.value, place)
      }}
    >
      <div class="rule-line">
        <Handle rule={rule} place={place} sentence={sentence} />
        <Switch
          on={rule.enabled}
          label={t('rule.enable', { sentence })}
          onChange={(enabled) => void request('enableRule', { id: rule.id, enabled })}
        />
        <button
          type="button"
          class="rule-sentence"
          ref={takesFocus(`rule ${rule.id}`)}
          title={ruleSentence(rule, contactNames.value)}
          onClick={() => openEditor(rule)}
        >
          <span>{sentence}</span>
        </button>
        <span class="rule-hits number" title={t('rule.hits', { count: hits })}>
          <span aria-hidden="true">{formatNumber(hits)}</span>
          <span class="unseen">{t('rule.hits', { count: hits })}</span>
        </span>
        <IconButton
          icon={<MoreIcon />}
          label={t('rule.actions', { sentence })}
          title={t('action.more')}
          expanded={open}
          onClick={() => (opened.value = open ? null : rule.id)}
        />
      </div>
      <SleepingNote rule={rule} />
      {open ? <Actions rule={rule} place={place} onDone={() => (opened.value = null)} /> : null}
    </li>
  )
}

function Handle({ rule, place, sentence }: { rule: Rule; place: number; sentence: string }) {
  return (
    <button
      type="button"
      class="rule-handle"
      ref={takesFocus(`handle ${rule.id}`)}
      aria-label={t('rule.handle', { sentence })}
      draggable
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
        if (step === 0) return
        event.preventDefault()
        focusLater(`handle ${rule.id}`)
        void moveRule(rule.id, place + step)
      }}
      onDragStart={(event) => {
        dragged.value = rule.id
        event.dataTransfer?.setData('text/plain', rule.id)
        const row = event.currentTarget.closest('li')
        if (row) event.dataTransfer?.setDragImage(row, 8, 8)
      }}
      onDragEnd={() => {
        dragged.value = null
        dropAt.value = null
      }}
    >
      <HandleIcon />
    </button>
  )
}

function SleepingNote({ rule }: { rule: Rule }) {
  const missing = sleeping.value[rule.id]
  if (!missing || missing.length === 0) return null
  const all = rule.who.contacts.every((id) => missing.includes(id))
  const names = nameList(missing, contactNames.value)
  return (
    <p class="rule-note word-warn small">
      {t(all ? 'rule.sleeping' : 'rule.sleeping.some', { names })}{' '}
      <Button look="link" onClick={() => void openWorkbench('#/who')}>
        {t('nav.who')}
      </Button>
    </p>
  )
}
