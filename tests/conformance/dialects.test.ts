// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { sentMessages } from './control.ts'
import { converse } from './dialects/conversation.ts'
import type { Dialect } from './dialects/conversation.ts'
import { mojo } from './dialects/mojo.ts'
import { nodeSmartQq } from './dialects/node-smartqq.ts'
import { phpSmartQq, webqq2013 } from './dialects/of-earlier-years.ts'
import { phpSdk } from './dialects/php-sdk.ts'
import { qqbot, qqbotWithNumbers } from './dialects/qqbot.ts'
import { rebown } from './dialects/rebown.ts'
import { scienjus } from './dialects/scienjus.ts'
import { slince } from './dialects/slince.ts'
import { yinzo } from './dialects/yinzo.ts'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator()
})
afterEach(() => simulator.close())

/** What each client says, and to whom it gets through. */
const DELIVERED: [Dialect, string[]][] = [
  [qqbot, ['friend 你好[face:14] /', 'group 你好[face:14] /', 'discuss 你好[face:14] /']],
  [yinzo, ['group 收到\t', 'friend 一\n二', 'discuss 组']],
  [phpSdk, ['friend 你好', 'group 大家好', 'discuss [face:3] ']],
  [slince, ['friend 你好[face:14]', 'group hi', 'discuss hi']],
  [mojo, ['friend', 'group', 'discuss'].map((kind) => `${kind} 你好[face:14]第一行\n第二行＜9点＞`)],
  [scienjus, ['friend 你好', 'group 你好', 'discuss 你好']],
  [qqbotWithNumbers, []],
  [rebown, ['group hi "x"\n']],
  [nodeSmartQq, ['discuss 组']],
  [phpSmartQq, ['group hi']],
  [webqq2013, ['friend hi ']],
]

describe('a client of its day', () => {
  // HERE: "Dialects"
  it.each(DELIVERED.map(([dialect, texts]) => [dialect.name, dialect, texts] as const))(
    '(%s) logs in, lists, polls and sends in its own words',
    async (_name, dialect, texts) => {
      await converse(simulator, dialect)
      const sent = await sentMessages(simulator)
      expect(sent.filter(({ delivered }) => delivered).map(({ kind, text }) => `${kind} ${text}`)).toEqual(texts)
    },
  )
})
