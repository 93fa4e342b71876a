import type { Palette } from './palette.ts'

/** Of a saved PNG: pixels a CSS pixel, sharp on any screen. */
const SCALE = 2
/** Room around the picture, px, and for its title above. */
const ROOM = 16
const TITLE_ROOM = 32
const SVG = 'http://www.w3.org/2000/svg'

/** A drawn picture as a file that needs nothing else: on a ground of its own, with its title in it. */
export function toSvgText(picture: SVGSVGElement, title: string, { surface, text }: Palette): string {
  const { width, height } = sizeOf(picture)
  const file = document.createElementNS(SVG, 'svg')
  const whole = { width: width + 2 * ROOM, height: height + ROOM + TITLE_ROOM + ROOM }
  file.setAttribute('width', String(whole.width))
  file.setAttribute('height', String(whole.height))
  file.setAttribute('viewBox', `0 0 ${whole.width} ${whole.height}`)
  const ground = document.createElementNS(SVG, 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', surface)
  const heading = document.createElementNS(SVG, 'text')
  heading.setAttribute('x', String(ROOM))
  heading.setAttribute('y', String(ROOM + 14))
  heading.setAttribute('fill', text)
  heading.setAttribute('font-family', 'system-ui, sans-serif')
  heading.setAttribute('font-size', '14')
  heading.setAttribute('font-weight', '600')
  heading.textContent = title
  const inner = picture.cloneNode(true)
  if (inner instanceof SVGSVGElement) {
    inner.removeAttribute('role')
    inner.setAttribute('x', String(ROOM))
    inner.setAttribute('y', String(ROOM + TITLE_ROOM - 8))
  }
  file.append(ground, heading, inner)
  return new XMLSerializer().serializeToString(file)
}

/** The same as a PNG. @throws Error when the browser cannot draw it */
export async function toPng(svg: string): Promise<Blob> {
  const image = new Image()
  // Not a blob: address: the policy of the page lets pictures come from `data:` only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * SCALE
  canvas.height = image.naturalHeight * SCALE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('No canvas')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture'))), 'image/png')
  })
}

/** Hands a file to the browser to save. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Later: the browser may begin to read it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function sizeOf(picture: SVGSVGElement): { width: number; height: number } {
  return { width: Number(picture.getAttribute('width')), height: Number(picture.getAttribute('height')) }
}
