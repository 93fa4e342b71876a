/** Colours of a picture, resolved: a saved file has no page around it that could tell them. */
export interface Palette {
  text: string
  muted: string
  line: string
  surface: string
  accent: string
  accentGround: string
  mine: string
}

/** The colours of the page as it looks now. */
export function readPalette(root: HTMLElement): Palette {
  const style = getComputedStyle(root)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    text: token('--text'),
    muted: token('--muted'),
    line: token('--line'),
    surface: token('--surface'),
    accent: token('--accent'),
    accentGround: token('--accent-ground'),
    mine: token('--good'),
  }
}
