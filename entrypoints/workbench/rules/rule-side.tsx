import { signal } from '@preact/signals'
import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { Empty } from '../../../lib/ui/empty.tsx'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { lazy } from '../../../lib/ui/lazy.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { archive } from '../../pages/archive.ts'
import type { RuleStart } from '../../pages/editor/rule-draft.ts'
import { rules } from '../../pages/stored-rules.ts'
import { replaceAddress, rulesAddress } from '../route.ts'
import type { RuleEdit } from '../route.ts'
import { deleteRules } from './rule-changes.ts'
import { startFrom } from './rule-from-message.ts'
import { rulesById } from './rules-store.ts'

const RuleEditor = lazy(async () => (await import('../../pages/editor/rule-editor.tsx')).RuleEditor, 10)

/** Beside the list: the editor, or what to do when no rule is chosen. */
export function RuleSide({ edit }: { edit: RuleEdit | null }) {
  return (
    <section class="rules-side" aria-label={t('ruleSide.label')}>
      <Content edit={edit} />
    </section>
  )
}

function Content({ edit }: { edit: RuleEdit | null }) {
  if (edit === null) {
    if (rules.value.length === 0) return null
    return <Empty title={t('ruleSide.choose')} text={t('ruleSide.choose.text')} />
  }
  if (edit.kind === 'new')
    return edit.from === null ? <Editor key="new" rule={null} /> : <FromMessage key={edit.from} from={edit.from} />
  const rule = rulesById.value.get(edit.id)
  if (rule) return <Editor key={rule.id} rule={rule} />
  return (
    <Empty title={t('ruleSide.gone')} text={t('ruleSide.gone.text')}>
      <a class="button" href={rulesAddress()}>
        {t('ruleSide.back')}
      </a>
    </Empty>
  )
}

function Editor({ rule, start }: { rule: Rule | null; start?: RuleStart }) {
  return (
    <RuleEditor
      full
      rule={rule}
      start={start}
      onLeave={leave}
      onDelete={({ id }) => {
        // The way back, offered at once, takes the focus.
        replaceAddress(rulesAddress())
        void deleteRules(new Set([id]))
      }}
    />
  )
}

function leave(focus: string): void {
  focusLater(focus)
  replaceAddress(rulesAddress())
}

/** A new rule that begins with an archived message. */
class FromMessage extends Component<{ from: string }> {
  private readonly start = signal<RuleStart | 'reading' | 'missing'>('reading')

  override componentDidMount(): void {
    void this.read()
  }

  private async read(): Promise<void> {
    try {
      this.start.value = (await startFrom(await archive(), this.props.from)) ?? 'missing'
    } catch (error) {
      log('message-unread', { error: error instanceof Error ? error.name : 'unknown' })
      this.start.value = 'missing'
    }
  }

  render() {
    const start = this.start.value
    if (start === 'reading') return <Skeleton lines={8} />
    if (start !== 'missing') return <Editor rule={null} start={start} />
    return (
      <>
        <Panel tone="warn" title={t('ruleSide.noMessage')} />
        <Editor rule={null} />
      </>
    )
  }
}
