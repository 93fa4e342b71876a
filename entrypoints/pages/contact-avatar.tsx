import type { ContactId } from '../../lib/chat/contact.ts'
import { Avatar } from '../../lib/ui/avatar.tsx'
import { pictureOf } from './pictures.ts'

interface ContactAvatarProps {
  id: ContactId
  name: string
  kind: 'person' | 'friend' | 'group' | 'discuss'
  large?: boolean
}

/** The sign of a contact: its picture from the archive, else its initial. */
export function ContactAvatar({ id, ...looks }: ContactAvatarProps) {
  return <Avatar {...looks} picture={pictureOf(id).value} />
}
