import { formatBytes, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { nameOfPerson } from '../../../lib/import/propose.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Field } from '../../../lib/ui/field.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { accountWords } from '../account-words.ts'
import { ConversationPlans } from './conversation-plans.tsx'
import { Conflicts } from './conflicts.tsx'
import { cancelImport, proposeFor, writeImport } from './import-job.ts'
import { formatName } from './import-words.ts'
import { PastTheirTime } from './past-their-time.tsx'
import { PeopleByName } from './people-by-name.tsx'
import { LeftOutParts, Problems } from './problems.tsx'
import { ZoneField } from './zone-field.tsx'
import type { Plan, Preview } from './worker-words.ts'

/** How many people can be chosen from as oneself: those who wrote most. */
const MOST_PEOPLE = 200

interface ImportPlanProps {
  preview: Preview
  plan: Plan | null
  isStale: boolean
}

/** What the files hold and what becomes of it; nothing is written before the button is pressed. */
export function ImportPlan({ preview, plan, isStale }: ImportPlanProps) {
  const { found, files } = preview
  return (
    <>
      <section aria-label={t('import.found')}>
        <p class="import-files">
          {files.names.slice(0, 3).map((name) => (
            <Name key={name} text={name} class="one-line" />
          ))}
          {files.names.length > 3 ? (
            <span class="muted">{t('import.found.more', { count: files.names.length - 3 })}</span>
          ) : null}
        </p>
        <p class="muted">
          {t('import.found.text', {
            format: found.formats.map(formatName).join(' · '),
            size: formatBytes(files.bytes),
            messages: formatNumber(found.messages),
          })}
        </p>
        {found.pictures === 0 ? null : <p class="muted">{t('import.pictures', { count: found.pictures })}</p>}
      </section>
      {plan === null ? <Skeleton lines={6} /> : <Decide preview={preview} plan={plan} isStale={isStale} />}
      <Problems found={found} />
      <LeftOutParts found={found} ignored={preview.ignored} />
      <div class="import-foot">
        {plan === null ? null : <TakeIn plan={plan} isStale={isStale} />}
        <Button onClick={cancelImport}>{t('import.cancel')}</Button>
        <span class="muted small" role="status">
          {isStale ? t('import.comparing') : ''}
        </span>
      </div>
    </>
  )
}

function Decide({ preview, plan, isStale }: { preview: Preview; plan: Plan; isStale: boolean }) {
  return (
    <>
      <div class="import-who">
        <Field id="import-account" label={t('import.account')} hint={t('import.account.hint')}>
          <select
            id="import-account"
            class="input"
            aria-describedby="import-account-hint"
            value={plan.decisions.account}
            onChange={(event) => proposeFor(event.currentTarget.value)}
          >
            {preview.accounts.map((account) => (
              <option key={account} value={account}>
                {accountWords(account)}
              </option>
            ))}
          </select>
        </Field>
        <SelfField preview={preview} plan={plan} />
        <ZoneField found={preview.found} />
      </div>
      <PastTheirTime preview={preview} plan={plan} />
      <ConversationPlans preview={preview} plan={plan} isStale={isStale} />
      <PeopleByName key={`${plan.decisions.account} ${plan.decisions.self.join(' ')}`} preview={preview} plan={plan} />
      <Conflicts preview={preview} plan={plan} />
    </>
  )
}

/** Who the user is, when the file does not tell. */
function SelfField({ preview: { found }, plan }: { preview: Preview; plan: Plan }) {
  const isTold =
    found.people.some(({ isSelf }) => isSelf) || found.formats.every((format) => format.startsWith('ours-'))
  if (isTold) return null
  const counts = new Map<number, number>()
  for (const { people } of found.conversations)
    for (const [person, count] of people) counts.set(person, (counts.get(person) ?? 0) + count)
  const writers = [...counts].sort((one, other) => other[1] - one[1]).slice(0, MOST_PEOPLE)
  const [self = -1] = plan.decisions.self
  return (
    <Field id="import-self" label={t('import.self')} hint={t('import.self.hint')}>
      <select
        id="import-self"
        class="input"
        aria-describedby="import-self-hint"
        value={String(self)}
        onChange={(event) => {
          const index = Number(event.currentTarget.value)
          proposeFor(plan.decisions.account, index === -1 ? [] : [index])
        }}
      >
        <option value="-1">{t('import.self.nobody')}</option>
        {writers.map(([index, count]) => (
          <option key={index} value={String(index)}>
            {t('import.self.one', { name: nameOfPerson(found.people[index]) ?? t('unknown.person'), count })}
          </option>
        ))}
      </select>
    </Field>
  )
}

function TakeIn({ plan: { counts, decisions }, isStale }: { plan: Plan; isStale: boolean }) {
  const taken = counts.filter((_, index) => decisions.conversations[index]?.take)
  const added = taken.reduce(
    (sum, count) => sum + count.added + (decisions.conflicts === 'keep' ? count.conflicts : 0),
    0,
  )
  return (
    <Button look="primary" disabled={isStale || added === 0} onClick={writeImport}>
      {added === 0 && !isStale ? t('import.nothing') : t('import.take', { count: added })}
    </Button>
  )
}
