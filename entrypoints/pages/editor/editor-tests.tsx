import { Component } from 'preact'
import type { WhyNot } from '../../../lib/chat/decision.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { TestResult } from '../../../lib/rules/lab/run-tests.ts'
import { CONTENT_KINDS, MAX_TESTS } from '../../../lib/rules/rule.ts'
import type { RuleTest } from '../../../lib/rules/rule.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { Problems, fieldAttributes } from '../../../lib/ui/field.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { CloseIcon, PlusIcon } from '../../../lib/ui/icons.tsx'
import { isolate } from '../../../lib/ui/isolate.ts'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'
import { followTests } from './tried-tests.ts'

const NEW_TEST: RuleTest = {
  given: { text: '', kind: 'friend', mentioned: false, content: [], at: null },
  expect: { kind: 'reply', text: null },
}

/** Messages to try the rule with, and what has to come of each; red when something else does. */
export class TestFields extends Component<EditorPartProps> {
  private readonly tried = followTests(this.props.draft)

  override componentWillUnmount(): void {
    this.tried.stop()
  }

  render() {
    const { draft, problems } = this.props
    const { tests, who } = draft.fields.value
    const results = this.tried.results.value
    const failed = results?.filter(({ passed }) => !passed).length ?? 0
    const change = (next: RuleTest[], step?: string) => draft.change((fields) => ({ ...fields, tests: next }), step)
    const isWrong = problemWords(problems, ['tests']).length > 0
    return (
      <Fold
        title={t('editor.tests')}
        summary={tests.length > 0 ? t('editor.tests.count', { count: tests.length }) : t('editor.tests.hint')}
        open={tests.length > 0}
        isWrong={isWrong || failed > 0}
      >
        <p class="field-hint">{t('editor.tests.about')}</p>
        {tests.map((test, index) => (
          <TestRow
            key={index}
            index={index}
            test={test}
            result={results?.[index]}
            problems={problemWords(problems, ['tests'], String(index))}
            onChange={(next, step) => change(tests.with(index, next), step)}
            onRemove={() => change(tests.toSpliced(index, 1))}
          />
        ))}
        {tests.length < MAX_TESTS ? (
          <div>
            <Button
              look="quiet"
              onClick={() =>
                change([...tests, { ...NEW_TEST, given: { ...NEW_TEST.given, kind: who.kinds[0] ?? 'friend' } }])
              }
            >
              <PlusIcon />
              {t('editor.test.add')}
            </Button>
          </div>
        ) : null}
      </Fold>
    )
  }
}

interface TestRowProps {
  index: number
  test: RuleTest
  result: TestResult | undefined
  problems: readonly string[]
  onChange: (test: RuleTest, step?: string) => void
  onRemove: () => void
}

function TestRow({ index, test, result, problems, onChange, onRemove }: TestRowProps) {
  const place = index + 1
  const id = `test-${index}`
  const { given, expect } = test
  const give = (change: Partial<RuleTest['given']>, step?: string) =>
    onChange({ ...test, given: { ...given, ...change } }, step)
  return (
    <div class="condition-group" role="group" aria-label={t('editor.test', { place })}>
      <div class="condition-head">
        <Verdict result={result} />
        <IconButton icon={<CloseIcon />} label={t('editor.test.remove', { place })} onClick={onRemove} />
      </div>
      <input
        class="input"
        aria-label={t('editor.test.text')}
        placeholder={t('editor.test.text')}
        value={given.text}
        onInput={(event) => give({ text: event.currentTarget.value }, id)}
        {...fieldAttributes(id, undefined, problems)}
      />
      <Problems id={id} problems={problems} />
      <div class="row-fields">
        <select
          class="input"
          aria-label={t('editor.test.kind')}
          value={given.kind}
          onChange={(event) => give({ kind: event.currentTarget.value as RuleTest['given']['kind'] })}
        >
          {(['friend', 'group', 'discuss'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.one.${kind}`)}
            </option>
          ))}
        </select>
        {given.kind === 'friend' ? null : (
          <label class="check">
            <input
              type="checkbox"
              checked={given.mentioned}
              onChange={(event) => give({ mentioned: event.currentTarget.checked })}
            />
            {t('editor.test.mentioned')}
          </label>
        )}
        <label class="inline-field">
          <span>{t('editor.test.at')}</span>
          <input
            class="input"
            type="datetime-local"
            value={given.at ?? ''}
            onInput={(event) => give({ at: event.currentTarget.value.slice(0, 16) || null }, `${id} at`)}
          />
        </label>
      </div>
      <div class="chips" role="group" aria-label={t('editor.test.content')}>
        {CONTENT_KINDS.filter((kind) => kind !== 'text').map((kind) => (
          <Toggle
            key={kind}
            text={t(`sentence.content.${kind}`)}
            on={given.content.includes(kind)}
            onChange={(on) =>
              give({ content: CONTENT_KINDS.filter((other) => (other === kind ? on : given.content.includes(other))) })
            }
          />
        ))}
      </div>
      <ExpectFields id={id} expect={expect} onChange={(next, step) => onChange({ ...test, expect: next }, step)} />
    </div>
  )
}

interface ExpectProps {
  id: string
  expect: RuleTest['expect']
  onChange: (expect: RuleTest['expect'], step?: string) => void
}

function ExpectFields({ id, expect, onChange }: ExpectProps) {
  return (
    <div class="row-fields">
      <select
        class="input"
        aria-label={t('editor.test.expect')}
        value={expect.kind}
        onChange={(event) =>
          onChange(
            event.currentTarget.value === 'reply' ? { kind: 'reply', text: null } : { kind: 'silence', why: null },
          )
        }
      >
        <option value="reply">{t('editor.test.expect.reply')}</option>
        <option value="silence">{t('editor.test.expect.silence')}</option>
      </select>
      {expect.kind === 'reply' ? (
        <input
          class="input"
          aria-label={t('editor.test.reply')}
          placeholder={t('editor.test.reply.any')}
          value={expect.text ?? ''}
          onInput={(event) => onChange({ kind: 'reply', text: event.currentTarget.value || null }, `${id} reply`)}
        />
      ) : (
        <select
          class="input"
          aria-label={t('editor.test.why')}
          value={expect.why ?? ''}
          onChange={(event) => onChange({ kind: 'silence', why: event.currentTarget.value || null })}
        >
          <option value="">{t('editor.test.why.any')}</option>
          {SILENT_FOR.map((why) => (
            <option key={why} value={why}>
              {t(`why.${why}`)}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

/** What can keep a rule silent when it is tried on one message alone, on a fresh account. */
const SILENT_FOR: readonly WhyNot[] = [
  'no-rule-matched',
  'group-needs-mention',
  'automatic-reply',
  'empty-reply',
  'draft',
]

function Verdict({ result }: { result: TestResult | undefined }) {
  if (!result) return <span class="muted small">{t('editor.test.unknown')}</span>
  if (result.passed) return <span class="word-good">{t('editor.test.passed')}</span>
  return <span class="word-bad">{t('editor.test.failed', { got: gotWords(result) })}</span>
}

function gotWords({ got }: TestResult): string {
  if (got === null) return t('editor.test.never')
  if (got.kind === 'none') return t('editor.test.got.silence', { why: t(`why.${got.why}`) })
  return t('editor.test.got.reply', { text: isolate(got.replies.map(({ text }) => text).join(' / ')) })
}
