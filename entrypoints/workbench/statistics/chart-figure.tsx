import { effect, signal } from '@preact/signals'
import { Component, createRef } from 'preact'
import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { DownloadIcon } from '../../../lib/ui/icons.tsx'
import { preferences } from '../stored.ts'
import type * as charts from './charts.ts'
import { readPalette } from './palette.ts'
import { saveFile, toPng, toSvgText } from './save-picture.ts'

type Charts = typeof charts

interface ChartFigureProps {
  title: string
  /** Name of the saved file, without its ending. */
  fileName: string
  /** Draws the picture; called again when what it draws, the theme or the language has changed. */
  draw: (charts: Charts, look: charts.Look) => SVGSVGElement
  /** The same numbers as a table, for who cannot see the picture. */
  table: () => ComponentChildren
  /** What stands between title and picture. */
  children?: ComponentChildren
}

/** Told when the system changes between light and dark. */
const systemTheme = signal(0)
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => (systemTheme.value += 1))

/** A picture with its title, its numbers as a table, and the two ways to save it. */
export class ChartFigure extends Component<ChartFigureProps> {
  private readonly place = createRef<HTMLDivElement>()
  private readonly isTable = signal(false)
  private readonly failed = signal<'draw' | 'save' | null>(null)
  private picture: SVGSVGElement | null = null
  /** What there is room for, px; a picture is drawn anew when it changes. */
  private readonly room = signal(0)
  private observer: ResizeObserver | null = null
  private stop = () => {}

  override componentDidMount(): void {
    const place = this.place.current
    if (!place) return
    this.room.value = place.clientWidth
    this.observer = new ResizeObserver(() => (this.room.value = place.clientWidth))
    this.observer.observe(place)
    this.stop = effect(() => {
      void systemTheme.value
      void preferences.value.theme
      void language.value
      void this.room.value
      void this.redraw()
    })
  }

  override componentDidUpdate(): void {
    void this.redraw()
  }

  override componentWillUnmount(): void {
    this.stop()
    this.observer?.disconnect()
  }

  private readonly redraw = async (): Promise<void> => {
    try {
      const drawing = await import('./charts.ts')
      const look = {
        palette: readPalette(document.documentElement),
        language: language.value,
        number: formatNumber,
        room: this.room.peek(),
      }
      const picture = this.props.draw(drawing, look)
      picture.setAttribute('role', 'img')
      picture.setAttribute('aria-label', this.props.title)
      this.picture = picture
      this.place.current?.replaceChildren(picture)
      this.failed.value = null
    } catch (error) {
      log('chart-failed', { error: error instanceof Error ? error.name : 'unknown' })
      this.failed.value = 'draw'
    }
  }

  private readonly save = async (kind: 'svg' | 'png'): Promise<void> => {
    if (!this.picture) return
    try {
      const svg = toSvgText(this.picture, this.props.title, readPalette(document.documentElement))
      const file = kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await toPng(svg)
      saveFile(file, `${this.props.fileName}.${kind}`)
      this.failed.value = null
    } catch (error) {
      log('picture-failed', { error: error instanceof Error ? error.name : 'unknown' })
      this.failed.value = 'save'
    }
  }

  render() {
    const { title, table, children } = this.props
    return (
      <figure class="chart">
        <figcaption class="chart-head">
          <h2>{title}</h2>
          <span class="chart-buttons">
            <Button
              look="quiet"
              expanded={this.isTable.value}
              onClick={() => (this.isTable.value = !this.isTable.value)}
            >
              {t('statistics.table')}
            </Button>
            <Button
              look="quiet"
              label={t('statistics.save.label', { kind: 'SVG', title })}
              onClick={() => void this.save('svg')}
            >
              <DownloadIcon />
              SVG
            </Button>
            <Button
              look="quiet"
              label={t('statistics.save.label', { kind: 'PNG', title })}
              onClick={() => void this.save('png')}
            >
              <DownloadIcon />
              PNG
            </Button>
          </span>
        </figcaption>
        {children}
        {this.failed.value ? (
          <p class="field-problem" role="alert">
            {t(`statistics.failed.${this.failed.value}`)}
          </p>
        ) : null}
        <div class="chart-picture" ref={this.place} tabIndex={0} role="region" aria-label={title} />
        {this.isTable.value ? (
          <div class="chart-table" tabIndex={0} role="region" aria-label={`${title} · ${t('statistics.table')}`}>
            {table()}
          </div>
        ) : null}
      </figure>
    )
  }
}
