import { t } from '../../../lib/i18n/t.ts'
import { flipWords } from './flip-words.ts'
import { outcomeLine } from './outcome-words.ts'
import type { Again } from './why-read.ts'

/** What would have changed the decision: single changes, each tried with the engine. */
export function WhyAgain({ again }: { again: Again }) {
  const { rules, isMemoryKnown, isSame, verdict } = again
  const flips = told(again)
  return (
    <section class="lab-why-again" aria-labelledby="why-flips">
      <h2 id="why-flips">{t('lab.why.flips')}</h2>
      <p class="muted small">
        {t(`lab.why.rules.${rules}`)} {isMemoryKnown ? null : t('lab.why.memoryUnknown')}
      </p>
      {isSame === false ? (
        <p class="word-warn small">{t('lab.why.differs', { outcome: outcomeLine(verdict.outcome) })}</p>
      ) : null}
      {flips.length === 0 ? (
        <p>{t('lab.why.noFlips')}</p>
      ) : (
        <ul class="lab-flips">
          {flips.map(({ code, words, outcome }) => (
            <li key={words + outcome} data-flip={code}>
              <span>{words}</span>
              <span class="muted"> → </span>
              <bdi>{outcome}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The changes in words, those that read the same once. */
function told({ flips }: Again): { code: string; words: string; outcome: string }[] {
  const lines = flips.map((flip) => ({
    code: flip.change,
    words: flipWords(flip),
    outcome: outcomeLine(flip.outcome),
  }))
  return [...new Map(lines.map((line) => [`${line.words}\n${line.outcome}`, line])).values()]
}
