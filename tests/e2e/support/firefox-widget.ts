import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Finder, Widget } from './companion.ts'
import type { Place } from './firefox-place.ts'
import { actInPage, describeSteps, patternOf } from './page-lookup.ts'
import type { Act, Answer, Step } from './page-lookup.ts'
import { until } from '../../support/until.ts'

const ACT = 10_000

const fromTestingLibrary = createRequire(createRequire(import.meta.url).resolve('@testing-library/preact'))
const QUERIES = readFileSync(
  join(
    dirname(fromTestingLibrary.resolve('@testing-library/dom/package.json')),
    'dist/@testing-library/dom.umd.min.js',
  ),
  'utf8',
)

/** Finds by our own look-up in the page. `steps`: the way to the element in which to look. */
export function firefoxFinder(place: Place, steps: readonly Step[] = []): Finder {
  const then = (step: Step) => firefoxWidget(place, [...steps, step])
  return {
    role: (role, name, options) =>
      then({ by: 'role', role, name: name === undefined ? null : patternOf(name, options?.exact ?? false) }),
    text: (text, options) => then({ by: 'text', pattern: patternOf(text, options?.exact ?? false) }),
    label: (label, options) => then({ by: 'label', pattern: patternOf(label, options?.exact ?? false) }),
    css: (selector) => then({ by: 'css', selector }),
  }
}

function firefoxWidget(place: Place, steps: Step[]): Widget {
  const { page } = place
  const words = describeSteps(steps)

  /** Looks again and again until the one element has what is wanted. */
  const once = async (act: Act, wanted: string, holds: (answer: Answer) => boolean, timeout = ACT): Promise<Answer> => {
    let seen: Answer | undefined
    try {
      return await until(
        words,
        async () => {
          seen = await ask(place, steps, act)
          return holds(seen) && seen
        },
        timeout,
      )
    } catch (error) {
      const saw = seen
        ? `found ${seen.found}, visible ${seen.visible}, enabled ${seen.enabled}, text: ${seen.text.slice(0, 300)}`
        : 'the page did not answer'
      throw new Error(`Waited ${timeout} ms in vain for ${words} ${wanted} (${saw}).`, { cause: error })
    }
  }
  const there = (act: Act, timeout?: number) => once(act, 'to be there', (answer) => answer.found === 1, timeout)
  const done = (act: Act, timeout?: number) => once(act, `to take "${act.do}"`, (answer) => answer.done, timeout)
  const aim = async (timeout?: number) => {
    await page.bringToFront()
    const { point } = await once({ do: 'aim' }, 'to be still and uncovered', (answer) => answer.point !== null, timeout)
    return point ?? { x: 0, y: 0 }
  }

  return {
    ...firefoxFinder(place, steps),
    first: () => firefoxWidget(place, [...steps, { by: 'nth', index: 0 }]),
    nth: (index) => firefoxWidget(place, [...steps, { by: 'nth', index }]),
    click: async (timeout) => {
      const { x, y } = await aim(timeout)
      await place.click(x, y)
    },
    hover: async (timeout) => {
      const { x, y } = await aim(timeout)
      await place.hover(x, y)
    },
    fill: async (value, timeout) => {
      await page.bringToFront()
      await done({ do: 'fill', value }, timeout)
    },
    chooseFiles: async (paths) => {
      await done({ do: 'name' })
      const input = await place.frame.$('input[data-story]')
      if (!input) throw new Error(`${words} is no file input`)
      await input.uploadFile(...paths)
      await input.evaluate((element) => element.removeAttribute('data-story'))
    },
    select: async (value, timeout) => {
      await page.bringToFront()
      await done({ do: 'select', value }, timeout)
    },
    press: async (key, timeout) => {
      await page.bringToFront()
      await done({ do: 'focus' }, timeout)
      await place.press(key)
    },
    waitVisible: async (timeout) => {
      await once({ do: 'look' }, 'to be visible', (answer) => answer.visible, timeout)
    },
    waitHidden: async (timeout) => {
      await once({ do: 'look' }, 'to be hidden', (answer) => answer.found < 2 && !answer.visible, timeout)
    },
    waitText: async (text, timeout) => {
      const holds = (seen: string) => (typeof text === 'string' ? seen.includes(text) : text.test(seen))
      return (
        await once(
          { do: 'look' },
          `to read ${String(text)}`,
          (answer) => answer.found === 1 && holds(answer.text),
          timeout,
        )
      ).text
    },
    textContent: async (timeout) => (await there({ do: 'look' }, timeout)).text,
    value: async (timeout) => (await there({ do: 'look' }, timeout)).value,
    isChecked: async (timeout) => (await there({ do: 'look' }, timeout)).checked,
    attribute: async (name, timeout) => (await there({ do: 'attribute', value: name }, timeout)).attribute,
    count: async () => (await ask(place, steps, { do: 'count' })).found,
    isVisible: async () => (await ask(place, steps, { do: 'look' })).visible,
  }
}

/**
 * Asks the page, and brings the queries along when it is a page that has not got them yet: as a global, also where the
 * page has a module loader of its own.
 */
async function ask({ frame }: Place, steps: Step[], act: Act): Promise<Answer> {
  const answer = await frame.evaluate(actInPage, steps, act)
  if (answer) return answer
  await frame.evaluate(`(function (define, exports, module) {${QUERIES}\n}).call(globalThis)`)
  const second = await frame.evaluate(actInPage, steps, act)
  if (!second) throw new Error('the page lost its queries')
  return second
}
