import { effect, signal } from '@preact/signals'
import { Component, Fragment } from 'preact'
import { lateWords, learn, t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { now } from '../../lib/ui/clock.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { takesFocus } from '../../lib/ui/focus-later.ts'
import { PlusIcon } from '../../lib/ui/icons.tsx'
import { lazy } from '../../lib/ui/lazy.tsx'
import { nameContacts } from '../pages/contact-names.ts'
import { ruleGroups, rules } from '../pages/stored-rules.ts'
import { GroupLine } from './group-line.tsx'
import { RuleRow } from './rule-row.tsx'
import { ruleRuns } from './rule-runs.ts'
import { sleeping, today } from './stored.ts'
import { countsToday } from './today-counts.ts'
import { openEditor } from './view.ts'

const UnsavedLine = lazy(async () => {
  const [{ UnsavedLine: Line }] = await Promise.all([import('./unsaved-line.tsx'), learn(lateWords)])
  return Line
}, 0)

effect(() => {
  const named = rules.value.flatMap(({ who }) => [...who.contacts, ...who.except, ...who.authors])
  void nameContacts([...named, ...Object.values(sleeping.value).flat()])
})

/** The rules, highest priority first. */
export function RulesTab() {
  if (rules.value.length === 0) {
    return (
      <>
        <UnsavedLine />
        <Empty title={t('rules.empty.title')} text={t('rules.empty.text')}>
          <Button look="primary" buttonRef={takesFocus('new rule')} onClick={() => openEditor(null)}>
            {t('rules.empty.button')}
          </Button>
        </Empty>
      </>
    )
  }
  return (
    <>
      <UnsavedLine />
      <RuleList />
      <div class="rules-new">
        <Button look="quiet" buttonRef={takesFocus('new rule')} onClick={() => openEditor(null)}>
          <PlusIcon />
          {t('rules.new')}
        </Button>
      </div>
    </>
  )
}

/** Rows drawn at first, and each time the end of what is drawn comes near. */
const STEP = 60

/** Hundreds of rules cost what is looked at: the rows further down are drawn on the way there. */
class RuleList extends Component {
  private readonly drawn = signal(STEP)
  private observer: IntersectionObserver | null = null

  override componentWillUnmount(): void {
    this.observer?.disconnect()
  }

  private readonly watchEnd = (end: HTMLElement | null): void => {
    this.observer?.disconnect()
    if (!end) return
    this.observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.drawn.value += STEP
      },
      { rootMargin: '600px' },
    )
    this.observer.observe(end)
  }

  render() {
    const all = rules.value
    const { byRule } = countsToday(today.value, now.value)
    const drawn = Math.min(this.drawn.value, all.length)
    return (
      <>
        <ul class="rules" aria-label={t('rules.label')}>
          {ruleRuns(all.slice(0, drawn), ruleGroups.value).map(({ group, from, rules: run }) => (
            <Fragment key={run[0]?.id}>
              {group ? <GroupLine group={group} /> : null}
              {run.map((rule, index) => (
                <RuleRow key={rule.id} rule={rule} group={group} place={from + index} hits={byRule[rule.id] ?? 0} />
              ))}
            </Fragment>
          ))}
        </ul>
        {drawn < all.length ? <div key={drawn} class="rules-end" ref={this.watchEnd} /> : null}
      </>
    )
  }
}
