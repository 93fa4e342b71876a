import { signal } from '@preact/signals'
import { t, wordParts } from '../../../lib/i18n/t.ts'
import type { Key } from '../../../lib/i18n/zh-CN.ts'
import { randomId } from '../../../lib/random-id.ts'
import { STARTERS } from '../../../lib/rules/starters.ts'
import type { Starter, StarterAnswers } from '../../../lib/rules/starters.ts'
import { dayAfter } from '../../../lib/rules/zone.ts'
import { localDay } from '../../../lib/time.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { request } from '../../../lib/ui/request.ts'
import { showToast } from '../../../lib/ui/toast.tsx'
import { contactNames } from '../../pages/contact-names.ts'
import { ruleSentence } from '../../pages/rule-sentence.ts'
import { ruleAddress } from '../route.ts'

import { GroupPicker } from './group-picker.tsx'

/** What each starter is for, by its id. */
const ABOUT: Record<string, Key> = {
  away: 'starter.away.about',
  hours: 'starter.hours.about',
  holiday: 'starter.holiday.about',
  faq: 'starter.faq.about',
  menu: 'starter.menu.about',
  hello: 'starter.hello.about',
  callback: 'starter.callback.about',
  welcome: 'starter.welcome.about',
}

/** What the user has told about a starter that needs something, by its id. */
const answers = signal<Readonly<Record<string, StarterAnswers>>>({})
/** A starter is being added: a second press would add it twice. */
let isAdding = false

/** Rules to begin with: each as its sentence, added with one button and then changed like any other. */
export function StartersPage() {
  return (
    <div class="starters">
      <p class="muted">{t('starters.intro')}</p>
      <ul class="starter-cards">
        {STARTERS.map((starter) => (
          <StarterCard key={starter.id} starter={starter} />
        ))}
      </ul>
    </div>
  )
}

function StarterCard({ starter }: { starter: Starter }) {
  const answer = answers.value[starter.id] ?? {}
  const rule = starter.make(template, starter.id, answer)
  const about = ABOUT[starter.id]
  const lacks = (starter.needs === 'group' && !answer.group) || (starter.needs === 'dates' && !isSpan(answer.dates))
  return (
    <li class="starter-card" aria-label={rule.name}>
      <h2>{rule.name}</h2>
      {about ? <p class="muted">{t(about)}</p> : null}
      <p class="preview">{ruleSentence(rule, contactNames.value)}</p>
      {starter.needs === 'group' ? (
        <GroupPicker
          id={`starter-${starter.id}`}
          chosen={answer.group ?? null}
          onChoose={(group) => tell(starter.id, { group })}
        />
      ) : null}
      {starter.needs === 'dates' ? <Dates starter={starter} answer={answer} /> : null}
      <div class="starter-foot">
        <Button
          look="primary"
          label={t('starters.add.label', { name: rule.name })}
          // Not while it is being added: a disabled button would lose the focus.
          disabled={lacks}
          onClick={() => void add(starter, answer)}
        >
          {t('starters.add')}
        </Button>
        {lacks ? <span class="muted small">{t(`starters.needs.${starter.needs ?? 'group'}`)}</span> : null}
      </div>
    </li>
  )
}

/** The words of a key with its places left as they are: in a reply they are variables. */
function template(key: Key): string {
  return wordParts(key)
    .map((part) => (typeof part === 'string' ? part : `{${part.place}}`))
    .join('')
}

/** First and last day; the rule takes the day after the last one. */
function Dates({ starter, answer }: { starter: Starter; answer: StarterAnswers }) {
  const { from, to } = answer.dates ?? { from: '', to: '' }
  const last = to === '' ? '' : dayAfter(to, -1)
  const id = `starter-${starter.id}`
  const change = (first: string, end: string) =>
    tell(starter.id, { dates: { from: first, to: end === '' ? '' : dayAfter(end, 1) } })
  return (
    <div class="starter-dates">
      <div class="field">
        <label class="field-label" for={`${id}-from`}>
          {t('starters.from')}
        </label>
        <input
          class="input"
          type="date"
          id={`${id}-from`}
          min={localDay(Date.now())}
          value={from}
          onChange={(event) => change(event.currentTarget.value, last)}
        />
      </div>
      <div class="field">
        <label class="field-label" for={`${id}-to`}>
          {t('starters.to')}
        </label>
        <input
          class="input"
          type="date"
          id={`${id}-to`}
          min={from || localDay(Date.now())}
          value={last}
          onChange={(event) => change(from, event.currentTarget.value)}
        />
      </div>
    </div>
  )
}

function tell(id: string, answer: StarterAnswers): void {
  answers.value = { ...answers.value, [id]: answer }
}

function isSpan(dates: StarterAnswers['dates']): boolean {
  return dates !== undefined && dates.from !== '' && dates.to !== '' && dates.from < dates.to
}

async function add(starter: Starter, answer: StarterAnswers): Promise<void> {
  if (isAdding) return
  isAdding = true
  const rule = starter.make(template, randomId(), answer)
  const saved = await request('saveRule', rule)
  isAdding = false
  if (!saved.answered) return
  if (saved.value.kind === 'refused') return showToast({ text: t('starters.refused', { name: rule.name }) })
  showToast({
    text: t('starters.added', { name: rule.name }),
    action: {
      text: t('action.edit'),
      run: () => {
        focusLater('page')
        location.hash = ruleAddress(rule.id)
      },
    },
  })
}
