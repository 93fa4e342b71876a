import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { t } from '../i18n/t.ts'
import { log } from '../log.ts'
import { Panel } from './panel.tsx'
import { Skeleton } from './skeleton.tsx'

/**
 * A component that lives in a chunk of its own, fetched when it is first drawn: a skeleton until then (in the size of
 * `lines`; of none there is nothing), and words instead of an empty place when it cannot be loaded.
 */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>, lines = 4): ComponentType<P> {
  const part = signal<ComponentType<P> | 'failed' | null>(null)
  let asked = false

  async function fetchPart(): Promise<void> {
    try {
      const loaded = await load()
      part.value = loaded
    } catch (error) {
      log('chunk-failed', { error: error instanceof Error ? error.name : 'unknown' })
      part.value = 'failed'
    }
  }

  return function Lazy(props: P) {
    if (!asked) {
      asked = true
      void fetchPart()
    }
    const Part = part.value
    if (Part === null) return lines === 0 ? null : <Skeleton lines={lines} />
    if (Part === 'failed') return <Panel tone="bad" role="alert" title={t('failed.load')} />
    return <Part {...props} />
  }
}
