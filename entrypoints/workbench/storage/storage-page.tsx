import { Component } from 'preact'
import { deletesAnything } from '../../../lib/backup/retention.ts'
import { formatAgo, formatMoment } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { now } from '../../../lib/ui/clock.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { BackupSection } from './backup-section.tsx'
import { RestoreSection } from './restore-section.tsx'
import { forgetRestored, restored } from './restored.ts'
import { RetentionSection } from './retention-section.tsx'
import { retention } from './retention-store.ts'
import { measureRoom, stored } from './sizes.ts'
import { SpaceSection } from './space-section.tsx'
import './storage.css'
import { WipeSection } from './wipe-section.tsx'

/** What the archive takes, backups, how long messages are kept, and the end of all of it. */
export class StoragePage extends Component {
  override componentDidMount(): void {
    void measureRoom()
  }

  render() {
    return (
      <div class="storage framed">
        <h1>{t('nav.storage')}</h1>
        <Restored />
        <Space />
        <BackupSection />
        <RestoreSection />
        <RetentionSection />
        <WipeSection />
      </div>
    )
  }
}

function Restored() {
  const last = restored.value
  if (last === null) return null
  return (
    <Panel
      tone="good"
      role="status"
      title={t('storage.restored', { made: formatMoment(last.madeAt) })}
      actions={<Button onClick={() => void forgetRestored()}>{t('action.dismiss')}</Button>}
    >
      <p>{t('storage.restored.text', { ago: formatAgo(last.at, now.value) })}</p>
      {deletesAnything(retention.value) ? <p>{t('storage.restored.retention')}</p> : null}
    </Panel>
  )
}

function Space() {
  const found = stored.value
  if (found === null) return <Skeleton lines={8} />
  if (typeof found === 'string') {
    return (
      <Panel
        tone="bad"
        role="alert"
        title={t(`failed.archive.${found}`)}
        actions={<Button onClick={() => location.reload()}>{t('action.retry')}</Button>}
      >
        <p>{t(`storage.help.${found}`)}</p>
      </Panel>
    )
  }
  return <SpaceSection stored={found} />
}
