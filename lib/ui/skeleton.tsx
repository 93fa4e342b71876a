import { t } from '../i18n/t.ts'

/** Holds the place of something that is being read; invisible for the first 200 ms (see components.css). */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} class="skeleton-line" />
      ))}
    </div>
  )
}
