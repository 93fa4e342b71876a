import { signal } from '@preact/signals'
import { formatDate, formatDay, formatDuration, formatNumber } from '../../../lib/i18n/format.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import type { PersonCount, Statistics } from '../../../lib/statistics/statistics.ts'
import { Choice } from '../../../lib/ui/choice.tsx'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { yearsOf } from './calendar-cells.ts'
import { ChartFigure } from './chart-figure.tsx'
import { chartText } from './chart-text.ts'
import type { Counted } from './count-scope.ts'
import { NumberTable } from './number-table.tsx'

/** Most bars in a picture; the table has more. */
const MOST_PEOPLE = 15
const MOST_WORDS = 25
const MOST_ROWS = 200

/** What was counted, as pictures. */
export function Pictures({ counted }: { counted: Counted }) {
  const { statistics } = counted
  return (
    <>
      <Summary statistics={statistics} />
      <Calendar statistics={statistics} />
      <Hours statistics={statistics} />
      <People counted={counted} />
      {statistics.words.length > 0 ? <Words statistics={statistics} /> : null}
      <p class="muted small">{t('statistics.foot', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</p>
    </>
  )
}

function Summary({ statistics: { messages, characters, firstAt, lastAt, days, balance } }: { statistics: Statistics }) {
  const facts: [string, string][] = [
    [t('statistics.messages'), formatNumber(messages)],
    [t('statistics.characters'), formatNumber(characters)],
    [t('statistics.days'), formatNumber(days.size)],
    [t('statistics.perDay'), formatNumber(Math.round((10 * messages) / Math.max(1, days.size)) / 10)],
  ]
  return (
    <section class="statistics-summary" aria-label={t('statistics.summary')}>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
      </dl>
      {firstAt === null || lastAt === null ? null : (
        <p class="muted number">{t('statistics.time', { from: formatDate(firstAt), to: formatDate(lastAt) })}</p>
      )}
      {balance === null ? null : (
        <>
          <p class="number">{sideWords('mine', balance.mine)}</p>
          <p class="number">{sideWords('theirs', balance.theirs)}</p>
        </>
      )}
    </section>
  )
}

function sideWords(whose: 'mine' | 'theirs', side: NonNullable<Statistics['balance']>['mine']): string {
  const { began, answered, usualWait } = side
  const words = t(`statistics.balance.${whose}`, { began, answered })
  return usualWait === null ? words : words + t('statistics.balance.wait', { wait: formatDuration(usualWait) })
}

const year = signal<number | null>(null)

function Calendar({ statistics: { days } }: { statistics: Statistics }) {
  const years = yearsOf(days)
  const shown = years.find((one) => one === year.value) ?? years[0] ?? new Date().getFullYear()
  const ofYear = [...days].filter(([day]) => day.startsWith(`${String(shown).padStart(4, '0')}-`))
  const title = t('statistics.calendar', { year: String(shown) })
  return (
    <ChartFigure
      title={title}
      fileName={`SmartQQ-${shown}`}
      draw={(charts, look) => charts.drawCalendar(shown, days, t('statistics.legend'), look)}
      table={() => (
        <NumberTable
          columns={[t('statistics.day'), t('statistics.messages')]}
          rows={ofYear
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([day, count]) => [formatDay(day), formatNumber(count)])}
        />
      )}
    >
      {years.length > 1 ? (
        <Choice
          label={t('statistics.year')}
          chosen={String(shown)}
          onChoose={(value) => (year.value = Number(value))}
          options={years.map((one) => ({ value: String(one), text: String(one) }))}
        />
      ) : null}
    </ChartFigure>
  )
}

function Hours({ statistics: { hours } }: { statistics: Statistics }) {
  const weekday = new Intl.DateTimeFormat(language.value, { weekday: 'short', timeZone: 'UTC' })
  // 2024-01-01 was a Monday.
  const names = hours.map((_, index) => weekday.format(Date.UTC(2024, 0, 1 + index)))
  return (
    <ChartFigure
      title={t('statistics.hours')}
      fileName="SmartQQ-hours"
      draw={(charts, look) => charts.drawHours(hours, t('statistics.legend'), look)}
      table={() => (
        <NumberTable
          columns={[t('statistics.hour'), ...names]}
          rows={Array.from({ length: 24 }, (_, hour) => [
            `${hour}:00`,
            ...hours.map((row) => formatNumber(row[hour] ?? 0)),
          ])}
        />
      )}
    />
  )
}

function People({ counted: { statistics, people: known } }: { counted: Counted }) {
  const { people, messages } = statistics
  const percent = new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 1 })
  const name = (person: PersonCount) => personName(person, known)
  const title = t('statistics.people')
  return (
    <ChartFigure
      title={title}
      fileName="SmartQQ-people"
      draw={(charts, look) =>
        charts.drawBars(
          people.slice(0, MOST_PEOPLE).map((person) => ({
            label: chartText(name(person)),
            value: person.messages,
            isOwn: person.who === 'self',
          })),
          look,
        )
      }
      table={() => (
        <NumberTable
          columns={[
            t('statistics.person'),
            t('statistics.messages'),
            t('statistics.share'),
            t('statistics.characters'),
            t('statistics.length'),
          ]}
          rows={people
            .slice(0, MOST_ROWS)
            .map((person) => [
              name(person),
              formatNumber(person.messages),
              percent.format(person.messages / messages),
              formatNumber(person.characters),
              formatNumber(Math.round(person.characters / person.messages)),
            ])}
        />
      )}
    >
      {people.length > MOST_PEOPLE ? (
        <p class="muted small">{t('statistics.people.more', { shown: MOST_PEOPLE, count: people.length })}</p>
      ) : null}
    </ChartFigure>
  )
}

function personName({ who, name }: PersonCount, known: Counted['people']): string {
  if (who === 'self') return t('statistics.self')
  if (who === null) return name ?? t('statistics.somebody')
  const contact = known.get(who)
  return contact ? contactName(contact) : (name ?? t('statistics.somebody'))
}

function Words({ statistics: { words } }: { statistics: Statistics }) {
  return (
    <ChartFigure
      title={t('statistics.words')}
      fileName="SmartQQ-words"
      draw={(charts, look) =>
        charts.drawBars(
          words.slice(0, MOST_WORDS).map(({ word, count }) => ({ label: chartText(word), value: count })),
          look,
        )
      }
      table={() => (
        <NumberTable
          columns={[t('statistics.word'), t('statistics.times')]}
          rows={words.map(({ word, count }) => [word, formatNumber(count)])}
        />
      )}
    >
      <p class="muted small">{t('statistics.words.text')}</p>
    </ChartFigure>
  )
}
