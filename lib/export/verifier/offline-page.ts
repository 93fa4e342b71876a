import { inlineHash } from '../inline-hash.ts'
// oxlint-disable-next-line import/default -- the bundler gives the text of a file
import app from './offline-app.js?raw'
import { OFFLINE_WORDS } from './offline-words.ts'
// oxlint-disable-next-line import/default -- the bundler gives the text of a file
import digest from './sha256.js?raw'
// oxlint-disable-next-line import/default -- the bundler gives the text of a file
import chain from './verify-chain.js?raw'
// oxlint-disable-next-line import/default -- the bundler gives the text of a file
import check from './verify-check.js?raw'
// oxlint-disable-next-line import/default -- the bundler gives the text of a file
import core from './verify-core.js?raw'
// oxlint-disable-next-line import/default -- the bundler gives the text of a file
import json from './verify-json.js?raw'
// oxlint-disable-next-line import/default -- the bundler gives the text of a file
import lines from './verify-lines.js?raw'
// oxlint-disable-next-line import/default -- the bundler gives the text of a file
import values from './verify-values.js?raw'

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 0; }
section { border: 1px solid #8888; border-inline-start: 4px solid; border-radius: 6px; padding: .75rem 1rem; margin: 1rem 0; }
.good { border-inline-start-color: #2a8a4a; } .bad { border-inline-start-color: #c4372b; }
.verdict { font-weight: 600; } .link { font: .8rem/1.4 ui-monospace, monospace; opacity: .75; margin: .25rem 0; }
input { font: inherit; max-width: 100%; } #status { min-height: 1.5em; }
`

/**
 * The verifier as one HTML file that needs nothing else: to be kept beside an export, given to others, opened without a network.
 * It holds the very code that the extension checks with, and lets the browser run nothing but that.
 */
export function offlineVerifierPage(language: 'zh-CN' | 'en'): string {
  const words = OFFLINE_WORDS[language]
  const script = scriptOf(language)
  const policy = `default-src 'none'; script-src ${inlineHash(script)}; style-src ${inlineHash(STYLE)}; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${words.title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${words.title}</h1>
<p>${words.intro}</p>
<p><label>${words.choose} <input id="files" type="file" multiple accept=".json,.jsonl"></label></p>
<p>${words.drop}</p>
<p id="status" role="status"></p>
<main id="results"></main>
<h2>${words.limitsTitle}</h2>
<ul id="limits"></ul>
<script type="module">${script}</script>
</body>
</html>
`
}

/** All of it as one script; what names other files goes. */
function scriptOf(language: 'zh-CN' | 'en'): string {
  const words = JSON.stringify(OFFLINE_WORDS[language]).replaceAll('<', '\\u003c')
  const parts = [digest, values, chain, check, lines, json, core, app].map((part) =>
    part.replace(/^import .*\n/gmu, '').replace(/^export /gmu, ''),
  )
  return [...parts, `startPage('${language}', ${words})\n`].join('\n')
}
