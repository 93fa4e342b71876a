/** Shows the first field that is wrong and puts the focus there, once folds that hold it have opened. */
export function focusFirstProblem(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const invalid = document.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')
      invalid?.scrollIntoView({ block: 'center' })
      invalid?.focus()
    }),
  )
}
