import { signal } from '@preact/signals'
import { Component, createRef } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { Chip } from '../../../lib/ui/chip.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import './picker.css'

/** Something that can be chosen by its name. */
export interface Choosable {
  id: string
  name: string
  /** What else tells it from others of its name; is searched too. */
  detail: string
}

interface PickerProps {
  /** Prefix of the ids. */
  id: string
  label: string
  hint?: string
  choices: readonly Choosable[]
  chosen: readonly string[]
  /** One takes the place of the other; then nothing is left to search. */
  single?: boolean
  onChange: (chosen: string[]) => void
}

/** Most lines drawn at once; the search narrows the rest down. */
const MOST_SHOWN = 30

/** Chosen things as chips, and a search over the others that opens when it is used. */
export class Picker extends Component<PickerProps> {
  private readonly search = signal('')
  private readonly isOpen = signal(false)
  private readonly root = createRef<HTMLDivElement>()
  /** Something of it was used, and goes with that. */
  private hadFocus = false

  override componentDidUpdate({ chosen: before }: PickerProps): void {
    const { single, chosen } = this.props
    // What had the focus has gone: the line that was chosen, or the chip that was removed.
    if (single === true && this.hadFocus && before.length !== chosen.length) {
      this.hadFocus = false
      this.root.current?.querySelector<HTMLElement>(chosen.length > 0 ? '.chip button' : 'input')?.focus()
    }
  }

  render() {
    const { id, label, hint, choices, chosen, single } = this.props
    const isDone = single === true && chosen.length > 0
    return (
      <div
        class="field picker"
        role="group"
        ref={this.root}
        aria-labelledby={`${id}-label`}
        onKeyDown={(event) => {
          if (event.key === 'Escape') this.isOpen.value = false
        }}
      >
        <span class="field-label" id={`${id}-label`}>
          {label}
        </span>
        {chosen.length > 0 ? (
          <ul class="chips">
            {chosen.map((one) => {
              const name = choices.find((choice) => choice.id === one)?.name ?? t('unknown.person')
              return (
                <Chip
                  key={one}
                  text={name}
                  removeLabel={t('lab.pick.remove', { name })}
                  onRemove={() => this.change(chosen.filter((other) => other !== one))}
                />
              )
            })}
          </ul>
        ) : null}
        {isDone ? null : (
          <input
            class="input"
            type="search"
            id={id}
            aria-labelledby={`${id}-label`}
            placeholder={hint}
            value={this.search.value}
            onFocus={() => (this.isOpen.value = true)}
            onInput={(event) => {
              this.search.value = event.currentTarget.value
              this.isOpen.value = true
            }}
          />
        )}
        {isDone || !this.isOpen.value ? null : this.renderList()}
      </div>
    )
  }

  private renderList() {
    const { label, choices, chosen } = this.props
    const wanted = this.search.value.trim().toLowerCase()
    const found = choices.filter(
      (choice) =>
        !chosen.includes(choice.id) &&
        (choice.name.toLowerCase().includes(wanted) || choice.detail.toLowerCase().includes(wanted)),
    )
    if (found.length === 0) return <p class="field-hint">{t('lab.pick.none')}</p>
    return (
      <>
        <ul class="picker-list" aria-label={label}>
          {found.slice(0, MOST_SHOWN).map((choice) => (
            <li key={choice.id}>
              <button type="button" class="button button-quiet picker-choice" onClick={() => this.choose(choice.id)}>
                <Name text={choice.name} class="one-line" />
                <bdi class="muted small one-line">{choice.detail}</bdi>
              </button>
            </li>
          ))}
        </ul>
        {found.length > MOST_SHOWN ? (
          <p class="field-hint">{t('lab.pick.more', { count: found.length - MOST_SHOWN })}</p>
        ) : null}
      </>
    )
  }

  private choose(id: string): void {
    const { single, chosen } = this.props
    this.search.value = ''
    this.isOpen.value = false
    this.change(single ? [id] : [...chosen, id])
  }

  private change(chosen: string[]): void {
    this.hadFocus = true
    this.props.onChange(chosen)
  }
}
