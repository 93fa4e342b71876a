interface LintContext {
  filename: string
  report(problem: { message: string }): void
  sourceCode?: { getAllComments(): { value: string; loc?: unknown }[] }
}
interface LintRule {
  create(context: LintContext): Record<string, (node?: unknown) => void>
}
declare const house: { meta: { name: string }; rules: { 'import-boundaries': LintRule; 'expiring-todo': LintRule } }
export default house
