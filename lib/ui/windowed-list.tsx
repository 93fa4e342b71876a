import { signal } from '@preact/signals'
import { Component, createRef } from 'preact'
import type { ComponentChildren } from 'preact'

interface WindowedListProps {
  /** How many rows there are. */
  count: number
  /** Height of every row, px. */
  rowHeight: number
  /** Draws a row; called only for those near what is visible. */
  row: (index: number) => ComponentChildren
  label: string
  /** `table` rows hold cells; `list` rows are items. */
  role: 'list' | 'table'
  class?: string
}

/** Rows drawn beyond each edge, so that scrolling and tabbing find them ready. */
const MARGIN = 8

/**
 * A scrolling list that draws only the rows near the visible ones, so that thousands cost as much as a screenful. Each
 * row must be exactly `rowHeight` high and should say its place (`aria-posinset` or `aria-rowindex`).
 */
export class WindowedList extends Component<WindowedListProps> {
  private readonly top = signal(0)
  private readonly height = signal(600)
  private readonly box = createRef<HTMLDivElement>()
  private observer: ResizeObserver | null = null

  override componentDidMount(): void {
    const box = this.box.current
    if (!box) return
    this.observer = new ResizeObserver(() => (this.height.value = box.clientHeight))
    this.observer.observe(box)
  }

  override componentWillUnmount(): void {
    this.observer?.disconnect()
  }

  render() {
    const { count, rowHeight, row, label, role, class: className } = this.props
    const first = Math.max(0, Math.floor(this.top.value / rowHeight) - MARGIN)
    const last = Math.min(count, Math.ceil((this.top.value + this.height.value) / rowHeight) + MARGIN)
    return (
      <div
        class={`windowed ${className ?? ''}`}
        ref={this.box}
        // Without this a keyboard could not scroll a list whose rows take no focus.
        tabIndex={0}
        role={role}
        aria-label={label}
        aria-rowcount={role === 'table' ? count : undefined}
        onScroll={(event) => (this.top.value = event.currentTarget.scrollTop)}
      >
        <div role="presentation" style={{ height: `${count * rowHeight}px`, paddingTop: `${first * rowHeight}px` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, index) => row(first + index))}
        </div>
      </div>
    )
  }
}
