import { signal } from '@preact/signals'
import { Component } from 'preact'
import { t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { rules } from '../pages/stored-rules.ts'
import { keepUnsaved, readUnsaved, watchUnsaved } from '../pages/unsaved-rule.ts'
import type { Unsaved } from '../pages/unsaved-rule.ts'
import { openEditor } from './view.ts'

/** Whether a rule was left unsaved, with the way back to it. Only where it can still be found. */
export class UnsavedLine extends Component {
  private readonly unsaved = signal<Unsaved | null>(null)
  private readonly stop = watchUnsaved((unsaved) => (this.unsaved.value = unsaved))

  override componentDidMount(): void {
    void readUnsaved().then((unsaved) => (this.unsaved.value = unsaved))
  }

  override componentWillUnmount(): void {
    this.stop()
  }

  render() {
    const unsaved = this.unsaved.value
    const rule = rules.value.find(({ id }) => id === unsaved?.id) ?? null
    if (!unsaved || (rule === null && !unsaved.isNew)) return null
    return (
      <div class="unsaved" role="status">
        <span>{t('unsaved.line')}</span>
        <Button onClick={() => openEditor(rule)}>{t('action.edit')}</Button>
        <Button look="quiet" onClick={() => void keepUnsaved(null)}>
          {t('action.delete')}
        </Button>
      </div>
    )
  }
}
