import { computed } from '@preact/signals'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { presentRules } from '../lab/present-rules.ts'
import { labAddress, SETTINGS_ADDRESS } from '../route.ts'
import { Facts } from './facts.tsx'

/** What compiling the present rules came to; done anew when they change. */
const compiled = computed(() => {
  const startedAt = performance.now()
  const { rules } = compileRules(presentRules.value)
  return {
    took: performance.now() - startedAt,
    all: rules.length,
    on: rules.filter(({ isEnabled }) => isEnabled).length,
    broken: rules.filter(({ broken }) => broken !== null).length,
  }
})

/** How many rules there are and how long they take to get ready. */
export function RulesFacts() {
  const { took, all, on, broken } = compiled.value
  return (
    <Facts
      id="rules"
      title={t('diagnostics.rules')}
      facts={[
        {
          name: t('diagnostics.rules.count'),
          value: t('diagnostics.rules.counts', { all: formatNumber(all), on: formatNumber(on) }),
        },
        {
          name: t('diagnostics.rules.compile'),
          value: t('diagnostics.rules.milliseconds', { time: formatNumber(Math.round(took * 10) / 10) }),
        },
        {
          name: t('diagnostics.rules.broken'),
          value: formatNumber(broken),
          ...(broken > 0 ? { tone: 'bad' as const } : {}),
        },
      ]}
    >
      <p class="diagnostics-links">
        <a class="lone-link" href={labAddress('lint')}>
          {t('diagnostics.rules.check')}
        </a>
        <a class="lone-link" href={SETTINGS_ADDRESS}>
          {t('diagnostics.rules.limits')}
        </a>
      </p>
    </Facts>
  )
}
