/**
 * Where the browsers are on this machine. Plain JavaScript without packages: it runs before anything is installed.
 */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const { env, platform } = process
const home = homedir()
const programs = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean)

/** Names on the PATH, macOS applications, Windows folders: in the order in which they are tried. */
const PLACES = {
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome-for-testing', 'chrome-for-testing'],
    mac: [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ],
    windows: ['Chromium\\Application\\chrome.exe', 'Google\\Chrome for Testing\\Application\\chrome.exe'],
  },
  firefox: {
    names: ['firefox-esr', 'firefox', 'firefox-developer-edition'],
    mac: ['Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'],
    windows: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
  },
  branded: {
    names: ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'],
    mac: ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    windows: ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'],
  },
}

/** Chromium or Chrome for Testing: CHROMIUM from the environment first, then this machine. Null when there is none. */
export const findChromium = () => chosen('CHROMIUM') ?? search('chromium') ?? downloadedChromium()

/** Firefox: FIREFOX from the environment first, then this machine. Null when there is none. */
export const findFirefox = () => chosen('FIREFOX') ?? search('firefox')

/** Google Chrome or Microsoft Edge, which may refuse an unpacked build. Null when there is none. */
export const findBranded = () => search('branded')

/** A path the user has named: taken at its word, so that a slip is said and not silently replaced. */
function chosen(variable) {
  const path = env[variable]
  if (!path) return null
  if (!runnable(path)) throw new Error(`${variable}=${path} is not a program that can be run.`)
  return path
}

function search(kind) {
  const { names, mac, windows } = PLACES[kind]
  const onPath = names.flatMap((name) => (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  const candidates =
    platform === 'darwin'
      ? [...mac.flatMap((app) => [join('/Applications', app), join(home, 'Applications', app)]), ...onPath]
      : platform === 'win32'
        ? windows.flatMap((path) => programs.map((folder) => join(folder, path)))
        : onPath
  return candidates.find(runnable) ?? null
}

/** What `npx playwright install chromium` and `npx @puppeteer/browsers install chrome` leave behind. */
function downloadedChromium() {
  const caches =
    platform === 'darwin'
      ? [join(home, 'Library/Caches/ms-playwright'), join(home, '.cache/puppeteer/chrome')]
      : platform === 'win32'
        ? [join(env.LOCALAPPDATA ?? home, 'ms-playwright'), join(home, '.cache/puppeteer/chrome')]
        : [join(home, '.cache/ms-playwright'), join(home, '.cache/puppeteer/chrome')]
  const binaries = [
    'chrome',
    'chrome.exe',
    'Chromium.app/Contents/MacOS/Chromium',
    'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ]
  for (const version of caches.flatMap((cache) => children(cache)).reverse()) {
    if (/headless/.test(version)) continue
    for (const folder of children(version)) {
      const found = binaries.map((binary) => join(folder, binary)).find(runnable)
      if (found) return found
    }
  }
  return null
}

const children = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isDirectory())
    : []

function runnable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
