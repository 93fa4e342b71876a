import { measureHostile } from './hostile.ts'
import { measureReplay } from './long-replay.ts'
import { measureGrowth, measureRates } from './rates.ts'

/** What a browser's page is given to run, under a name that the test calls it by. */
Object.assign(globalThis, { rulesBench: { measureRates, measureGrowth, measureHostile, measureReplay } })
