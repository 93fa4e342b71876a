import './drop-zone.css'
import { signal } from '@preact/signals'
import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { IMPORT_ADDRESS } from '../route.ts'
import { droppedFiles } from './dropped-files.ts'
import { importJob, openImport } from './import-job.ts'

const isOver = signal(false)

interface DropZoneProps {
  /** The page has a place of its own for files: what misses it is let fall, so that the browser does not leave for the file. */
  isOff: boolean
}

/** The whole window takes dropped files: they are opened on the import page. Shows itself only while something is dragged over it. */
export class DropZone extends Component<DropZoneProps> {
  /** A drag over a child leaves its parent: only the last one out counts. */
  private depth = 0

  override componentDidMount(): void {
    addEventListener('dragenter', this.enter)
    addEventListener('dragover', this.over)
    addEventListener('dragleave', this.leave)
    addEventListener('drop', this.drop)
  }

  override componentWillUnmount(): void {
    removeEventListener('dragenter', this.enter)
    removeEventListener('dragover', this.over)
    removeEventListener('dragleave', this.leave)
    removeEventListener('drop', this.drop)
  }

  private readonly enter = (event: DragEvent) => {
    if (!hasFiles(event)) return
    this.depth += 1
    isOver.value = this.takes()
  }

  private readonly over = (event: DragEvent) => {
    // A place of the page's own has taken it.
    if (!hasFiles(event) || event.defaultPrevented) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = this.takes() ? 'copy' : 'none'
  }

  private readonly leave = (event: DragEvent) => {
    if (!hasFiles(event)) return
    this.depth -= 1
    if (this.depth <= 0) isOver.value = false
  }

  private readonly drop = (event: DragEvent) => {
    if (!hasFiles(event)) return
    this.depth = 0
    isOver.value = false
    if (event.defaultPrevented) return
    event.preventDefault()
    if (!this.takes()) return
    if (event.dataTransfer) void takeIn(event.dataTransfer)
  }

  private takes(): boolean {
    return !this.props.isOff && importJob.value.state !== 'writing'
  }

  render() {
    if (!isOver.value) return null
    return (
      <div class="drop-zone" aria-hidden="true">
        <strong>{t('import.drop.here')}</strong>
      </div>
    )
  }
}

async function takeIn(dropped: DataTransfer): Promise<void> {
  const files = await droppedFiles(dropped)
  location.hash = IMPORT_ADDRESS
  openImport(files)
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}
