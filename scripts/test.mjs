/** `npm test`: see scripts/test.ts. Installs what is missing first. */
import { ensureBrowsers, ensurePackages, runUnderProjectNode } from './setup.mjs'

const args = process.argv.slice(2)
const only = args.find((arg) => arg.startsWith('--only='))
ensurePackages()
ensureBrowsers({
  chromium: !only || /chromium|death/.test(only),
  firefox: !only || only.includes('firefox'),
})
runUnderProjectNode('scripts/test.ts', args)
