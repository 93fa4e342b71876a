import { Name } from '../../../lib/ui/name.tsx'

/** Numbers as a table: what they are of, then one column each. */
export function NumberTable({
  columns,
  rows,
}: {
  columns: readonly string[]
  rows: readonly (readonly [string, ...string[]])[]
}) {
  return (
    <table class="stats-table">
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
        {rows.map(([head, ...cells], index) => (
          <tr key={index}>
            <th scope="row">
              <Name text={head} />
            </th>
            {cells.map((value, column) => (
              <td key={column} class="number">
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
