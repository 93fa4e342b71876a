import { signal } from '@preact/signals'
import { t } from '../i18n/t.ts'
import { Button, IconButton } from './button.tsx'
import { CloseIcon } from './icons.tsx'

interface ToastContent {
  text: string
  action?: { text: string; run: () => void }
}

const shown = signal<ToastContent | null>(null)

/** Shows one line at the bottom, with at most one thing to do; it stays until dismissed, acted on or replaced. */
export function showToast(content: ToastContent): void {
  shown.value = content
}

/** The place where toasts appear: once a page. Always in the tree, so that screen readers notice what appears in it. */
export function ToastPlace() {
  const content = shown.value
  return (
    <div role="status">
      {content ? (
        <div class="toast">
          <span class="toast-text one-line">{content.text}</span>
          {content.action ? (
            <Button look="link" onClick={() => act(content)}>
              {content.action.text}
            </Button>
          ) : null}
          <IconButton icon={<CloseIcon />} label={t('action.dismiss')} onClick={() => (shown.value = null)} />
        </div>
      ) : null}
    </div>
  )
}

function act(content: ToastContent): void {
  shown.value = null
  content.action?.run()
}
