import type { ComponentChildren } from 'preact'
import { browser } from 'wxt/browser'
import { t } from '../../lib/i18n/t.ts'
import { OpenIcon } from '../../lib/ui/icons.tsx'

interface WorkbenchLinkProps {
  /** A place in it (`#/…`), or nothing. */
  place: string
  look?: 'button' | 'link'
  children?: ComponentChildren
}

/** Leads to the workbench, in a tab of its own. */
export function WorkbenchLink({ place, look = 'button', children }: WorkbenchLinkProps) {
  const url = `${browser.runtime.getURL('/')}workbench.html${place}`
  return (
    <a
      class={look === 'button' ? 'button' : 'lone-link'}
      href={url}
      target="_blank"
      rel="noopener"
      onClick={(event) => {
        // Where the frame may open tabs, the new one stands beside the page's; Firefox gives a frame no such right.
        const { tabs } = browser as Partial<typeof browser>
        if (!tabs?.create || event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        void tabs.create({ url })
      }}
    >
      {children ?? (
        <>
          {t('app.workbench')}
          <OpenIcon />
        </>
      )}
    </a>
  )
}
