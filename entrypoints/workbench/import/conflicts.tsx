import { t } from '../../../lib/i18n/t.ts'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { decide } from './import-job.ts'
import type { Plan, Preview } from './worker-words.ts'

/** Messages that are nearly the same as others: both texts, and whether both are kept. */
export function Conflicts({ preview, plan }: { preview: Preview; plan: Plan }) {
  const count = plan.counts.reduce((sum, { conflicts }) => sum + conflicts, 0)
  if (count === 0) return null
  return (
    <section class="import-conflicts" aria-labelledby="import-conflicts">
      <h2 id="import-conflicts">{t('import.conflicts', { count })}</h2>
      <p class="muted">{t('import.conflicts.text')}</p>
      <Choice
        label={t('import.conflicts', { count })}
        chosen={plan.decisions.conflicts}
        onChoose={(conflicts) => decide({ ...plan.decisions, conflicts })}
        options={[
          { value: 'keep', text: t('import.conflicts.keep') },
          { value: 'leave', text: t('import.conflicts.leave') },
        ]}
      />
      <Fold title={t('import.conflicts.show', { count: plan.conflicts.length })}>
        <ul class="import-list">
          {plan.conflicts.map((conflict, at) => (
            <li key={at}>
              <p class="muted small">
                <Time at={conflict.at} /> {conflict.name === null ? null : <Name text={conflict.name} />}{' '}
                <Name text={preview.found.conversations[conflict.conversation]?.title ?? ''} /> ·{' '}
                {t(`import.conflict.${conflict.why}`)}
              </p>
              <dl class="import-pair">
                <dt>{t('import.conflict.file')}</dt>
                <dd>
                  <bdi>{conflict.text}</bdi>
                </dd>
                <dt>{conflict.from === 'archive' ? t('import.conflict.archive') : t('import.conflict.before')}</dt>
                <dd>{conflict.other === null ? '—' : <bdi>{conflict.other}</bdi>}</dd>
              </dl>
            </li>
          ))}
        </ul>
      </Fold>
    </section>
  )
}
