import { t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { PauseIcon, PlayIcon } from '../../lib/ui/icons.tsx'
import { Name } from '../../lib/ui/name.tsx'
import './work-bar.css'
import { BrokenOffLines } from './export/broken-off-lines.tsx'
import { route, toRoute } from './route.ts'
import { workWords } from './work-words.ts'
import { works } from './work.ts'
import type { Work } from './work.ts'

/** Long work, at the bottom of every view: how far it is, how fast, how long yet; pause, cancel. */
export function WorkBar() {
  return (
    <section class="works" aria-label={t('work.label')}>
      {works.value
        // The place itself shows it whole.
        .filter(({ address }) => toRoute(address).name !== route.value.name)
        .map((work) => (
          <WorkLine key={work.id} work={work} />
        ))}
      <BrokenOffLines />
    </section>
  )
}

function WorkLine({ work }: { work: Work }) {
  const { title, done, total, state, address } = work
  return (
    <div class="work">
      <a class="work-title one-line" href={address}>
        <Name text={title} />
      </a>
      <progress class="work-bar" aria-label={title} {...(total ? { value: Math.min(done, total), max: total } : {})} />
      <span class="work-words muted small number one-line">{workWords(work)}</span>
      <span class="work-buttons">
        {state === 'running' && work.pause ? (
          <Button look="quiet" onClick={() => work.pause?.()}>
            <PauseIcon />
            {t('work.pause')}
          </Button>
        ) : null}
        {state === 'paused' && work.resume ? (
          <Button look="quiet" onClick={() => work.resume?.()}>
            <PlayIcon />
            {t('work.resume')}
          </Button>
        ) : null}
        {work.cancel ? (
          <Button look="quiet" disabled={state === 'ending'} onClick={() => work.cancel?.()}>
            {t('work.cancel')}
          </Button>
        ) : null}
      </span>
    </div>
  )
}
