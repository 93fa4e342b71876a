import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { archive } from '../../pages/archive.ts'
import { DryRunFields } from './dry-run-fields.tsx'
import { tryMessage } from './dry-run-form.ts'
import { DryRunResult } from './dry-run-result.tsx'

interface DryRunViewProps {
  /** Key of the message to begin with. */
  message: string | null
  /** The rule that is meant: shown first and open. */
  rule: string | null
}

/** A message that could come, and what the rules would do about it. Nothing is ever sent. */
export class DryRunView extends Component<DryRunViewProps> {
  override componentDidMount(): void {
    void begin(this.props.message)
  }

  override componentDidUpdate({ message }: DryRunViewProps): void {
    if (message !== this.props.message) void begin(this.props.message)
  }

  render() {
    return (
      <>
        <p class="muted">{t('lab.dryRun.intro')}</p>
        <div class="lab-sides">
          <DryRunFields />
          <DryRunResult asked={this.props.rule} />
        </div>
      </>
    )
  }
}

/** A message that is not there any more leaves the form as it is. */
async function begin(key: string | null): Promise<void> {
  if (key === null) return
  const found = await archive().then(
    (open) => open.message(key),
    () => undefined,
  )
  if (found) tryMessage(found)
}
