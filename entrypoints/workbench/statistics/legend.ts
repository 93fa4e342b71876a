import type { Palette } from './palette.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** Room a legend takes at the foot of a picture, px. */
export const LEGEND_HEIGHT = 28
const SQUARE = 12
/** Between a square and its number, and between a number and the next square, px. */
const GAP = 5
const STEP_GAP = 14
/** About what a character of a number takes, px. */
const CHARACTER = 7

/** Most squares with a colour of their own, beside that of nothing. */
const MOST_STEPS = 5
/** For the words behind the squares, px. */
const UNIT_ROOM = 72

/** What a colour stands for. */
export interface LegendStep {
  colour: string
  label: string
}

/** Counts from one to the most, at equal distances of a scale by square root: as many as there is room for (px), each once. */
export function legendCounts(most: number, number: (count: number) => string, room: number): number[] {
  for (let steps = MOST_STEPS; ; steps -= 1) {
    const counts = evenCounts(Math.max(1, most), steps)
    const width = [0, ...counts].reduce((sum, count) => sum + stepWidth(number(count)), 0)
    if (steps === 2 || width + UNIT_ROOM <= room) return counts
  }
}

function evenCounts(most: number, steps: number): number[] {
  const end = Math.sqrt(most)
  const counts = Array.from({ length: steps }, (_, step) => Math.round((1 + (step / (steps - 1)) * (end - 1)) ** 2))
  return [...new Set(counts)]
}

function stepWidth(label: string): number {
  return SQUARE + GAP + label.length * CHARACTER + STEP_GAP
}

/** Puts a legend at the foot of a picture that has room for it: squares with what they stand for, and of what. */
export function addLegend(
  picture: SVGSVGElement,
  left: number,
  steps: readonly LegendStep[],
  unit: string,
  palette: Palette,
): void {
  const legend = document.createElementNS(SVG, 'g')
  legend.setAttribute('class', 'legend')
  const top = Number(picture.getAttribute('height')) - SQUARE - 4
  let x = left
  for (const { colour, label } of steps) {
    const square = document.createElementNS(SVG, 'rect')
    const size = { x, y: top, width: SQUARE, height: SQUARE, rx: 2, fill: colour }
    for (const [name, value] of Object.entries(size)) square.setAttribute(name, String(value))
    legend.append(square, words(label, x + SQUARE + GAP))
    x += stepWidth(label)
  }
  legend.append(words(unit, x))
  picture.append(legend)

  function words(content: string, at: number): SVGTextElement {
    const text = document.createElementNS(SVG, 'text')
    const place = { x: at, y: top + SQUARE - 2, fill: palette.muted, 'text-anchor': 'start' }
    for (const [name, value] of Object.entries(place)) text.setAttribute(name, String(value))
    text.textContent = content
    return text
  }
}
