interface AvatarProps {
  /** The name whose first visible character is shown while there is no picture. */
  name: string
  kind: 'person' | 'friend' | 'group' | 'discuss'
  /** `data:image/…`; null or absent when there is none. */
  picture?: string | null | undefined
  large?: boolean | undefined
}

/** A round (person) or square (group, discussion) picture or initial. Decoration: the name stands beside it. */
export function Avatar({ name, kind, picture, large }: AvatarProps) {
  return (
    <span class={`avatar avatar-${kind}${large ? ' avatar-large' : ''}`} aria-hidden="true">
      {initial(name)}
      {picture?.startsWith('data:image/') ? (
        // A picture that cannot be drawn gives way to the initial under it.
        <img
          key={picture}
          class="avatar-picture"
          src={picture}
          alt=""
          draggable={false}
          onError={({ currentTarget }) => (currentTarget.hidden = true)}
        />
      ) : null}
    </span>
  )
}

/** The first letter, digit or pictograph of a name; `?` when there is none. */
export function initial(name: string): string {
  const first = name.match(/\p{L}|\p{N}|\p{Extended_Pictographic}/u)?.[0]
  return first ? first.toLocaleUpperCase() : '?'
}
