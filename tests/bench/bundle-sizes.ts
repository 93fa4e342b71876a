import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from './figures.ts'

/** Goal for the popup before its first paint, bytes of gzip -9. */
const POPUP_GOAL = 45_000

/** The same for each script on the official page; less for the one among the page's own. */
const SCRIPT_GOAL = 6_000
const TAP_GOAL = 4_000

/** Sizes of the released Chromium build, gzip -9: what loads before the first paint, and what loads on use. */
export function measureBundles(folder: string): Figure[] {
  const read = (path: string) => readFileSync(join(folder, path))
  const size = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + gzipSync(read(path), { level: 9 }).length, 0)
  const kB = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`

  /** Scripts that a page or script loads at once: its tags and static imports, and theirs. */
  function loadedWith(start: string): Set<string> {
    const found = new Set<string>()
    const waiting = [start]
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (found.has(path) || !existsSync(join(folder, path))) continue
      found.add(path)
      const text = read(path).toString('utf8')
      const names = path.endsWith('.html')
        ? text.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)
        : text.matchAll(/(?:^|[;}\s])(?:import|export)(?:[^"'();]*?from)?\s*["']([^"']+\.js)["']/g)
      for (const [, name = ''] of names)
        waiting.push(path.endsWith('.html') ? name : normalize(join(dirname(path), name)))
    }
    found.delete(start.endsWith('.html') ? start : '')
    return found
  }

  const chunks = readdirSync(join(folder, 'chunks'))
    .map((name) => `chunks/${name}`)
    .filter((path) => path.endsWith('.js'))
  // A page also waits for the catalogue of its language; the larger one is counted. Others are loaded on use.
  const words = chunks
    .filter((path) => /^chunks\/(?:zh-CN|en)-[\w-]{8}\.js$/.test(path))
    .toSorted((a, b) => size([b]) - size([a]))
  const popup = new Set([...loadedWith('popup.html'), ...words.slice(0, 1)])
  const workbench = new Set([...loadedWith('workbench.html'), ...words.slice(0, 1)])
  const drawer = new Set([...loadedWith('drawer.html'), ...words.slice(0, 1)])
  const scripts = readdirSync(join(folder, 'content-scripts')).filter((name) => name.endsWith('.js'))
  const onUse = chunks.filter((path) => !popup.has(path) && !workbench.has(path) && !drawer.has(path))
  return [
    { what: 'Popup before first paint (JavaScript, gz)', value: kB(size(popup)), goal: `at most ${kB(POPUP_GOAL)}` },
    { what: 'Workbench before first paint (JavaScript, gz)', value: kB(size(workbench)), goal: '' },
    { what: 'Background (gz)', value: kB(size(loadedWith('background.js'))), goal: '' },
    { what: 'Drawer before first paint (JavaScript, gz)', value: kB(size(drawer)), goal: '' },
    ...scripts.map((name) => ({
      what: `Content script ${name.replace('.js', '')} (gz)`,
      value: kB(size([`content-scripts/${name}`])),
      goal: `at most ${kB(name === 'page-tap.js' ? TAP_GOAL : SCRIPT_GOAL)}`,
    })),
    ...onUse.map((path) => ({
      what: `Loaded on use: ${path.replace(/^chunks\//, '').replace(/-[\w-]{8}\.js$/, '')} (gz)`,
      value: kB(size([path])),
      goal: '',
    })),
  ]
}
