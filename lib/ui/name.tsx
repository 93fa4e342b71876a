import { t } from '../i18n/t.ts'
import { hasHidden, revealHidden } from './hidden-characters.ts'

/**
 * A name that somebody else chose: always text, isolated so that its direction cannot reorder what is around it, and
 * written out in full on hover (invisible characters visibly), since it may be cut or deceptive.
 */
export function Name({ text, class: className }: { text: string; class?: string }) {
  const title = hasHidden(text) ? t('hidden.title', { name: revealHidden(text) }) : text
  return (
    <bdi class={className} title={title}>
      {text}
    </bdi>
  )
}
