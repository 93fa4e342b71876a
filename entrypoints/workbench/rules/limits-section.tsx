import { t } from '../../../lib/i18n/t.ts'
import { DEFAULT_LIMITS, HARD_CAP_PER_MINUTE } from '../../../lib/rules/policy.ts'
import type { Limits } from '../../../lib/rules/policy.ts'
import { DAY, MINUTE, SECOND } from '../../../lib/time.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { preferences } from '../stored.ts'
import { NumberField } from './number-field.tsx'
import { savePreferences } from '../../pages/save-preferences.ts'

const PAUSES = ['friendMs', 'groupMs'] as const
const CAPS = [
  ['perMinute', HARD_CAP_PER_MINUTE],
  ['perHour', 1_000],
  ['perDay', 10_000],
] as const

/** How often rules may answer, all of them together, and how long they wait before they do. */
export function LimitsSection() {
  const { limits, replyDelayMs } = preferences.value
  const isDefault = (Object.keys(DEFAULT_LIMITS) as (keyof Limits)[]).every(
    (name) => limits[name] === DEFAULT_LIMITS[name],
  )
  const save = (change: Partial<Limits>) =>
    void savePreferences((before) => ({ limits: { ...before.limits, ...change } }))
  return (
    <section class="prefs-section" aria-labelledby="prefs-limits">
      <h2 id="prefs-limits">{t('prefs.limits')}</h2>
      <p class="muted">{t('prefs.limits.text')}</p>
      <div class="prefs-fields">
        {PAUSES.map((name) => (
          <NumberField
            key={name}
            id={`limit-${name}`}
            label={t(`prefs.limit.${name}`)}
            hint={t(`prefs.limit.${name}.hint`)}
            value={limits[name] / MINUTE}
            min={0}
            max={DAY / MINUTE}
            step={0.5}
            onSave={(minutes) => save({ [name]: Math.round(minutes * MINUTE) })}
          />
        ))}
        {CAPS.map(([name, most]) => (
          <NumberField
            key={name}
            id={`limit-${name}`}
            label={t(`prefs.limit.${name}`)}
            hint={t(`prefs.limit.${name}.hint`, { most })}
            value={limits[name]}
            min={1}
            max={most}
            onSave={(count) => save({ [name]: count })}
          />
        ))}
        <NumberField
          id="limit-delay"
          label={t('settings.replyDelay')}
          hint={t('settings.replyDelay.hint')}
          value={replyDelayMs / SECOND}
          min={0}
          max={MINUTE / SECOND}
          step={0.5}
          onSave={(seconds) => void savePreferences({ replyDelayMs: Math.round(seconds * SECOND) })}
        />
      </div>
      <div>
        <Button disabled={isDefault} onClick={() => void savePreferences({ limits: DEFAULT_LIMITS })}>
          {t('prefs.limits.reset')}
        </Button>
      </div>
    </section>
  )
}
