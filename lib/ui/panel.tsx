import type { ComponentChildren } from 'preact'

interface PanelProps {
  tone?: 'plain' | 'good' | 'warn' | 'bad'
  title?: string
  children?: ComponentChildren
  /** Buttons: what to do about it. */
  actions?: ComponentChildren
  /** `alert` interrupts a screen reader, `status` waits; neither for what was there from the start. */
  role?: 'alert' | 'status'
}

/** Says what happened and what to do. */
export function Panel({ tone = 'plain', title, children, actions, role }: PanelProps) {
  return (
    <div class={`panel panel-${tone}`} role={role}>
      {title ? <strong>{title}</strong> : null}
      {children}
      {actions ? <div class="panel-actions">{actions}</div> : null}
    </div>
  )
}
