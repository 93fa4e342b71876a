import { formatBytes, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { liveRows } from '../../pages/live-rows.ts'
import { readSizes } from './archive-sizes.ts'
import type { ArchiveSizes } from './archive-sizes.ts'
import { Facts } from './facts.tsx'
import type { Fact } from './facts.tsx'

interface Stored {
  sizes: ArchiveSizes
  /** Bytes that the browser says the extension takes up; null when it does not say. */
  bytes: number | null
}

const { rows } = liveRows(
  () => null,
  async (archive): Promise<Stored[]> => {
    const [sizes, estimate] = await Promise.all([
      readSizes(archive),
      // Firefox leaves it out in some kinds of windows.
      navigator.storage?.estimate().catch(() => null) ?? null,
    ])
    return [{ sizes, bytes: estimate?.usage ?? null }]
  },
)

/** What is stored, counted. */
export function ArchiveFacts() {
  const found = rows.value
  if (found === null) return <Skeleton lines={4} />
  if (typeof found === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${found}`)} />
  const [stored] = found
  if (!stored) return null
  const { sizes, bytes } = stored
  const facts: Fact[] = sizes.accounts.flatMap(({ account, contacts, conversations, messages, ruleState }) => [
    {
      name: t('diagnostics.archive.account', { account }),
      value: t('diagnostics.archive.messages', { count: messages }),
    },
    {
      name: t('diagnostics.archive.people'),
      value: t('diagnostics.archive.counts', {
        contacts: formatNumber(contacts),
        conversations: formatNumber(conversations),
      }),
    },
    { name: t('diagnostics.archive.ruleState'), value: formatBytes(ruleState) },
  ])
  if (facts.length === 0) facts.push({ name: t('diagnostics.archive'), value: t('diagnostics.archive.empty') })
  if (bytes !== null) facts.push({ name: t('diagnostics.archive.bytes'), value: formatBytes(bytes) })
  facts.push(
    counted('diagnostics.archive.unsettled', sizes.unsettled, 'warn'),
    counted('diagnostics.archive.waiting', sizes.waiting),
    counted('diagnostics.archive.uncertain', sizes.uncertain),
  )
  return <Facts id="archive" title={t('diagnostics.archive')} facts={facts} />
}

type CountKey = `diagnostics.archive.${'unsettled' | 'waiting' | 'uncertain'}`

function counted(key: CountKey, count: number, tone?: 'warn'): Fact {
  return { name: t(key), value: formatNumber(count), ...(tone && count > 0 ? { tone } : {}) }
}
