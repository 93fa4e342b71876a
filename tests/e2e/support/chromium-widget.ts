import type { Frame, Locator, Page } from '@playwright/test'
import type { Finder, Name, NameOptions, Widget } from './companion.ts'
import { until } from '../../support/until.ts'

const ACT = 10_000

/** Finds by Playwright's own locators. */
export function chromiumFinder(scope: Page | Frame | Locator): Finder {
  const exact = (options?: NameOptions) => options?.exact ?? false
  return {
    role: (role, name, options) =>
      chromiumWidget(scope.getByRole(role, name === undefined ? {} : { name, exact: exact(options) })),
    text: (text, options) => chromiumWidget(scope.getByText(text, { exact: exact(options) })),
    label: (label, options) => chromiumWidget(scope.getByLabel(label, { exact: exact(options) })),
    css: (selector) => chromiumWidget(scope.locator(`css=${selector}`)),
  }
}

/** A Playwright locator as a widget: it waits for the element by itself. */
export function chromiumWidget(locator: Locator): Widget {
  return {
    ...chromiumFinder(locator),
    first: () => chromiumWidget(locator.first()),
    nth: (index) => chromiumWidget(locator.nth(index)),
    click: (timeout = ACT) => locator.click({ timeout }),
    fill: (value, timeout = ACT) => locator.fill(value, { timeout }),
    chooseFiles: (paths) => locator.setInputFiles(paths, { timeout: ACT }),
    select: async (valueOrLabel, timeout = ACT) => {
      await locator.selectOption(valueOrLabel, { timeout })
    },
    press: (key, timeout = ACT) => locator.press(key, { timeout }),
    hover: (timeout = ACT) => locator.hover({ timeout }),
    waitVisible: (timeout = ACT) => locator.waitFor({ state: 'visible', timeout }),
    waitHidden: (timeout = ACT) => locator.waitFor({ state: 'hidden', timeout }),
    waitText: (text, timeout = ACT) => waitText(locator, text, timeout),
    textContent: async (timeout = ACT) => (await locator.textContent({ timeout })) ?? '',
    value: (timeout = ACT) => locator.inputValue({ timeout }),
    isChecked: (timeout = ACT) => locator.isChecked({ timeout }),
    attribute: (name, timeout = ACT) => locator.getAttribute(name, { timeout }),
    count: () => locator.count(),
    isVisible: () => locator.isVisible(),
  }
}

async function waitText(locator: Locator, text: Name, timeout: number): Promise<string> {
  let seen = ''
  const holds = () => (typeof text === 'string' ? seen.includes(text) : text.test(seen))
  const what = () => `the text ${String(text)} in ${String(locator)} (it read: ${seen || 'nothing'})`
  try {
    await until(
      'the text',
      async () => {
        seen = (await locator.textContent({ timeout: 1_000 })) ?? ''
        return holds()
      },
      timeout,
    )
  } catch (error) {
    throw new Error(`Waited ${timeout} ms in vain for ${what()}.`, { cause: error })
  }
  return seen
}
