import { Component } from 'preact'
import type { ComponentChildren } from 'preact'

interface FoldProps {
  title: string
  /** What is in it, in a few words, while it is closed. */
  summary?: string | undefined
  /** Open from the start: when there is something in it already. */
  open?: boolean
  /** Something in it is wrong: it opens, so that what is wrong can be seen. */
  isWrong?: boolean
  children: ComponentChildren
}

/** A part of a form that most people do not need. What is in it is drawn only while it is open. */
export class Fold extends Component<FoldProps, { open: boolean }> {
  override state = { open: this.props.open === true || this.props.isWrong === true }

  override componentDidUpdate(before: FoldProps): void {
    if (this.props.isWrong && !before.isWrong && !this.state.open) this.setState({ open: true })
  }

  render() {
    const { title, summary, children } = this.props
    const { open } = this.state
    return (
      <details
        class="fold"
        open={open}
        onToggle={(event) => {
          // A fold inside this one tells its own changes to this handler too.
          if (event.target === event.currentTarget) this.setState({ open: event.currentTarget.open })
        }}
      >
        <summary>
          <span class="fold-title">{title}</span>
          {summary && !open ? <span class="muted small fold-summary one-line">{summary}</span> : null}
        </summary>
        {open ? <div class="fold-body">{children}</div> : null}
      </details>
    )
  }
}
