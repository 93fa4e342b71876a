import { signal } from '@preact/signals'
import { t } from '../i18n/t.ts'
import { Button, IconButton } from './button.tsx'
import { CloseIcon } from './icons.tsx'

interface ToastContent {
  text: string
  action?: { text: string; run: () => void }
  /** Gives the focus to the action: when what had it is gone. */
  takesFocus?: boolean
}

const shown = signal<ToastContent | null>(null)
/** Counts the toasts, so that each is drawn anew. */
let serial = 0

/** Shows one line at the bottom, with at most one thing to do; it stays until dismissed, acted on or replaced. */
export function showToast(content: ToastContent): void {
  serial += 1
  shown.value = content
}

/** Takes the line away when the user goes elsewhere. */
export function clearToast(): void {
  shown.value = null
}

/** The place where toasts appear: once a page. Always in the tree, so that screen readers notice what appears in it. */
export function ToastPlace() {
  const content = shown.value
  return (
    <div role="status">
      {content ? (
        <div class="toast" key={serial}>
          <span class="toast-text one-line">{content.text}</span>
          {content.action ? (
            <Button look="link" buttonRef={content.takesFocus ? focusIt : undefined} onClick={() => act(content)}>
              {content.action.text}
            </Button>
          ) : null}
          <IconButton icon={<CloseIcon />} label={t('action.dismiss')} onClick={dismiss} />
        </div>
      ) : null}
    </div>
  )
}

/** The same function at every drawing, so that it is called once for each button. */
function focusIt(button: HTMLButtonElement | null): void {
  button?.focus()
}

function dismiss(): void {
  shown.value = null
  // The button that had the focus is gone.
  document.querySelector('main')?.focus()
}

function act(content: ToastContent): void {
  dismiss()
  content.action?.run()
}
