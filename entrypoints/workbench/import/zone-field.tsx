import { useState } from 'preact/hooks'
import { formatMoment } from '../../../lib/i18n/format.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import { ownZone, zoneNamed, zonesToChoose } from '../../../lib/import/zones.ts'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { importJob, readInZone } from './import-job.ts'
import type { Preview } from './worker-words.ts'

const ID = 'import-zone'
const LIST = 'import-zones'

/** In which zone the times are read that tell none; nothing when all of them do. Found by any part of its name. */
export function ZoneField({ found: { zoneless } }: Pick<Preview, 'found'>) {
  const job = importJob.value
  /** What stands in the box when it is not the zone that is read in. */
  const [typed, setTyped] = useState<string | null>(null)
  const [isWrong, setIsWrong] = useState(false)
  if (zoneless === null || job.state !== 'deciding') return null
  const problems = isWrong ? [t('import.zone.unknown', { zone: job.timeZone })] : []
  const hint = t('import.zone.hint', { first: formatMoment(zoneless.firstAt) })

  function choose(text: string): void {
    const zone = zoneNamed(text)
    setTyped(zone === null ? text : null)
    setIsWrong(zone === null)
    if (zone !== null) readInZone(zone)
  }
  return (
    <Field id={ID} label={t('import.zone')} hint={hint} problems={problems}>
      <input
        class="input"
        list={LIST}
        autocomplete="off"
        spellcheck={false}
        value={typed ?? job.timeZone}
        // The list has only what goes with the words in the box: they give way to what is typed.
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          if (isPicked(event)) choose(event.currentTarget.value)
        }}
        onChange={(event) => choose(event.currentTarget.value)}
        {...fieldAttributes(ID, hint, problems)}
      />
      <ZoneList />
    </Field>
  )
}

/** Out of the list, not typed: browsers do not agree on whether that is a change of its own. */
function isPicked(event: Event): boolean {
  return !(event instanceof InputEvent) || !event.inputType || event.inputType === 'insertReplacementText'
}

function ZoneList() {
  const [{ near, others }] = useState(zonesToChoose)
  return (
    <datalist id={LIST}>
      {near.map((zone) => (
        <option key={zone} value={zone} label={zoneLabel(zone)} />
      ))}
      {others.map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  )
}

/** The zone with what it is called: browsers show the label alone. */
function zoneLabel(zone: string): string {
  const format = new Intl.DateTimeFormat(language.value, { timeZone: zone, timeZoneName: 'longGeneric' })
  const name = format.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value
  return [zone, name, zone === ownZone() ? t('import.zone.own') : null].filter(Boolean).join(' · ')
}
