import type { ComponentChildren } from 'preact'

/** Nothing here yet: what will appear, and the next step. */
export function Empty({ title, text, children }: { title: string; text?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <strong>{title}</strong>
      {text ? <p>{text}</p> : null}
      {children}
    </div>
  )
}
