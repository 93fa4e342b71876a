import type { Figure } from '../figures.ts'
import { inChromium, inFirefox, inNode } from './engines.ts'
import type { Engine } from './engines.ts'
import type { Rates } from './rates.ts'

const REPLAYED = 1_000_000

/** The rules' own speed, in Node and in both browsers. */
export async function measureRules(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const start of [inNode, inChromium, inFirefox]) {
    const engine = await start()
    try {
      figures.push(...(await figuresOf(engine)))
    } finally {
      await engine.close()
    }
  }
  return figures
}

async function figuresOf(engine: Engine): Promise<Figure[]> {
  const one = await engine.rates(1, 0)
  const hundred = await engine.rates(100, 0)
  const thousand = await engine.rates(1_000, 0)
  const tenThousand = await engine.rates(10_000, 0)
  const mixed = await engine.rates(1_000, 100)
  const figures = [
    ...[one, hundred, thousand, tenThousand].flatMap(ratesRows),
    {
      what: 'from 1,000 to 10,000 keyword rules, time of matching',
      value: `${(await engine.growth()).toFixed(2)} times`,
      goal: 'under 2 times',
    },
    {
      what: '900 keyword rules and 100 patterns, matching',
      value: `${perSecond(mixed.match)}, ${times(mixed.match, mixed.regExp)} RegExp`,
      goal: 'over 20,000/s',
    },
    { what: '900 keyword rules and 100 patterns, deciding', value: perSecond(mixed.decide), goal: 'over 20,000/s' },
    {
      what: 'compiling 1,000 keyword rules; 10,000; 900 with 100 patterns (again)',
      value: [thousand, tenThousand, mixed].map(({ compileMs }) => `${compileMs.toFixed(1)} ms`).join('; '),
      goal: '',
    },
    {
      what: 'trace with 10,000 rules, median and largest',
      value: `${tenThousand.traceBytes.median} and ${tenThousand.traceBytes.most} bytes`,
      goal: 'at most 2,000 bytes',
    },
  ]
  for (const { what, text, ms, firstMs } of await engine.hostile()) {
    figures.push({
      what: `deciding about 100,000 hostile characters, ${what}`,
      value: `${ms.toFixed(1)} ms (${text}); the first ${firstMs.toFixed(1)} ms`,
      goal: what.includes('patterns') ? '' : 'under 5 ms',
    })
  }
  const replay = await engine.replay(REPLAYED)
  figures.push({
    what: 'replay of 1,000,000 messages with 100 rules',
    value: `${replay.seconds.toFixed(1)} s${replay.memory ? `; ${inMb(replay.memory.early)} MB in use after a tenth, ${inMb(replay.memory.late)} MB at the end` : ''}`,
    goal: 'under 60 s, memory flat',
  })
  return figures.map((figure) => ({ ...figure, what: `Rules, ${engine.name}: ${figure.what}` }))
}

function ratesRows({ rules, match, loop, regExp, decide }: Rates): Figure[] {
  const many = `${rules.toLocaleString('en')} keyword ${rules === 1 ? 'rule' : 'rules'}`
  const compared = `${loop === null ? '' : `${times(match, loop)} the loop, `}${times(match, regExp)} RegExp`
  return [
    {
      what: `${many}, matching`,
      value: `${perSecond(match)}, ${compared}`,
      goal: rules === 1_000 ? 'over 300,000/s, at least 15 times the loop' : '',
    },
    { what: `${many}, deciding`, value: perSecond(decide), goal: rules === 1_000 ? 'over 50,000/s' : '' },
  ]
}

const perSecond = (rate: number): string => `${(Math.round(rate / 1_000) * 1_000).toLocaleString('en')}/s`

const times = (one: number, other: number): string => `${(one / other).toFixed(one < other ? 2 : 1)} times`

const inMb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)
