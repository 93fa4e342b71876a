import { signal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { isUncertain } from '../../../lib/import/decisions.ts'
import type { PersonChoice } from '../../../lib/import/decisions.ts'
import { nameOfPerson } from '../../../lib/import/propose.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Picker } from '../lab/picker.tsx'
import type { Choosable } from '../lab/picker.tsx'
import { decide } from './import-job.ts'
import type { Plan, Preview } from './worker-words.ts'

/** People drawn at once: a group has thousands. */
const STEP = 50
const shown = signal(STEP)

interface PeopleByNameProps {
  preview: Preview
  plan: Plan
}

/** People who are taken for somebody by nothing but their name: the user can say who else they are, or that they are nobody yet. */
export function PeopleByName({ preview, plan }: PeopleByNameProps) {
  const people = plan.decisions.people.flatMap((choice, index) => (isUncertain(choice) ? [{ choice, index }] : []))
  if (people.length === 0) return null
  const choices = choicesOf(plan)
  return (
    <section aria-labelledby="import-people">
      <h2 id="import-people">{t('import.people')}</h2>
      <p class="muted">{t('import.people.text')}</p>
      <ul class="import-list">
        {people.slice(0, shown.value).map(({ choice, index }) => (
          <li key={index} class="import-person">
            <Picker
              id={`import-person-${index}`}
              label={t('import.people.who', {
                name: isolate(nameOfPerson(preview.found.people[index]) ?? t('unknown.person')),
              })}
              hint={t('import.people.new')}
              single
              choices={choices}
              chosen={choice.contact === null ? [] : [choice.contact]}
              onChange={([contact = null]) => choose(plan, index, contact)}
            />
            {choice.why === 'member-name' ? <p class="word-warn small">{t('import.why.name')}</p> : null}
          </li>
        ))}
      </ul>
      {people.length > shown.value ? (
        <Button onClick={() => (shown.value += STEP)}>
          {t('import.more', { count: people.length - shown.value })}
        </Button>
      ) : null}
    </section>
  )
}

/** The number, where it is known, tells those of one name apart. */
function choicesOf({ people }: Plan): Choosable[] {
  return people.map(({ id, name, number }) => ({
    id,
    name: name ?? number ?? t('unknown.person'),
    detail: number ?? '',
  }))
}

function choose({ decisions }: Plan, index: number, contact: ContactId | null): void {
  const choice: PersonChoice = { contact, why: 'user' }
  decide({ ...decisions, people: decisions.people.map((one, at) => (at === index ? choice : one)) })
}
