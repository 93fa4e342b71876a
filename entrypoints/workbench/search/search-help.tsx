import { t } from '../../../lib/i18n/t.ts'

const EXAMPLES = ['words', 'phrase', 'either', 'not', 'from', 'in', 'has', 'after', 'before', 'on'] as const

/** What can be typed, each as an example that can be tried. */
export function SearchHelp({ onTry }: { onTry: (text: string) => void }) {
  return (
    <section class="search-help" aria-label={t('search.help')}>
      <h2>{t('search.help')}</h2>
      <dl>
        {EXAMPLES.map((name) => (
          <div key={name} class="search-example">
            <dt>
              <button type="button" class="button button-quiet" onClick={() => onTry(t(`search.help.${name}.example`))}>
                <code>{t(`search.help.${name}.example`)}</code>
              </button>
            </dt>
            <dd class="muted">{t(`search.help.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p class="muted small">{t('search.help.zone', { zone: new Intl.DateTimeFormat().resolvedOptions().timeZone })}</p>
    </section>
  )
}
