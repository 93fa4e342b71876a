import type { ComponentChildren } from 'preact'
import { t } from '../../lib/i18n/t.ts'
import { drawerFoldsItem } from '../../lib/settings.ts'
import { log } from '../../lib/log.ts'
import { ExpandIcon } from '../../lib/ui/icons.tsx'
import { folds } from './stored.ts'

export type SectionName = 'profile' | 'rules' | 'members' | 'export'

/** A part of the drawer that folds, and stays folded for the next chat and the next day. */
export function Section({
  name,
  aside,
  children,
}: {
  name: SectionName
  /** Beside its title. */
  aside?: ComponentChildren
  children: ComponentChildren
}) {
  const isOpen = !folds.value.includes(name)
  return (
    <section class="drawer-section" aria-labelledby={`section-${name}`}>
      <h2>
        <button
          type="button"
          id={`section-${name}`}
          class="drawer-fold"
          aria-expanded={isOpen}
          aria-controls={`part-${name}`}
          onClick={() => fold(name, isOpen)}
        >
          <ExpandIcon open={isOpen} />
          {t(`drawer.${name}`)}
          {aside ? <span class="muted small drawer-aside">{aside}</span> : null}
        </button>
      </h2>
      <div id={`part-${name}`} class="drawer-part" hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </section>
  )
}

/** Opens a section that is folded. */
export function unfold(name: SectionName): void {
  if (folds.peek().includes(name)) fold(name, false)
}

/** Folds a section, or opens it; every drawer follows. */
function fold(name: SectionName, isFolded: boolean): void {
  const others = folds.value.filter((other) => other !== name)
  drawerFoldsItem.setValue(isFolded ? [...others, name] : others).catch(() => log('folds lost'))
}
