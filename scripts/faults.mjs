/** `npm run test:faults`, `npm run test:soak`: see scripts/faults.ts. Installs what is missing first. */
import { ensureBrowsers, ensurePackages, runUnderProjectNode } from './setup.mjs'

ensurePackages()
ensureBrowsers({ chromium: true, firefox: true })
runUnderProjectNode('scripts/faults.ts', process.argv.slice(2))
