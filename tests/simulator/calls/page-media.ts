import { gifOf } from '../gif.ts'
import { jpegOfBlocks } from '../jpeg.ts'
import type { Colour } from '../jpeg.ts'
import { avatarPicture } from '../pictures.ts'
import type { WireReply } from '../wire/message.ts'
import { fileReply } from './site-file.ts'

const WHITE: Colour = [0xff, 0xff, 0xff]
const GREY: Colour = [0xd0, 0xd4, 0xda]
const CIRCLE: Colour = [0x9a, 0xa4, 0xb2]

/** One pixel: what counters are answered with. */
const PIXEL = gifOf(1, [WHITE, WHITE, WHITE, WHITE], () => 0)
export const blankGif = (): WireReply => fileReply('pixel.gif', PIXEL)

/** Stands where a picture is still on its way. */
const LOADING = gifOf(24, [WHITE, GREY, CIRCLE, CIRCLE], (x, y) => {
  const distance = Math.hypot(x - 11.5, y - 11.5)
  return distance > 8 && distance < 11 ? (x > y ? 1 : 2) : 0
})
export const loadingGif = (): WireReply => fileReply('loading.gif', LOADING)

/** The avatar of somebody whose own has not come. */
const PERSONLESS = avatarPicture(40)
export const personless = (): WireReply => fileReply('avatar.jpg', PERSONLESS)

const WALLPAPER_SIZE = 256
/** The ground of the page, number 0 to 28: one calm colour that gets darker downwards. */
export function wallpaper(number: number): WireReply {
  const turn = (number * 47) % 360
  const channel = (shift: number): number => 96 + 40 * Math.cos(((turn + shift) * Math.PI) / 180)
  const picture = jpegOfBlocks(WALLPAPER_SIZE, (x, y) => {
    const shade = 1.1 - (0.5 * (x + 2 * y)) / (3 * WALLPAPER_SIZE)
    return [channel(0) * shade, channel(120) * shade, channel(240) * shade]
  })
  return fileReply('wallpaper.jpg', picture)
}

const RATE = 8000
/** The sound of a new message: two short tones. The name says mp3; browsers look at the bytes. */
export function jingle(): WireReply {
  const samples = Array.from({ length: RATE * 0.24 }, (_, i) => {
    const half = i < RATE * 0.12
    const at = half ? i : i - RATE * 0.12
    return Math.round(128 + 40 * Math.exp(-at / 300) * Math.sin((2 * Math.PI * (half ? 660 : 880) * i) / RATE))
  })
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20) // no compression
  head.writeUInt16LE(1, 22) // one channel
  head.writeUInt32LE(RATE, 24)
  head.writeUInt32LE(RATE, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(samples.length, 40)
  return fileReply('jingle.wav', Buffer.concat([head, Buffer.from(samples)]))
}
