import { t } from '../../../lib/i18n/t.ts'
import { Choice } from '../../../lib/ui/choice.tsx'

interface JoinChoiceProps {
  label: string
  join: 'all' | 'any'
  /** It has been chosen above, between the first two: here it is only said. */
  isSaid: boolean
  onChange: (join: 'all' | 'any') => void
}

/** Between two conditions, or two groups of them: both, or one is enough. */
export function JoinChoice({ label, join, isSaid, onChange }: JoinChoiceProps) {
  if (isSaid) return <span class="muted small">{t(`editor.join.${join}`)}</span>
  return (
    <Choice
      label={label}
      chosen={join}
      onChoose={onChange}
      options={[
        { value: 'all', text: t('editor.join.all') },
        { value: 'any', text: t('editor.join.any') },
      ]}
    />
  )
}
