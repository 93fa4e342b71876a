import type { ComponentChildren } from 'preact'

interface FieldProps {
  /** Prefix of the ids: the control must have this id. */
  id: string
  label: string
  hint?: string
  /** What is wrong, said right here; empty when nothing is. */
  problems?: readonly string[]
  hideLabel?: boolean
  children: ComponentChildren
}

/** A control with its label, its hint and what is wrong with it. Give the control `fieldAttributes` of the same values. */
export function Field({ id, label, hint, problems = [], hideLabel, children }: FieldProps) {
  return (
    <div class="field">
      <label class={hideLabel ? 'unseen' : 'field-label'} for={id}>
        {label}
      </label>
      {children}
      {hint ? (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      <Problems id={id} problems={problems} />
    </div>
  )
}

/** What is wrong with a control or a group of them, announced when it appears. */
export function Problems({ id, problems }: { id: string; problems: readonly string[] }) {
  return (
    <span id={`${id}-problem`} role="alert" class="field-problem">
      {problems.join(' ')}
    </span>
  )
}

/** The attributes that tie a control to its hint and its problem. */
export function fieldAttributes(id: string, hint: string | undefined, problems: readonly string[] = []) {
  const described = [hint ? `${id}-hint` : '', problems.length > 0 ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return { id, 'aria-describedby': described || undefined, 'aria-invalid': problems.length > 0 }
}
