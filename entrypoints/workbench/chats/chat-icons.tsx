import { Icon } from '../../../lib/ui/icons.tsx'

export function CopyIcon() {
  return (
    <Icon>
      <path d="M6 6V3.5h6.5V10H10M3.5 6H10v6.5H3.5z" />
    </Icon>
  )
}

export function WhyIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M6.5 6.5a1.5 1.5 0 1 1 2.2 1.3c-.5.3-.7.6-.7 1.2M8 11h.01" />
    </Icon>
  )
}

export function ReplyIcon() {
  return (
    <Icon>
      <path d="M6 4L3 7l3 3M3 7h6a4 4 0 0 1 4 4v1" />
    </Icon>
  )
}

export function SearchIcon() {
  return (
    <Icon>
      <circle cx="7" cy="7" r="4" />
      <path d="M10 10l3 3" />
    </Icon>
  )
}

export function DownIcon() {
  return (
    <Icon>
      <path d="M8 3v9.5M4 8.5l4 4 4-4" />
    </Icon>
  )
}

export function FirstIcon() {
  return (
    <Icon>
      <path d="M3.5 3h9M8 13V6M4.5 9.5L8 6l3.5 3.5" />
    </Icon>
  )
}

export function LastIcon() {
  return (
    <Icon>
      <path d="M3.5 13h9M8 3v7M4.5 6.5L8 10l3.5-3.5" />
    </Icon>
  )
}

export function DayBeforeIcon() {
  return (
    <Icon>
      <path d="M10 3.5L5.5 8l4.5 4.5" />
    </Icon>
  )
}

export function DayAfterIcon() {
  return (
    <Icon>
      <path d="M6 3.5L10.5 8L6 12.5" />
    </Icon>
  )
}
