interface AvatarProps {
  /** The name whose first visible character is shown. */
  name: string
  kind: 'person' | 'friend' | 'group' | 'discuss'
  large?: boolean
}

/** A round (person) or square (group, discussion) sign with the initial. Decoration: the name stands beside it. */
export function Avatar({ name, kind, large }: AvatarProps) {
  return (
    <span class={`avatar avatar-${kind}${large ? ' avatar-large' : ''}`} aria-hidden="true">
      {initial(name)}
    </span>
  )
}

/** The first letter, digit or pictograph of a name; `?` when there is none. */
export function initial(name: string): string {
  const first = name.match(/\p{L}|\p{N}|\p{Extended_Pictographic}/u)?.[0]
  return first ? first.toLocaleUpperCase() : '?'
}
