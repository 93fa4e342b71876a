import type { ComponentChildren } from 'preact'

/** Line drawings of our own on a 16 by 16 grid, in the colour of the text around them. Decoration: the button has the words. */
export function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="M4 4l8 8M12 4l-8 8" />
    </Icon>
  )
}

export function MoreIcon() {
  return (
    <Icon>
      <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2" />
    </Icon>
  )
}

export function HandleIcon() {
  return (
    <Icon>
      <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" stroke-width="2" />
    </Icon>
  )
}

export function PlusIcon() {
  return (
    <Icon>
      <path d="M8 3v10M3 8h10" />
    </Icon>
  )
}

export function PauseIcon() {
  return (
    <Icon>
      <path d="M5.5 3.5v9M10.5 3.5v9" />
    </Icon>
  )
}

export function PlayIcon() {
  return (
    <Icon>
      <path d="M5 3.5v9l7-4.5z" />
    </Icon>
  )
}

export function OpenIcon() {
  return (
    <Icon>
      <path d="M9 3h4v4M13 3L7.5 8.5M11 9.5V13H3V5h3.5" />
    </Icon>
  )
}

export function SettingsIcon() {
  return (
    <Icon>
      <path d="M2.5 5h6M12.5 5h1M2.5 11h1M7.5 11h6" />
      <circle cx="10.5" cy="5" r="1.75" />
      <circle cx="5.5" cy="11" r="1.75" />
    </Icon>
  )
}

export function RefreshIcon() {
  return (
    <Icon>
      <path d="M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5" />
    </Icon>
  )
}

export function BackIcon() {
  return (
    <Icon>
      <path d="M9.5 3.5L5 8l4.5 4.5" />
    </Icon>
  )
}

export function CheckIcon() {
  return (
    <Icon>
      <path d="M3 8.5l3.5 3.5L13 4.5" />
    </Icon>
  )
}

export function ExpandIcon({ open }: { open: boolean }) {
  return <Icon>{open ? <path d="M4 6l4 4 4-4" /> : <path d="M6 4l4 4-4 4" />}</Icon>
}

export function DownloadIcon() {
  return (
    <Icon>
      <path d="M8 2.5v7M5 7l3 3 3-3M3 13h10" />
    </Icon>
  )
}

/** The product's sign: two talk bubbles, the smaller one answering. */
export function Mark() {
  return (
    <svg class="mark" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M6 4h15a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4h-9l-5 4v-4H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linejoin="round"
      />
      <path d="M17 15h9a4 4 0 0 1 4 4v4a4 4 0 0 1-4 4v3l-4-3h-5a4 4 0 0 1-4-4v-4a4 4 0 0 1 4-4z" fill="currentColor" />
      <path
        d="M18.5 21.2l2.2 2.2 4.2-4.4"
        fill="none"
        stroke="var(--surface)"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

export function UndoIcon() {
  return (
    <Icon>
      <path d="M6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7" />
    </Icon>
  )
}

export function RedoIcon() {
  return (
    <Icon>
      <path d="M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H9" />
    </Icon>
  )
}
