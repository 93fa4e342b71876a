import { effect, signal } from '@preact/signals'
import { Component, createRef } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { IconButton } from '../../../lib/ui/button.tsx'
import { now } from '../../../lib/ui/clock.ts'
import { CloseIcon } from '../../../lib/ui/icons.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { complete, openValue } from './completion.ts'
import { offersFor } from './offers.ts'
import type { Offer } from './offers.ts'
import { searchCalls } from './search-key.ts'
import { searchNames } from './search-names.ts'
import { dayText } from './today.ts'

/** What others do with the box. */
export interface BoxHandle {
  /** Puts a text in, with the caret at a place of it, and goes there. */
  write(text: string, caret: number): void
}

interface SearchBoxProps {
  /** Made to work once the box is there. */
  handle: BoxHandle
  text: string
  /** With every letter; not while an input method still composes. */
  onText: (text: string) => void
  /** Down from the box, or Enter. */
  onLeave: () => void
}

/** Says which line of the box's list is meant. */
const OFFER = 'search-offer'

/** Where a search is typed: with what fits behind a filter, to choose with the arrow keys. */
export class SearchBox extends Component<SearchBoxProps> {
  private readonly input = createRef<HTMLInputElement>()
  private readonly caret = signal<number | null>(null)
  private readonly chosen = signal(0)
  private stopFollowing: (() => void) | null = null

  override componentDidMount(): void {
    this.props.handle.write = (text, caret) => this.write(text, caret)
    this.stopFollowing = effect(() => {
      void searchCalls.value
      this.input.current?.focus()
      this.input.current?.select()
    })
  }

  override componentWillUnmount(): void {
    this.stopFollowing?.()
  }

  private write(text: string, caret: number): void {
    const input = this.input.current
    if (!input) return
    input.value = text
    input.focus()
    input.setSelectionRange(caret, caret)
    this.caret.value = caret
    this.chosen.value = 0
    this.props.onText(text)
  }

  render() {
    const { text } = this.props
    const offers = this.offers()
    return (
      <div class="search-box">
        <input
          class="input"
          type="search"
          ref={this.input}
          role="combobox"
          list={undefined}
          aria-label={t('search.box')}
          aria-expanded={offers.length > 0}
          aria-controls={`${OFFER}s`}
          aria-autocomplete="list"
          aria-activedescendant={offers.length > 0 ? `${OFFER}-${this.chosen.value}` : undefined}
          placeholder={t('search.box')}
          autocomplete="off"
          spellcheck={false}
          maxLength={500}
          value={text}
          onInput={(event) => {
            if (!event.isComposing) this.take(event.currentTarget)
          }}
          onCompositionEnd={(event) => this.take(event.currentTarget)}
          onBlur={() => (this.caret.value = null)}
          onKeyDown={(event) => this.onKey(event, offers)}
        />
        {text === '' ? null : (
          <span class="search-clear">
            <IconButton icon={<CloseIcon />} label={t('search.clear')} onClick={() => this.write('', 0)} />
          </span>
        )}
        {offers.length > 0 ? this.renderOffers(offers) : null}
      </div>
    )
  }

  private renderOffers(offers: readonly Offer[]) {
    return (
      <ul class="search-offers" id={`${OFFER}s`} role="listbox" aria-label={t('search.offers')}>
        {offers.map((offer, index) => (
          <li
            key={offer.value}
            id={`${OFFER}-${index}`}
            role="option"
            class="search-offer one-line"
            aria-selected={index === this.chosen.value}
            // Before the box loses the focus, which would close the list.
            onPointerDown={(event) => {
              event.preventDefault()
              this.put(offer)
            }}
          >
            <Name text={offer.text} />
          </li>
        ))}
      </ul>
    )
  }

  private take(input: HTMLInputElement): void {
    this.caret.value = input.selectionStart
    this.chosen.value = 0
    this.props.onText(input.value)
  }

  private offers(): Offer[] {
    const caret = this.caret.value
    const open = caret === null ? null : openValue(this.props.text, caret)
    const names = searchNames.value
    if (open === null) return []
    return offersFor(open, names === null || typeof names === 'string' ? null : names, dayText(now.peek()))
  }

  private put({ value }: Offer): void {
    const open = openValue(this.props.text, this.caret.value ?? 0)
    if (open === null) return
    const done = complete(this.props.text, open, value)
    this.write(done.text, done.caret)
    this.caret.value = null
  }

  private onKey(event: KeyboardEvent, offers: readonly Offer[]): void {
    if (event.isComposing) return
    const offer = offers[this.chosen.value]
    if (offer !== undefined) {
      switch (event.key) {
        case 'ArrowDown':
          this.chosen.value = (this.chosen.value + 1) % offers.length
          break
        case 'ArrowUp':
          this.chosen.value = (this.chosen.value + offers.length - 1) % offers.length
          break
        case 'Enter':
        case 'Tab':
          this.put(offer)
          break
        case 'Escape':
          this.caret.value = null
          break
        default:
          return
      }
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') this.props.onLeave()
    else if (event.key === 'Escape' && this.props.text !== '') this.write('', 0)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}
