/**
 * Which way a key leads: Ctrl+Z back, Ctrl+Y or Ctrl+Shift+Z forth (Cmd on a Mac); null for any other. In a box for text the
 * browser's own undo is meant.
 */
export function undoWay(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextBox(event.target)) return null
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  return key === 'y' && !event.shiftKey ? 'redo' : null
}

const NO_TEXT = ['checkbox', 'radio', 'button', 'submit']

function isTextBox(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !NO_TEXT.includes(target.type)
}
