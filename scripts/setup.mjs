/**
 * What must be there before anything runs: the npm packages, Node 24 among them, and the browsers. Plain JavaScript for
 * any Node from 20 on, and without packages, since on a fresh clone there are none.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findBranded, findChromium, findFirefox } from './find-browsers.mjs'

/** The project's folder. */
export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')

const windows = process.platform === 'win32'

/** Runs `npm ci` when packages are missing or older than the lockfile. Ends the process when that fails. */
export function ensurePackages() {
  const installed = join(root, 'node_modules/.package-lock.json')
  const fresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  if (fresh && existsSync(projectNode())) return
  console.log('Installing the packages (npm ci) …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  })
  if (status !== 0) fail('npm ci failed; what it said is above.')
  if (!existsSync(projectNode())) fail('The package `node` brought no binary: run `npm rebuild node` and try again.')
}

/**
 * Finds the browsers that are wanted; on Debian and Ubuntu as root the missing ones are installed from the system's
 * packages, elsewhere the line that does it is printed and the process ends.
 * @param {{chromium?: boolean, firefox?: boolean, branded?: boolean}} wanted `branded`: Chrome or Edge will do as well.
 */
export function ensureBrowsers(wanted) {
  const missing = () => {
    try {
      return [
        ...(wanted.chromium && !findChromium() && !(wanted.branded && findBranded()) ? ['chromium'] : []),
        ...(wanted.firefox && !findFirefox() ? ['firefox'] : []),
      ]
    } catch (error) {
      return fail(error.message)
    }
  }
  if (missing().length > 0 && mayInstall()) installWithApt(missing())
  const still = missing()
  if (still.length > 0)
    fail(
      `${still.join(' and ')} not found. Install with:\n  ${installLine(still)}\nor name the program in ${still.map((name) => name.toUpperCase()).join(' and ')}.`,
    )
}

/** Runs a TypeScript file of the project under its own Node, and ends this process as that one ends. */
export function runUnderProjectNode(file, args) {
  const child = spawn(projectNode(), [join(root, file), ...args], { cwd: process.cwd(), stdio: 'inherit' })
  // Ctrl+C reaches the child by itself; a signal to this process alone is passed on.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => fail(`${file} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

const projectNode = () => join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node')

function fail(words) {
  console.error(words)
  process.exit(1)
}

/** `ID` and `ID_LIKE` of this Linux, in one string. */
function distribution() {
  try {
    return (readFileSync('/etc/os-release', 'utf8').match(/^ID(?:_LIKE)?=.*$/gm) ?? []).join(' ')
  } catch {
    return ''
  }
}

const isDebian = () => /debian|ubuntu/.test(distribution())
const mayInstall = () => isDebian() && process.getuid?.() === 0

/** Ubuntu has no package `firefox-esr`; Debian's `chromium` is `chromium-browser` there. */
function packageName(browser) {
  const ubuntu = /ubuntu/.test(distribution())
  if (browser === 'firefox') return ubuntu ? 'firefox' : 'firefox-esr'
  return ubuntu ? 'chromium-browser' : 'chromium'
}

function installWithApt(browsers) {
  const packages = browsers.map(packageName)
  if (!hasChineseFont()) packages.push('fonts-noto-cjk')
  console.log(`Installing ${packages.join(', ')} (apt-get) …`)
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status
  if (apt('update') === 0) apt('install', '-y', '--no-install-recommends', ...packages)
}

function hasChineseFont() {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== ''
}

function installLine(browsers) {
  if (isDebian()) return `sudo apt-get install ${browsers.map(packageName).join(' ')} fonts-noto-cjk`
  if (process.platform === 'darwin') return `brew install --cask ${browsers.join(' ')}`
  if (windows)
    return browsers
      .map((name) => (name === 'firefox' ? 'winget install Mozilla.Firefox' : 'npx playwright install chromium'))
      .join(' && ')
  if (/fedora|rhel/.test(distribution())) return `sudo dnf install ${browsers.join(' ')}`
  if (/arch/.test(distribution())) return `sudo pacman -S ${browsers.join(' ')}`
  return `(your system's package manager) ${browsers.join(' ')}`
}
