import { t } from '../../lib/i18n/t.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { WhoJoins } from './who-joins.tsx'
import { WhoPair } from './who-pair.tsx'
import type { Who } from './who-rows.ts'
import { who } from './who-store.ts'

/** Contacts that may be the same, for the user to judge, and what was joined so far. */
export function WhoPage() {
  return (
    <div class="who">
      <header>
        <h1>{t('who.title')}</h1>
        <p class="muted">{t('who.intro')}</p>
      </header>
      <Content />
    </div>
  )
}

function Content() {
  const rows = who.value
  if (rows === null) return <Skeleton lines={8} />
  if (typeof rows === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} />
  const [found] = rows
  return found ? <Found {...found} /> : null
}

function Found({ questions, joins }: Who) {
  return (
    <>
      <section aria-labelledby="who-questions">
        <h2 id="who-questions">
          {t('who.questions')} <span class="muted small number">{t('who.count', { count: questions.length })}</span>
        </h2>
        {questions.length === 0 ? (
          <Empty title={t('who.questions.none')} text={t('who.questions.none.text')} />
        ) : (
          <ul class="who-pairs">
            {questions.map((question) => (
              <WhoPair key={`${question.fresh} ${question.old}`} question={question} />
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="who-joins">
        <h2 id="who-joins">
          {t('who.joins')} <span class="muted small number">{t('who.count', { count: joins.length })}</span>
        </h2>
        <WhoJoins joins={joins} />
      </section>
    </>
  )
}
