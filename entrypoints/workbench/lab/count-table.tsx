import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../../lib/i18n/format.ts'

interface CountTableProps {
  id: string
  title: string
  /** The first is what the rows are, the others are counts. */
  columns: readonly string[]
  rows: readonly { key: string; name: ComponentChildren; counts: readonly number[] }[]
}

/** Things and how often each. */
export function CountTable({ id, title, columns, rows }: CountTableProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div class="lab-table">
        <table aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, counts }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {counts.map((count, index) => (
                  <td key={index} class="number">
                    {formatNumber(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
