import type { Settings } from '../settings.ts'
import { withEntities } from '../wire/text.ts'

/** A part of a message as the sender wrote it: plain text, or an array such as `["face", 14]`. */
export type Part = string | readonly [string, ...unknown[]]

/** How a message was written, where that shows in what arrives. */
export type Manner = {
  /** From a phone: its faces arrive as 0 since spring 2017. */
  fromPhone?: boolean
  /** A magic face: one empty string and no font. */
  magicFace?: boolean
  /** The first text is the end of a font that a client wrote wrongly, control characters and all. */
  brokenFont?: boolean
}

/** What of the settings decides how a message arrives. */
export type ContentSettings = Pick<Settings, 'itemFormat' | 'pictures' | 'faces' | 'phoneFaces'>

const FONT = ['font', { size: 10, color: '000000', style: [0, 0, 0], name: '微软雅黑' }] as const
const PICTURES = new Set(['cface', 'offpic', 'pic_id', 'image'])
const LAST_MAPPED_FACE = 170
/** Longer texts arrive with nothing but the font. Characters. */
const LONGEST_ARRIVING = 1000
/** As Mojo met it. */
const BROKEN_FONT = ' \0\n\0\0\0\0\u0002宋体\r'

function faceOf(number: unknown, settings: ContentSettings, manner: Manner): unknown {
  if (manner.fromPhone === true && settings.phoneFaces === 'lost') return 0
  return settings.faces === 'mapped' && Number(number) > LAST_MAPPED_FACE ? 0 : number
}

/**
 * The `content` of a received message: the font first, texts with entities, what the server of the day strips stripped.
 * The font's keys are in the order of the old recordings.
 */
export function toContent(parts: readonly Part[], settings: ContentSettings, manner: Manner = {}): unknown[] {
  if (manner.magicFace === true) return ['']
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)
  if (length > LONGEST_ARRIVING) return [FONT]
  const arriving = parts.flatMap((part): unknown[] => {
    if (typeof part === 'string') return [withEntities(part)]
    if (part[0] === 'font' || (PICTURES.has(part[0]) && settings.pictures === 'stripped')) return []
    return [part[0] === 'face' ? ['face', faceOf(part[1], settings, manner)] : part]
  })
  return [FONT, ...(manner.brokenFont === true ? [BROKEN_FONT] : []), ...arriving]
}
