import { displayName } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { nameOfPerson } from '../../../lib/import/propose.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { decide } from './import-job.ts'
import type { Plan, Preview } from './worker-words.ts'

/** People who are taken for somebody by nothing but their name: the user can say that they are not. */
export function PeopleByName({ preview, plan }: { preview: Preview; plan: Plan }) {
  const { decisions } = plan
  const named = decisions.people.flatMap((choice, index) => (choice.why === 'member-name' ? [{ choice, index }] : []))
  if (named.length === 0) return null
  return (
    <section aria-labelledby="import-people">
      <h2 id="import-people">{t('import.people')}</h2>
      <p class="muted">{t('import.people.text')}</p>
      <ul class="import-list">
        {named.map(({ choice, index }) => {
          const contact = choice.contact === null ? undefined : plan.known[choice.contact]
          return (
            <li key={index}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={choice.contact !== null}
                  onChange={() => {
                    const people = decisions.people.map((one, at) =>
                      at === index ? { contact: null, why: null } : one,
                    )
                    decide({ ...decisions, people })
                  }}
                />
                <span>
                  <Words
                    of="import.people.one"
                    values={{
                      name: <Name text={nameOfPerson(preview.found.people[index]) ?? t('unknown.person')} />,
                      contact: (
                        <Name text={(contact && (displayName(contact) ?? contact.number)) ?? t('unknown.person')} />
                      ),
                    }}
                  />
                </span>
              </label>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
