import { signal } from '@preact/signals'
import { Component } from 'preact'
import { displayName } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { PersonChoice } from '../../../lib/import/decisions.ts'
import { nameOfPerson } from '../../../lib/import/propose.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { decide } from './import-job.ts'
import type { Plan, Preview } from './worker-words.ts'

interface PeopleByNameProps {
  preview: Preview
  plan: Plan
}

/** Somebody who was taken for a contact, and how that one is called. */
interface Refused {
  choice: PersonChoice
  contact: string | null
}

/** People who are taken for somebody by nothing but their name: the user can say that they are not, and that they are after all. */
export class PeopleByName extends Component<PeopleByNameProps> {
  private readonly refused = signal<ReadonlyMap<number, Refused>>(new Map())

  render() {
    const { preview, plan } = this.props
    const { people } = plan.decisions
    const shown = people.flatMap((choice, index) => {
      const refused = this.refused.value.get(index)
      if (choice.why === 'member-name')
        return [{ index, isTaken: true, was: { choice, contact: nameIn(plan, choice) } }]
      return refused ? [{ index, isTaken: false, was: refused }] : []
    })
    if (shown.length === 0) return null
    return (
      <section aria-labelledby="import-people">
        <h2 id="import-people">{t('import.people')}</h2>
        <p class="muted">{t('import.people.text')}</p>
        <ul class="import-list">
          {shown.map(({ index, isTaken, was }) => (
            <li key={index}>
              <label class="check">
                <input type="checkbox" checked={isTaken} onChange={() => this.turn(index, isTaken, was)} />
                <span>
                  <Words
                    of="import.people.one"
                    values={{
                      name: <Name text={nameOfPerson(preview.found.people[index]) ?? t('unknown.person')} />,
                      contact: <Name text={was.contact ?? t('unknown.person')} />,
                    }}
                  />
                </span>
              </label>
            </li>
          ))}
        </ul>
      </section>
    )
  }

  private turn(index: number, isTaken: boolean, was: Refused): void {
    const { decisions } = this.props.plan
    const refused = new Map(this.refused.value)
    if (isTaken) refused.set(index, was)
    else refused.delete(index)
    this.refused.value = refused
    const next: PersonChoice = isTaken ? { contact: null, why: null } : was.choice
    decide({ ...decisions, people: decisions.people.map((one, at) => (at === index ? next : one)) })
  }
}

function nameIn(plan: Plan, { contact: id }: PersonChoice): string | null {
  const contact = id === null ? undefined : plan.known[id]
  return contact ? (displayName(contact) ?? contact.number) : null
}
