/**
 * `npm run test:faults [-- --kills 200 --idle-deaths 60 --handovers 200 --export-kills 20 --worlds 5000]` and
 * `npm run test:soak [-- --minutes 30]`: the same tests of deaths, handovers and endurance that `npm test` runs in their
 * short form, for as long as it takes to believe them.
 */
import { parseArgs } from 'node:util'
import { runTool } from './run-tool.ts'

const MINUTE = 60_000

const { values } = parseArgs({
  options: {
    soak: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '30' },
    kills: { type: 'string', default: '200' },
    'idle-deaths': { type: 'string', default: '60' },
    handovers: { type: 'string', default: '200' },
    'export-kills': { type: 'string', default: '20' },
    worlds: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})

const death = (file: string) => ['run', '--config', 'vitest.death.config.ts', `tests/death/${file}.test.ts`]
const runs: { tool: string; args: string[]; env?: Record<string, string> }[] = [
  { tool: 'wxt', args: ['build'] },
  ...(values.soak
    ? [{ tool: 'vitest', args: death('soak'), env: { SOAK_SECONDS: String(60 * Number(values.minutes)) } }]
    : [
        { tool: 'wxt', args: ['build', '-b', 'firefox', '--mv3'] },
        {
          tool: 'vitest',
          args: ['run', '--silent=true', 'tests/unit/companion/deaths.test.ts'],
          env: { FAULT_WORLDS: values.worlds },
        },
        { tool: 'vitest', args: death('random-kills'), env: { KILLS: values.kills, SEED: values.seed } },
        { tool: 'vitest', args: death('idle-deaths'), env: { IDLE_DEATHS: values['idle-deaths'], SEED: values.seed } },
        { tool: 'vitest', args: death('handovers'), env: { HANDOVERS: values.handovers, SEED: values.seed } },
        {
          tool: 'vitest',
          args: death('export-kills'),
          env: { EXPORT_KILLS: values['export-kills'], SEED: values.seed },
        },
      ]),
]

let failed = 0
for (const { tool, args, env = {} } of runs) {
  const { ok } = await runTool(tool, args, {
    timeout: 180 * MINUTE,
    env,
    onOutput: (text) => void process.stdout.write(text),
  })
  if (!ok) failed++
}
process.exitCode = failed > 0 ? 1 : 0
