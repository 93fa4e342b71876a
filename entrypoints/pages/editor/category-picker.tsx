import { signal } from '@preact/signals'
import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { archive } from '../archive.ts'
import { readChoices } from '../contact-choices.ts'

interface CategoryPickerProps {
  chosen: readonly string[]
  onChange: (categories: string[]) => void
}

/** Categories (分组) of friends, as far as the archive knows them, and those that are chosen already. */
export class CategoryPicker extends Component<CategoryPickerProps> {
  private readonly known = signal<readonly string[]>([])

  override componentDidMount(): void {
    void archive()
      .then((open) => readChoices(open))
      .then(
        (contacts) => (this.known.value = [...new Set(contacts.flatMap(({ category }) => category ?? []))]),
        (error: unknown) => log('categories-unread', { error: error instanceof Error ? error.name : 'unknown' }),
      )
  }

  render() {
    const { chosen, onChange } = this.props
    const all = [...new Set([...this.known.value, ...chosen])]
    return (
      <div class="field">
        <span class="field-label" id="categories-label">
          {t('editor.categories')}
        </span>
        {all.length === 0 ? <span class="field-hint">{t('editor.categories.none')}</span> : null}
        <div class="chips" role="group" aria-labelledby="categories-label">
          {all.map((category) => (
            <Toggle
              key={category}
              text={category}
              on={chosen.includes(category)}
              onChange={(on) => onChange(all.filter((other) => (other === category ? on : chosen.includes(other))))}
            />
          ))}
        </div>
      </div>
    )
  }
}
