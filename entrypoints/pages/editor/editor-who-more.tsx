import { t } from '../../../lib/i18n/t.ts'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { CategoryPicker } from './category-picker.tsx'
import { ContactPicker } from './contact-picker.tsx'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'

const ROLES = ['owner', 'admin', 'member'] as const

/** Who else counts, or does not: exceptions, categories of friends, people and roles in groups. */
export function WhoMore({ draft, problems }: EditorPartProps) {
  const { who } = draft.fields.value
  const wrong = problemWords(problems, ['people'])
  const inGroups = who.kinds.some((kind) => kind !== 'friend')
  const used = [who.except, who.categories, who.authors, who.roles].filter((list) => list.length > 0).length
  return (
    <Fold title={t('editor.whoMore')} summary={t('editor.whoMore.hint')} open={used > 0} isWrong={wrong.length > 0}>
      {who.kinds.includes('friend') || who.categories.length > 0 ? (
        <CategoryPicker chosen={who.categories} onChange={(categories) => draft.who({ categories })} />
      ) : null}
      {inGroups || who.roles.length > 0 ? (
        <div class="field">
          <span class="field-label" id="roles-label">
            {t('editor.roles')}
          </span>
          <div class="chips" role="group" aria-labelledby="roles-label">
            {ROLES.map((role) => (
              <Toggle
                key={role}
                text={t(`sentence.role.${role}`)}
                on={who.roles.includes(role)}
                onChange={(on) =>
                  draft.who({ roles: ROLES.filter((other) => (other === role ? on : who.roles.includes(other))) })
                }
              />
            ))}
          </div>
          <span class="field-hint">{t('editor.roles.hint')}</span>
        </div>
      ) : null}
      {inGroups || who.authors.length > 0 ? (
        <div class="field">
          <span class="field-label">{t('editor.authors')}</span>
          <ContactPicker
            id="authors"
            label={t('editor.authors')}
            kinds={['friend']}
            withStrangers
            isBrief
            chosen={who.authors}
            onChoose={(id, on) => draft.setContact('authors', id, on)}
            problems={wrong}
          />
        </div>
      ) : null}
      <div class="field">
        <span class="field-label">{t('editor.except')}</span>
        <ContactPicker
          id="except"
          label={t('editor.except')}
          kinds={['friend', 'group', 'discuss']}
          withStrangers
          isBrief
          chosen={who.except}
          onChoose={(id, on) => draft.setContact('except', id, on)}
          problems={inGroups || who.authors.length > 0 ? [] : wrong}
        />
      </div>
    </Fold>
  )
}
