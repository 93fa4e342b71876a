/** `npm start`: see scripts/start.ts. Installs what is missing first. */
import { ensureBrowsers, ensurePackages, runUnderProjectNode } from './setup.mjs'

const args = process.argv.slice(2)
const firefox = args.includes('--firefox')
ensurePackages()
ensureBrowsers({ chromium: !firefox, firefox, branded: !args.includes('--story') })
runUnderProjectNode('scripts/start.ts', args)
