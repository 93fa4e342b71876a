/**
 * Whether the page shows its login form, and so listens to nobody. It appends `div.login-panel` when it first does, and
 * later hides it by its inline style and shows it again (page script 20161220).
 */
export function showsLoginForm(document: Document): boolean {
  const panel = document.querySelector<HTMLElement>('.login-panel')
  return panel !== null && panel.style.display !== 'none'
}
