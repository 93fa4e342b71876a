import type { ComponentChildren } from 'preact'
import './facts.css'

/** What a table of facts has to say, and in which colour; a warning also says what to do. */
export interface Fact {
  name: string
  value: ComponentChildren
  tone?: 'good' | 'warn' | 'bad'
}

/** A titled table of facts. */
export function Facts({ id, title, facts, children }: FactsProps) {
  return (
    <section class="facts" aria-labelledby={`facts-${id}`}>
      <h2 id={`facts-${id}`}>{title}</h2>
      <dl>
        {facts.map(({ name, value, tone }) => (
          <div key={name}>
            <dt class="muted">{name}</dt>
            <dd class={`number${tone ? ` word-${tone}` : ''}`}>{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  )
}

interface FactsProps {
  id: string
  title: string
  facts: readonly Fact[]
  children?: ComponentChildren
}
