import { formatList } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { PackEntry } from '../../../lib/rules/pack-compare.ts'
import type { RuleProblem } from '../../../lib/rules/rule.ts'
import type { Pack, PackPerson, RefusedRule } from '../../../lib/rules/pack.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { problemText } from '../../pages/editor/problem-words.ts'
import { ruleSentence } from '../../pages/rule-sentence.ts'
import { fieldName, shownDifferences, valueWords } from './difference-words.ts'
import { closePack, comparison, importWanted, isImporting, wanted } from './pack-store.ts'
import { useSignal } from '@preact/signals'

interface PackPreviewProps {
  file: string
  pack: Pack
  refused: readonly RefusedRule[]
}

/** Most rules of a pack that are drawn at first. */
const FIRST = 100

/** What a file would do, rule by rule, before any of it is done. */
export function PackPreview({ file, pack, refused }: PackPreviewProps) {
  const shown = useSignal(FIRST)
  const compared = comparison.value
  if (!compared) return null
  const { entries } = compared
  const names = new Map(pack.people.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
  const open = entries.filter(({ kind }) => kind !== 'same')
  const title = pack.name === '' ? file : pack.name
  return (
    <div class="pack-preview">
      <h3 tabIndex={-1} ref={focusOnce}>
        {t('packs.preview', { name: isolate(title) })}
      </h3>
      <p class="muted small">
        {pack.exportedAt === null ? null : (
          <>
            {t('packs.preview.written')} <Time at={Date.parse(pack.exportedAt)} />
            {' · '}
          </>
        )}
        {t('packs.preview.counts', {
          added: of(entries, 'added'),
          replaced: of(entries, 'replaced'),
          conflict: of(entries, 'conflict'),
          same: of(entries, 'same'),
        })}
      </p>
      <div class="rules-buttons">
        <Button look="link" onClick={() => (wanted.value = new Set(open.map(({ rule }) => rule.id)))}>
          {t('packs.all')}
        </Button>
        <Button look="link" onClick={() => (wanted.value = new Set())}>
          {t('packs.noneOf')}
        </Button>
      </div>
      <ul class="pack-entries" aria-label={t('packs.rules')}>
        {entries.slice(0, shown.value).map((entry) => (
          <EntryItem key={entry.rule.id} entry={entry} names={names} />
        ))}
      </ul>
      {entries.length > shown.value ? (
        <Button look="link" onClick={() => (shown.value = entries.length)}>
          {t('packs.more', { count: entries.length - shown.value })}
        </Button>
      ) : null}
      {refused.length > 0 ? <Refused refused={refused} /> : null}
      <div class="pack-foot">
        <Button
          look="primary"
          disabled={wanted.value.size === 0 || isImporting.value}
          onClick={() => void importWanted()}
        >
          {t('packs.import.button', { count: wanted.value.size })}
        </Button>
        <Button onClick={closePack}>{t('action.cancel')}</Button>
      </div>
    </div>
  )
}

function of(entries: readonly PackEntry[], kind: PackEntry['kind']): number {
  return entries.filter((entry) => entry.kind === kind).length
}

function EntryItem({ entry, names }: { entry: PackEntry; names: ReadonlyMap<string, string> }) {
  const { rule, kind, before, missing, isSwitchedOff } = entry
  const sentence = ruleSentence(rule, names)
  const title = rule.name || sentence
  return (
    <li class={`pack-entry pack-${kind}`}>
      <label class="check">
        <input
          type="checkbox"
          checked={wanted.value.has(rule.id)}
          disabled={kind === 'same'}
          aria-label={t('packs.take', { name: isolate(title) })}
          onChange={(event) => want(rule.id, event.currentTarget.checked)}
        />
        <Name text={title} class="two-lines pack-title" />
        <span class="pack-kind small">{t(`packs.kind.${kind}`)}</span>
      </label>
      <div class="pack-details">
        {rule.name === '' ? null : <p class="muted small">{sentence}</p>}
        {kind === 'conflict' ? <p class="small word-warn">{t('packs.conflict.text')}</p> : null}
        {missing.length > 0 ? (
          <p class="small word-warn">
            {t(isSwitchedOff ? 'packs.missing.off' : 'packs.missing', { names: peopleWords(missing) })}
          </p>
        ) : null}
        {before !== null && entry.differences.length > 0 ? <Differences entry={entry} /> : null}
      </div>
    </li>
  )
}

/** Most names in one line. */
const NAMED = 5

function peopleWords(people: readonly PackPerson[]): string {
  const names = people.slice(0, NAMED).map(({ name, kind }) => isolate(name ?? t(`unknown.${kind}`)))
  if (people.length <= NAMED) return formatList(names, 'and')
  return t('list.more', { names: names.join(t('list.comma')), count: people.length })
}

function Differences({ entry }: { entry: PackEntry }) {
  return (
    <details>
      <summary>{t('packs.differences', { count: entry.differences.length })}</summary>
      <table class="pack-table">
        <thead>
          <tr>
            <th scope="col">{t('packs.field')}</th>
            <th scope="col">{t('packs.before')}</th>
            <th scope="col">{t('packs.after')}</th>
          </tr>
        </thead>
        <tbody>
          {shownDifferences(entry.differences).map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{fieldName(field)}</th>
              <td>
                <bdi>{valueWords(field, before)}</bdi>
              </td>
              <td>
                <bdi>{valueWords(field, after)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Refused({ refused }: { refused: readonly RefusedRule[] }) {
  return (
    <details>
      <summary class="word-warn">{t('packs.refused', { count: refused.length })}</summary>
      <ul class="pack-refused">
        {refused.map(({ place, name, problems }) => (
          <li key={place}>
            <strong>
              {t('trace.rule', { place: place + 1 })}
              {name === '' ? null : (
                <>
                  {' · '}
                  <Name text={name} />
                </>
              )}
            </strong>
            <ul>
              {refusedWords(problems).map((words) => (
                <li key={words}>
                  <bdi>{words}</bdi>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What is wrong with a rule of the file; parts that are missing or of no known shape are named in one line. */
function refusedWords(problems: readonly RuleProblem[]): string[] {
  const shapeless = problems.filter(({ code, detail }) => code === 'not-a-rule' && detail !== '')
  const others = problems.filter((problem) => !shapeless.includes(problem)).map(problemText)
  const parts = shapeless.map(({ detail }) => isolate(detail)).join(t('list.comma'))
  return [...(parts === '' ? [] : [t('problem.not-a-rule', { detail: parts })]), ...new Set(others)]
}

function want(id: string, on: boolean): void {
  const next = new Set(wanted.value)
  if (on) next.add(id)
  else next.delete(id)
  wanted.value = next
}

/** The same function at every drawing, so that it is called once. */
function focusOnce(heading: HTMLElement | null): void {
  heading?.focus()
}
