import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Companion, Tab } from '../tests/e2e/support/companion.ts'
import type { Simulator } from '../tests/simulator/index.ts'
import { playMainStory } from '../tests/support/main-story.ts'
import { createPhone } from '../tests/support/phone.ts'

/** What a run leaves behind, so that the next one can clear it away and nothing else. */
const OURS = /^(?:\d\d-.*\.png|simulator-(?:requests|sent)\.json|SmartQQ-.*\.json)$/

/**
 * Plays the main story and prints each step with its time. Writes the export, a numbered picture of every step and the
 * simulator's log into the folder `out`, also when a step fails.
 * @returns The exit code: 0 only if every step held and the extension had no error.
 */
export async function playStory(run: { companion: Companion; simulator: Simulator; out: string }): Promise<number> {
  const { companion } = run
  const phone = createPhone(run.simulator.controlUrl)
  const out = resolve(run.out)
  await clear(out)
  let count = 0

  const step = async (words: string, act: () => Promise<Tab>) => {
    count += 1
    const name = `${String(count).padStart(2, '0')}-${words.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}`
    const started = Date.now()
    const report = (mark: string) => console.log(`${mark} ${seconds(started)}  ${words}`)
    try {
      const tab = await act()
      await tab.screenshot(`${join(out, name)}.png`)
      report('✓')
    } catch (error) {
      report('✗')
      for (const [index, tab] of (await companion.tabs()).entries())
        await tab.screenshot(`${join(out, `${name}-failed-${index + 1}`)}.png`).catch(() => undefined)
      throw error
    }
  }

  const started = Date.now()
  console.log(`Playing the main story in ${companion.kind}.`)
  try {
    const exported = await playMainStory({ companion, phone, step })
    await writeFile(join(out, exported.name), exported.text)
    const errors = await companion.errors()
    if (errors.length > 0) throw new Error(`The extension had errors:\n${errors.join('\n')}`)
    console.log(`Every step held, ${seconds(started).trim()} in all. See ${relative(process.cwd(), out) || out}`)
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  } finally {
    await writeFile(join(out, 'simulator-requests.json'), JSON.stringify(await phone.requests(), null, 2))
    await writeFile(join(out, 'simulator-sent.json'), JSON.stringify(await phone.sent(), null, 2))
  }
}

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1).padStart(5)} s`

async function clear(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) if (OURS.test(name)) await rm(join(folder, name))
}
