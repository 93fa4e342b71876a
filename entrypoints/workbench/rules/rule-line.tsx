import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { focusLater, takesFocus } from '../../../lib/ui/focus-later.ts'
import { HandleIcon } from '../../../lib/ui/icons.tsx'
import { request } from '../../../lib/ui/request.ts'
import { Switch } from '../../../lib/ui/switch.tsx'
import { nameList } from '../../pages/rule-sentence.ts'
import { contactNames } from '../../pages/contact-names.ts'
import { findingWords } from '../lab/finding-words.ts'
import { labAddress, ruleAddress } from '../route.ts'
import { sleeping } from '../stored.ts'
import { shortTitle } from './rule-changes.ts'
import { failedTests, findings } from './rule-checks.ts'
import { dragged, dragOver, dropAt, dropHere, endDrag, handleName, moveRuleBy, ruleName } from './rule-drag.ts'
import { tick } from './rule-ticks.ts'
import { isNarrowed, isOn, places, selected, sentenceOf, titleOf } from './rules-store.ts'

interface RuleLineProps {
  rule: Rule
  inGroup: boolean
  isOpen: boolean
  hits: number
}

/** One rule in the list: tick, handle, switch, its title as a link to the editor, and what there is to know about it. */
export function RuleLine({ rule, inGroup, isOpen, hits }: RuleLineProps) {
  const title = shortTitle(rule)
  const mark = dropAt.value
  const drop = mark !== null && mark.at !== 'into' && mark.rule === rule.id && dragged.value !== null ? mark.at : null
  return (
    <div
      class={`rl${inGroup ? ' rl-in' : ''}${isOn(rule) ? '' : ' rl-off'}${drop ? ` rl-drop-${drop}` : ''}`}
      onDragOver={(event) => dragOver(event, { rule: rule.id })}
      onDrop={dropHere}
    >
      <label class="tick">
        <input
          type="checkbox"
          aria-label={t('ruleList.tick', { rule: title })}
          checked={selected.value.has(rule.id)}
          onClick={(event) => tick(rule.id, event.currentTarget.checked, event.shiftKey)}
        />
      </label>
      <Handle rule={rule} title={title} />
      <Switch
        on={rule.enabled}
        label={t('rule.enable', { sentence: title })}
        onChange={(enabled) => void request('enableRule', { id: rule.id, enabled })}
      />
      <span class="rl-place muted small number" title={t('ruleList.place', { place: places.value.get(rule.id) ?? 0 })}>
        {formatNumber(places.value.get(rule.id) ?? 0)}
      </span>
      <a
        class="rl-text"
        href={ruleAddress(rule.id)}
        aria-current={isOpen ? 'true' : undefined}
        title={titleOf(rule)}
        ref={takesFocus(ruleName(rule.id))}
        onClick={() => focusLater('page')}
      >
        <Title rule={rule} />
      </a>
      <Marks rule={rule} />
      <span class="rl-hits number" title={t('rule.hits', { count: hits })}>
        <span aria-hidden="true">{formatNumber(hits)}</span>
        <span class="unseen">{t('rule.hits', { count: hits })}</span>
      </span>
    </div>
  )
}

/** The name with the sentence under it; without a name the sentence has both lines. */
function Title({ rule }: { rule: Rule }) {
  if (rule.name === '') return <bdi class="two-lines">{sentenceOf(rule)}</bdi>
  return (
    <>
      <bdi class="one-line rl-name">{rule.name}</bdi>
      <span class="one-line muted small">{sentenceOf(rule)}</span>
    </>
  )
}

function Handle({ rule, title }: { rule: Rule; title: string }) {
  return (
    <button
      type="button"
      class="rl-handle"
      ref={takesFocus(handleName(rule.id))}
      aria-label={t('rule.handle', { sentence: title })}
      title={isNarrowed.value ? t('ruleList.narrowed') : undefined}
      // Not `disabled`: the reason must stay readable, and the focus must not be lost while one types in the search.
      aria-disabled={isNarrowed.value}
      draggable={!isNarrowed.value}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
        if (step === 0) return
        event.preventDefault()
        if (!isNarrowed.value) moveRuleBy(rule.id, step)
      }}
      onDragStart={(event) => {
        dragged.value = rule.id
        event.dataTransfer?.setData('text/plain', rule.id)
        const line = event.currentTarget.closest('.rl')
        if (line) event.dataTransfer?.setDragImage(line, 8, 8)
      }}
      onDragEnd={endDrag}
    >
      <HandleIcon />
    </button>
  )
}

/** What is not as it should be: people the login does not know, tests that fail, findings of the lint. */
function Marks({ rule }: { rule: Rule }) {
  const failing = failedTests.value.get(rule.id) ?? 0
  const found = findings.value.get(rule.id) ?? []
  const missing = sleeping.value[rule.id] ?? []
  return (
    <span class="rl-marks">
      {missing.length > 0 ? (
        <span
          class="rl-mark word-warn"
          title={t('rule.sleeping.some', { names: nameList(missing, contactNames.value) })}
        >
          {t('ruleList.sleeping')}
        </span>
      ) : null}
      {failing > 0 ? (
        <a class="rl-mark word-bad" href={ruleAddress(rule.id)}>
          {t('ruleList.failing', { count: failing })}
        </a>
      ) : null}
      {found.length > 0 ? (
        <a
          class="rl-mark word-warn"
          href={labAddress('lint', { rule: rule.id })}
          title={found.map(findingWords).join('\n')}
        >
          {t('ruleList.findings', { count: found.length })}
        </a>
      ) : null}
    </span>
  )
}
