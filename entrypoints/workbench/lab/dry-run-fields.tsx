import { computed, signal } from '@preact/signals'
import { CONVERSATION_KINDS } from './conversation-kinds.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Field } from '../../../lib/ui/field.tsx'
import { AccountField } from './account-field.tsx'
import { changeDryRun, chooseKind, dryRunForm, EXTRA_KINDS, PREVIOUS, tryMessage } from './dry-run-form.ts'
import { labBook } from './dry-run-store.ts'
import { MessagePicker } from './message-picker.tsx'
import { Picker } from './picker.tsx'
import { authorChoices, contactChoices } from './people-choices.ts'

const isPicking = signal(false)
const contacts = computed(() => contactChoices(labBook.value, [dryRunForm.value.kind]))
const authors = computed(() => authorChoices(labBook.value, dryRunForm.value.conversation))

/** The message that is tried, its author, place and time, and what holds then. */
export function DryRunFields() {
  const form = dryRunForm.value
  const isFriend = form.kind === 'friend'
  return (
    <section class="form-card" aria-label={t('lab.form')}>
      <Field id="dry-text" label={t('lab.text')}>
        <textarea
          id="dry-text"
          class="input"
          rows={3}
          placeholder={t('lab.text.placeholder')}
          value={form.text}
          onInput={(event) => changeDryRun({ text: event.currentTarget.value })}
        />
      </Field>
      <div>
        <Button expanded={isPicking.value} onClick={() => (isPicking.value = !isPicking.value)}>
          {t('lab.messages.pick')}
        </Button>
      </div>
      {isPicking.value ? (
        <MessagePicker
          onPick={(message) => {
            tryMessage(message)
            isPicking.value = false
            document.getElementById('dry-text')?.focus()
          }}
        />
      ) : null}
      <AccountField id="dry-account" />
      <div class="field">
        <span class="field-label">{t('lab.where')}</span>
        <Choice
          label={t('lab.where')}
          chosen={form.kind}
          onChoose={chooseKind}
          options={CONVERSATION_KINDS.map((kind) => ({ value: kind, text: t(`kind.one.${kind}`) }))}
        />
      </div>
      <Picker
        id="dry-contact"
        single
        label={t(`lab.contact.${form.kind}`)}
        hint={t('lab.contact.any')}
        choices={contacts.value}
        chosen={form.conversation === null ? [] : [form.conversation]}
        onChange={([conversation]) => changeDryRun({ conversation: conversation ?? null, author: null })}
      />
      {isFriend ? null : (
        <>
          <Picker
            id="dry-author"
            single
            label={t('lab.author')}
            hint={t('lab.author.any')}
            choices={authors.value}
            chosen={form.author === null ? [] : [form.author]}
            onChange={([author]) => changeDryRun({ author: author ?? null })}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={form.mentioned}
              onChange={(event) => changeDryRun({ mentioned: event.currentTarget.checked })}
            />
            {t('lab.mentioned')}
          </label>
        </>
      )}
      <div class="field" role="group" aria-labelledby="dry-content">
        <span class="field-label" id="dry-content">
          {t('lab.content')}
        </span>
        <div class="chips">
          {EXTRA_KINDS.map((kind) => (
            <Toggle
              key={kind}
              text={t(`sentence.content.${kind}`)}
              on={form.content.includes(kind)}
              onChange={(on) =>
                changeDryRun({
                  content: on ? [...form.content, kind] : form.content.filter((other) => other !== kind),
                })
              }
            />
          ))}
        </div>
      </div>
      <Circumstances />
    </section>
  )
}

/** Time, memory and switches. */
function Circumstances() {
  const form = dryRunForm.value
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <>
      <Field id="dry-at" label={t('lab.at')} hint={t('lab.at.hint', { zone })}>
        <div class="lab-at">
          <input
            id="dry-at"
            class="input"
            type="datetime-local"
            aria-describedby="dry-at-hint"
            value={form.at}
            onInput={(event) => changeDryRun({ at: event.currentTarget.value })}
          />
          {form.at === '' ? null : <Button onClick={() => changeDryRun({ at: '' })}>{t('lab.at.now')}</Button>}
        </div>
      </Field>
      <Field id="dry-previous" label={t('lab.previous')}>
        <select
          id="dry-previous"
          class="input"
          value={form.previous}
          onChange={(event) => {
            const chosen = PREVIOUS.find((one) => one === event.currentTarget.value)
            if (chosen) changeDryRun({ previous: chosen })
          }}
        >
          {PREVIOUS.map((one) => (
            <option key={one} value={one}>
              {t(`lab.previous.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <div class="field">
        <span class="field-label">{t('lab.memory')}</span>
        <Choice
          label={t('lab.memory')}
          chosen={form.memory}
          onChoose={(memory) => changeDryRun({ memory })}
          options={[
            { value: 'nothing', text: t('lab.memory.nothing') },
            { value: 'now', text: t('lab.memory.now') },
          ]}
        />
        <span class="field-hint">{t('lab.memory.hint')}</span>
      </div>
      <div class="field" role="group" aria-labelledby="dry-switches">
        <span class="field-label" id="dry-switches">
          {t('lab.switches')}
        </span>
        <div class="chips">
          <Toggle
            text={t('lab.switches.autoReply')}
            on={form.autoReply}
            onChange={(autoReply) => changeDryRun({ autoReply })}
          />
          <Toggle text={t('lab.switches.paused')} on={form.paused} onChange={(paused) => changeDryRun({ paused })} />
          <Toggle text={t('lab.switches.away')} on={form.away} onChange={(away) => changeDryRun({ away })} />
        </div>
      </div>
    </>
  )
}
