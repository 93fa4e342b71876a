import type { WaitsFor } from '../../lib/archive/port.ts'
import { t } from '../../lib/i18n/t.ts'

/** Says what a change of the archive waits for. Stands there before it has anything to say: so screen readers hear it. */
export function Waits({ what }: { what: WaitsFor | null }) {
  return (
    <p class="waits" role="status">
      {what === null ? null : t(`waits.${what}`)}
    </p>
  )
}
