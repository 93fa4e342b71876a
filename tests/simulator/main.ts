import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startSimulator } from './index.ts'
import { isOneOf, wordsOf } from './narrow.ts'
import { PAGE_BUILDS } from './settings.ts'
import type { PageBuild } from './settings.ts'
import { HOST_NAMES } from './wire/routes.ts'
import { DEFAULT_GROUP_SIZE, LARGEST_GROUP } from './world-crowd.ts'

const USAGE = `usage: npm run simulator -- [--http PORT] [--https PORT] [--control PORT] [--ca FILE] [--hold SECONDS] [--seed TEXT]
                             [--friends N] [--groups N] [--members N] [--discusses N] [--page-build BUILD] [--page DIR]
  --http      port for the http hosts (18080)
  --https     port for the https hosts (18443)
  --control   port of the control page and API (18090)
  --ca        write the CA certificate here (and its key to FILE.key), use the same pair at the next start
  --hold      how long a poll without news is held (60)
  --seed      another text gives other strangers, tickets and handles
  --friends   adds this many friends to the world (0), and likewise groups and discusses
  --members   how many members each added group has (50)
  --page-build  as which build of the official script the page behaves: 201604 or 20161220 (20161220)
  --page      serves the page in this folder (index.html or only mq.js, and their files) in place of ours`

class UsageError extends Error {}

function numberOf(value: string | undefined, flag: string, fallback: number, most: number): number {
  if (value === undefined) return fallback
  const number = Number(value)
  if (value.trim() === '' || !Number.isInteger(number) || number < 0 || number > most) {
    throw new UsageError(`--${flag} must be a whole number from 0 to ${most}, not "${value}"`)
  }
  return number === 0 ? fallback : number
}

function buildOf(value: string): PageBuild {
  if (isOneOf(PAGE_BUILDS, value)) return value
  throw new UsageError(`--page-build must be one of ${PAGE_BUILDS.join(', ')}, not "${value}"`)
}

function folderOf(value: string): string {
  if (statSync(value, { throwIfNoEntry: false })?.isDirectory() === true) return value
  throw new UsageError(`--page must be a folder, not "${value}"`)
}

const text = { type: 'string' } as const

async function main(): Promise<void> {
  let flags
  try {
    const options = {
      http: text,
      https: text,
      control: text,
      ca: text,
      hold: text,
      seed: text,
      friends: text,
      groups: text,
      members: text,
      discusses: text,
      'page-build': text,
      page: text,
      help: { type: 'boolean' },
    } as const
    flags = parseArgs({ options }).values
  } catch (error) {
    throw new UsageError(wordsOf(error))
  }
  if (flags.help === true) {
    console.log(USAGE)
    return
  }
  const simulator = await startSimulator({
    httpPort: numberOf(flags.http, 'http', 18080, 65535),
    httpsPort: numberOf(flags.https, 'https', 18443, 65535),
    controlPort: numberOf(flags.control, 'control', 18090, 65535),
    holdSeconds: numberOf(flags.hold, 'hold', 60, 86400),
    crowd: {
      friends: numberOf(flags.friends, 'friends', 0, 5000),
      groups: numberOf(flags.groups, 'groups', 0, 1000),
      members: numberOf(flags.members, 'members', DEFAULT_GROUP_SIZE, LARGEST_GROUP),
      discusses: numberOf(flags.discusses, 'discusses', 0, 500),
    },
    ...(flags.ca === undefined ? {} : { caFile: flags.ca }),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    ...(flags['page-build'] === undefined ? {} : { pageBuild: buildOf(flags['page-build']) }),
    ...(flags.page === undefined ? {} : { pageDir: folderOf(flags.page) }),
  })
  console.log(`http     127.0.0.1:${simulator.httpPort}`)
  console.log(`https    127.0.0.1:${simulator.httpsPort}`)
  console.log(`control  ${simulator.controlUrl}/`)
  if (flags.ca !== undefined) console.log(`CA       ${flags.ca}`)
  console.log('hosts file lines (docs/SIMULATOR.md says how to reach these ports from port 80 and 443):')
  for (const name of HOST_NAMES) console.log(`127.0.0.1 ${name}`)

  const stop = (): void => {
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError
  console.error(isUsage ? `${error.message}\n${USAGE}` : `simulator: ${wordsOf(error)}`)
  process.exit(isUsage ? 2 : 1)
})
