import { effect, signal } from '@preact/signals'
import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { randomId } from '../../../lib/random-id.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { Problems } from '../../../lib/ui/field.tsx'
import { takesFocus } from '../../../lib/ui/focus-later.ts'
import { BackIcon, RedoIcon, UndoIcon } from '../../../lib/ui/icons.tsx'
import { request } from '../../../lib/ui/request.ts'
import { showToast } from '../../../lib/ui/toast.tsx'
import { nameContacts } from '../contact-names.ts'
import { duplicateRule } from '../rule-actions.ts'
import { readRuleSet } from '../stored-rule-set.ts'
import { rules } from '../stored-rules.ts'
import { keepUnsaved, readUnsaved } from '../unsaved-rule.ts'
import { problemsElsewhere } from './draft-problems.ts'
import { CooldownField } from './editor-cooldown.tsx'
import { FollowUpFields } from './editor-follow-up.tsx'
import { NameFields } from './editor-name.tsx'
import { ReplyFields } from './editor-reply.tsx'
import { SendingFields } from './editor-sending.tsx'
import { TestFields } from './editor-tests.tsx'
import { WhatFields } from './editor-what.tsx'
import { WhenFields } from './editor-when.tsx'
import { WhoFields } from './editor-who.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { focusFirstProblem } from './focus-problem.ts'
import { LivePreview } from './live-preview.tsx'
import { problemText, problemWords } from './problem-words.ts'
import { resumedFields } from './resumed-fields.ts'
import { BLANK } from './blank-rule.ts'
import type { RuleStart } from './blank-rule.ts'
import { createDraft } from './rule-draft.ts'
import type { DraftProblem, RuleDraft } from './rule-draft.ts'
import { SentencePreview } from './sentence-preview.tsx'
import { tryTests } from './tried-tests.ts'
import { undoWay } from './undo-key.ts'

export interface RuleEditorProps {
  /** The rule to change; null: a new one. */
  rule: Rule | null
  /** What a new rule begins with. */
  start?: RuleStart | undefined
  /** All of it, as in the workbench; without it what is wanted every day, and the rest is kept as it is. */
  full?: boolean
  /** The editor is done with. `focus`: name of what it was about, for `focusLater`. */
  onLeave: (focus: string) => void
  onDelete: (rule: Rule) => void
}

/**
 * The rule as its sentence taken apart. Problems are shown from the first attempt to save on, each beside its field, and
 * go away as they are mended. What stands in the fields is kept until it is saved or given up, also when the page closes.
 */
export class RuleEditor extends Component<RuleEditorProps> {
  private readonly draft = signal(this.begin(this.props.rule ?? { id: randomId(), ...BLANK, ...this.props.start }))
  private readonly attempted = signal(false)
  private readonly refused = signal<readonly DraftProblem[]>([])
  private readonly progress = signal<'idle' | 'saving' | 'failed'>('idle')
  /** What was left unsaved the last time, as long as nobody said whether it is wanted. */
  private readonly unsaved = signal<{ id: string; fields: NonNullable<ReturnType<typeof resumedFields>> } | null>(null)
  private isDone = false
  private begun = 0
  /** Something of this editor is kept. */
  private isKeeping = false
  private readonly stop = [
    effect(() => {
      const draft = this.draft.value
      const { fields, isChanged } = draft
      const unsaved = { id: draft.id, isNew: this.props.rule === null, fields: fields.value }
      // What was left the last time stays until something is written here.
      if (this.isDone || !(isChanged.value || this.isKeeping)) return
      this.isKeeping = isChanged.value
      void keepUnsaved(isChanged.value ? unsaved : null)
    }),
    effect(() => {
      const { contacts, except, authors } = this.draft.value.fields.value.who
      void nameContacts([...contacts, ...except, ...authors])
    }),
  ]

  override componentDidMount(): void {
    document.addEventListener('keydown', this.onUndoKey)
    void this.offerUnsaved()
  }

  override componentWillUnmount(): void {
    document.removeEventListener('keydown', this.onUndoKey)
    for (const stop of this.stop) stop()
  }

  private begin(rule: Rule, resumed?: Parameters<typeof createDraft>[2]): RuleDraft {
    return createDraft(rule, rules.value.filter(({ id }) => id !== rule.id).length, resumed)
  }

  private async offerUnsaved(): Promise<void> {
    const { rule, start } = this.props
    const kept = await readUnsaved()
    if (!kept || start || this.draft.value.isChanged.value) return
    const isThis = rule === null ? kept.isNew : kept.id === rule.id
    const fields = isThis ? resumedFields(kept.fields) : undefined
    if (fields) this.unsaved.value = { id: kept.id, fields }
  }

  private readonly resume = (): void => {
    const kept = this.unsaved.value
    if (!kept) return
    this.unsaved.value = null
    this.begun += 1
    this.draft.value = this.begin(this.props.rule ?? { ...BLANK, id: kept.id }, kept.fields)
  }

  private readonly discard = (): void => {
    this.unsaved.value = null
    void keepUnsaved(null)
  }

  private readonly onUndoKey = (event: KeyboardEvent): void => {
    const way = undoWay(event)
    if (!way) return
    event.preventDefault()
    this.draft.value[way]()
  }

  private readonly save = async (): Promise<void> => {
    const { attempted, refused, progress } = this
    const draft = this.draft.value
    if (progress.value === 'saving') return
    draft.settle()
    attempted.value = true
    refused.value = []
    if (draft.problems.value.length > 0) return focusFirstProblem()
    progress.value = 'saving'
    const rule = draft.rule.value
    const saved = await request('saveRule', rule)
    progress.value = saved.answered ? 'idle' : 'failed'
    if (!saved.answered) return
    if (saved.value.kind === 'saved') {
      if (rule.tests.length > 0) void sayFailedTests(rule)
      return this.leave(`rule ${draft.id}`)
    }
    refused.value = saved.value.problems
    focusFirstProblem()
  }

  /** What stood in the fields is saved, or nobody wants it. */
  private forget(): void {
    this.isDone = true
    if (this.isKeeping || this.unsaved.value) void keepUnsaved(null)
  }

  private leave(focus: string): void {
    this.forget()
    this.props.onLeave(focus)
  }

  render() {
    const { save } = this
    const { rule: edited, full = false, onLeave, onDelete } = this.props
    const draft = this.draft.value
    const focus = edited ? `rule ${edited.id}` : 'new rule'
    const problems = this.attempted.value ? [...draft.problems.value, ...this.refused.value] : []
    // What the rule says and does stays in sight where there is room for it; in the popup it is the end of the form.
    const aside = (
      <div class="editor-aside stack">
        <SentencePreview draft={draft} />
        <LivePreview draft={draft} />
      </div>
    )
    return (
      <form
        // Another draft is another form: its parts begin anew with it.
        key={this.begun}
        class={full ? 'page editor editor-full' : 'page editor'}
        aria-label={t(edited ? 'editor.edit' : 'editor.new')}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      >
        <div class="page-head">
          <IconButton icon={<BackIcon />} label={t('action.back')} onClick={() => onLeave(focus)} />
          <h2 tabIndex={-1} ref={takesFocus('page')}>
            {t(edited ? 'editor.edit' : 'editor.new')}
          </h2>
          <span class="space" />
          <IconButton
            icon={<UndoIcon />}
            label={t('editor.undo')}
            disabled={!draft.canUndo.value}
            onClick={draft.undo}
          />
          <IconButton
            icon={<RedoIcon />}
            label={t('editor.redo')}
            disabled={!draft.canRedo.value}
            onClick={draft.redo}
          />
        </div>
        {this.unsaved.value ? <Unsaved onResume={this.resume} onDiscard={this.discard} /> : null}
        <div class="form editor-fields">
          {full ? aside : null}
          {full ? <NameFields draft={draft} problems={problems} /> : null}
          <WhoFields draft={draft} problems={problems} full={full} />
          <WhatFields draft={draft} problems={problems} full={full} />
          <WhenFields draft={draft} problems={problems} full={full} />
          <ReplyFields draft={draft} problems={problems} />
          {full ? <FollowUpFields draft={draft} problems={problems} /> : null}
          {full ? <SendingFields draft={draft} problems={problems} /> : null}
          <CooldownField draft={draft} problems={problems} />
          {full ? <TestFields draft={draft} problems={problems} /> : null}
          {full ? null : <Elsewhere draft={draft} isStored={edited !== null} />}
          {full ? null : aside}
        </div>
        <div class="page-foot">
          <span role="alert" class="field-problem">
            {this.progress.value === 'failed' ? t('editor.saveFailed') : null}
            {problems.length > 0 ? t('editor.problems', { count: problems.length }) : null}{' '}
          </span>
          <Problems id="rule" problems={this.footWords(problems, full)} />
          <div class="page-buttons">
            {edited ? (
              <Button
                look="danger"
                onClick={() => {
                  this.forget()
                  onDelete(edited)
                }}
              >
                {t('action.delete')}
              </Button>
            ) : null}
            {edited ? (
              <Button look="quiet" onClick={() => void duplicateRule(edited)}>
                {t('rule.duplicate')}
              </Button>
            ) : null}
            <span class="space" />
            <Button onClick={() => this.leave(focus)}>{t('action.cancel')}</Button>
            <button type="submit" class="button button-primary">
              {t(this.progress.value === 'saving' ? 'editor.saving' : 'action.save')}
            </button>
          </div>
        </div>
      </form>
    )
  }

  /** Problems that no field of this editor says. */
  private footWords(problems: readonly DraftProblem[], full: boolean): string[] {
    return [...problemWords(problems, ['rule']), ...(full ? [] : problemsElsewhere(problems).map(problemText))]
  }
}

function Unsaved({ onResume, onDiscard }: { onResume: () => void; onDiscard: () => void }) {
  return (
    <div class="unsaved" role="status">
      <span>{t('unsaved.here')}</span>
      <Button onClick={onResume}>{t('unsaved.resume')}</Button>
      <Button look="quiet" onClick={onDiscard}>
        {t('unsaved.discard')}
      </Button>
    </div>
  )
}

/** A rule with red tests is saved all the same; it is said. */
async function sayFailedTests(rule: Rule): Promise<void> {
  const failed = tryTests(await readRuleSet(), rule, Date.now()).filter(({ passed }) => !passed).length
  if (failed > 0) showToast({ text: t('editor.tests.failed', { count: failed }) })
}
