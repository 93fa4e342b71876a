import { signal } from '@preact/signals'
import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { randomId } from '../../../lib/random-id.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { Problems } from '../../../lib/ui/field.tsx'
import { BackIcon } from '../../../lib/ui/icons.tsx'
import { request } from '../../../lib/ui/request.ts'
import { Words } from '../../../lib/ui/words.tsx'
import { contactNames } from '../contact-names.ts'
import { CooldownField } from './editor-cooldown.tsx'
import { ReplyField } from './editor-reply.tsx'
import { WhatFields } from './editor-what.tsx'
import { WhoFields } from './editor-who.tsx'
import { takesFocus } from '../../../lib/ui/focus-later.ts'
import { problemWords } from './problem-words.ts'
import { BLANK, createDraft } from './rule-draft.ts'
import type { DraftProblem, RuleDraft, RuleStart } from './rule-draft.ts'
import { ruleWords } from '../rule-sentence.ts'
import { rules } from '../stored-rules.ts'

interface RuleEditorProps {
  /** The rule to change; null: a new one. */
  rule: Rule | null
  /** What a new rule begins with. */
  start?: RuleStart | undefined
  /** The editor is done with. `focus`: name of what it was about, for `focusLater`. */
  onLeave: (focus: string) => void
  onDelete: (rule: Rule) => void
}

/**
 * The rule as its sentence taken apart. Problems are shown from the first attempt to save on, each beside its field, and
 * go away as they are mended.
 */
export class RuleEditor extends Component<RuleEditorProps> {
  private readonly draft = createDraft(
    this.props.rule ?? { id: randomId(), ...BLANK, ...this.props.start },
    rules.value.filter(({ id }) => id !== this.props.rule?.id).length,
  )
  private readonly attempted = signal(false)
  private readonly refused = signal<readonly DraftProblem[]>([])
  private readonly progress = signal<'idle' | 'saving' | 'failed'>('idle')

  private readonly save = async (): Promise<void> => {
    const { draft, attempted, refused, progress } = this
    if (progress.value === 'saving') return
    draft.addTyped()
    attempted.value = true
    refused.value = []
    if (draft.problems.value.length > 0) return focusFirstProblem()
    progress.value = 'saving'
    const saved = await request('saveRule', draft.rule.value)
    progress.value = saved.answered ? 'idle' : 'failed'
    if (!saved.answered) return
    if (saved.value.kind === 'saved') return this.props.onLeave(`rule ${draft.id}`)
    refused.value = saved.value.problems
    focusFirstProblem()
  }

  render() {
    const { draft, save } = this
    const { rule: edited, onLeave, onDelete } = this.props
    const giveUp = () => onLeave(edited ? `rule ${edited.id}` : 'new rule')
    const problems = this.attempted.value ? [...draft.problems.value, ...this.refused.value] : []
    return (
      <form
        class="page"
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
          <IconButton icon={<BackIcon />} label={t('action.back')} onClick={giveUp} />
          <h2 tabIndex={-1} ref={takesFocus('page')}>
            {t(edited ? 'editor.edit' : 'editor.new')}
          </h2>
        </div>
        <div class="form">
          <WhoFields draft={draft} problems={problems} />
          <WhatFields draft={draft} problems={problems} />
          <ReplyField draft={draft} problems={problems} />
          <CooldownField draft={draft} problems={problems} />
          <Preview draft={draft} />
        </div>
        <div class="page-foot">
          <span role="alert" class="field-problem">
            {this.progress.value === 'failed' ? t('editor.saveFailed') : null}
            {problems.length > 0 ? t('editor.problems', { count: problems.length }) : null}{' '}
          </span>
          <Problems id="rule" problems={problemWords(problems, ['rule'])} />
          <div class="page-buttons">
            {edited ? (
              <Button look="danger" onClick={() => onDelete(edited)}>
                {t('action.delete')}
              </Button>
            ) : null}
            <span class="space" />
            <Button onClick={giveUp}>{t('action.cancel')}</Button>
            <button type="submit" class="button button-primary">
              {t(this.progress.value === 'saving' ? 'editor.saving' : 'action.save')}
            </button>
          </div>
        </div>
      </form>
    )
  }
}

function Preview({ draft }: { draft: RuleDraft }) {
  const { who, what, reply } = ruleWords(draft.rule.value, contactNames.value)
  return (
    <figure class="preview" aria-label={t('editor.preview')}>
      <Words
        of="sentence.preview"
        values={{ who: <strong>{who}</strong>, what: <strong>{what}</strong>, reply: <strong>{reply}</strong> }}
      />
    </figure>
  )
}

function focusFirstProblem(): void {
  requestAnimationFrame(() => {
    const invalid = document.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')
    invalid?.scrollIntoView({ block: 'center' })
    invalid?.focus()
  })
}
