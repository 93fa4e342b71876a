import { browser } from 'wxt/browser'
import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import { controlsItem, loopsItem, preferencesItem, readControls, readPreferences } from '../../lib/settings.ts'
import { buttonTitle, pageWords } from './host-words.ts'
import { lookAtLoops } from './loops.ts'

const ALARM = 'loops'

/**
 * Says on the toolbar button what must not go unseen: that replies have stopped by themselves (`!`), or in how many chats
 * the loop breaker holds. Shows it from the start, and again when something of it changes.
 */
export function createBadge(): {
  /** Time has passed: what is over is taken off. */
  look(): void
} {
  const inOrder = createQueue()
  let shown = ''

  async function show(): Promise<void> {
    const [{ stopped }, loops, { language }] = await Promise.all([
      readControls(),
      loopsItem.getValue(),
      readPreferences(),
    ])
    const ends = Math.min(...loops.map(({ until }) => until))
    if (loops.length > 0) await browser.alarms.create(ALARM, { when: ends })
    else await browser.alarms.clear(ALARM)
    const text = stopped ? '!' : loops.length > 0 ? String(loops.length) : ''
    const title = buttonTitle(pageWords(language), { isStopped: stopped !== null, paused: loops.length })
    if (`${text} ${title}` === shown) return
    shown = `${text} ${title}`
    await browser.action.setBadgeText({ text })
    await browser.action.setTitle({ title })
  }

  const showSoon = () => void inOrder(show).catch(() => log('badge not shown'))
  const look = () => void lookAtLoops().catch(() => log('loops not looked at'))
  controlsItem.watch(showSoon)
  loopsItem.watch(showSoon)
  preferencesItem.watch(showSoon)
  look()
  showSoon()
  return { look }
}
