import { signal } from '@preact/signals'
import { Component } from 'preact'
import type { Archive } from '../../../lib/archive/port.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { archive } from '../../pages/archive.ts'
import { canonicalId } from '../../pages/canonical.ts'
import { STORAGE_ADDRESS } from '../route.ts'
import { afterFirstPage } from './first-page.ts'

interface DamageLineProps {
  /** Null: of all conversations. */
  conversation: ContactId | null
  /** What is on the screen. Damage is known once somebody has tried to read there, so with anything else it is asked anew. */
  after: unknown
}

/** Says that messages cannot be read back, where one might believe that all of them are there. Leads to where they were. */
export class DamageLine extends Component<DamageLineProps> {
  private readonly lost = signal(0)

  override componentDidMount(): void {
    void this.ask()
  }

  override componentDidUpdate({ after }: DamageLineProps): void {
    if (after !== this.props.after) void this.ask()
  }

  private async ask(): Promise<void> {
    try {
      await afterFirstPage
      const damage = await damageOf(await archive(), this.props.conversation)
      this.lost.value = damage.reduce((sum, { messages }) => sum + messages, 0)
    } catch (error) {
      // Whoever shows the messages says why nothing can be read.
      log('damage-unreadable', { error: error instanceof Error ? error.name : 'unknown' })
    }
  }

  render() {
    if (this.lost.value === 0) return null
    return (
      <p class="damage-line word-bad small" role="status">
        {t('storage.damage', { count: this.lost.value })} <a href={STORAGE_ADDRESS}>{t('nav.storage')}</a>
      </p>
    )
  }
}

async function damageOf(open: Archive, conversation: ContactId | null): ReturnType<Archive['damage']> {
  const all = await open.damage()
  if (conversation === null || all.length === 0) return all
  // Blocks carry the id that their messages came with: it may have been merged into another one since.
  const account = (await open.contact(conversation))?.account
  const aliases = account === undefined ? [] : await open.aliases(account)
  return all.filter((piece) => canonicalId(aliases, piece.conversation) === conversation)
}
