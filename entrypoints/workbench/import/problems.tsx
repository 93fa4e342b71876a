import { t } from '../../../lib/i18n/t.ts'
import { Fold } from '../../../lib/ui/fold.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { ignoredWords, placeWords } from './import-words.ts'
import type { Preview } from './worker-words.ts'

/** Lines that cannot be taken in, and why. */
export function Problems({ found: { problems } }: Pick<Preview, 'found'>) {
  if (problems.count === 0) return null
  return (
    <Panel tone="warn" title={t('import.problems', { count: problems.count })}>
      <p>{t('import.problems.text')}</p>
      <Fold title={t('import.problems.show', { count: problems.first.length })}>
        <ul class="import-list">
          {problems.first.map((problem, at) => (
            <li key={at}>
              {placeWords(problem)}: {t(`import.problem.${problem.what}`)}
            </li>
          ))}
        </ul>
      </Fold>
    </Panel>
  )
}

/** What the files have and the archive has no place for, and what was chosen and is no export. */
export function LeftOutParts({ found, ignored }: Pick<Preview, 'found' | 'ignored'>) {
  if (found.leftOut.size === 0 && ignored.length === 0) return null
  return (
    <section aria-labelledby="import-left">
      <h2 id="import-left">{t('import.left')}</h2>
      <ul>
        {[...found.leftOut].map(([what, count]) => (
          <li key={what}>{t(`import.left.${what}`, { count })}</li>
        ))}
        {ignored.slice(0, 50).map((part, at) => (
          <li key={at}>
            {placeWords(part)}: {ignoredWords(part)}
          </li>
        ))}
        {ignored.length > 50 ? <li>{t('import.left.more', { count: ignored.length - 50 })}</li> : null}
      </ul>
    </section>
  )
}
