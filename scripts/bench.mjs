/** `npm run bench`: see tests/bench/main.ts. Installs what is missing first. */
import { ensureBrowsers, ensurePackages, runUnderProjectNode } from './setup.mjs'

ensurePackages()
ensureBrowsers({ chromium: true, firefox: true })
runUnderProjectNode('tests/bench/main.ts', process.argv.slice(2))
