/** `npm run simulator -- --http PORT …`: see tests/simulator/main.ts. Installs what is missing first. */
import { ensurePackages, runUnderProjectNode } from './setup.mjs'

ensurePackages()
runUnderProjectNode('tests/simulator/main.ts', process.argv.slice(2))
