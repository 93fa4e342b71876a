import type { DraftFields } from './draft-fields.ts'

/** What can be put into a reply of this rule: how it is written, and the key of its word. Captures by their number. */
export function variablesFor(
  { who: { kinds }, what: { groups } }: Pick<DraftFields, 'who' | 'what'>,
  hasCaptures: boolean,
) {
  const inGroups = kinds.some((kind) => kind !== 'friend')
  const hasPattern = groups.some(({ conditions }) => conditions.some(({ look, not }) => look === 'pattern' && !not))
  return [
    { code: '{nick}', key: 'editor.var.nick' },
    ...(kinds.includes('friend') ? [{ code: '{remark}', key: 'editor.var.remark' } as const] : []),
    ...(inGroups
      ? ([
          { code: '{card}', key: 'editor.var.card' },
          { code: '{group}', key: 'editor.var.group' },
        ] as const)
      : []),
    { code: '{time}', key: 'editor.var.time' },
    { code: '{date}', key: 'editor.var.date' },
    { code: '{weekday}', key: 'editor.var.weekday' },
    { code: '{count}', key: 'editor.var.count' },
    { code: '{message}', key: 'editor.var.message' },
    ...(hasPattern && hasCaptures ? [{ code: '{capture:1}', key: 'editor.var.capture' } as const] : []),
  ] as const
}
