import { LIMITS } from '../limits.ts'
import { nameOf, qqNumberOf } from '../values.ts'

/** Somebody as QQ's own exports name them: `昵称(12345)`, `昵称<mail@example.com>`, or the name alone. */
export interface QqAuthor {
  ref: string
  name: string | null
  number: string | null
}

const NUMBERED = /^(.*?)[(（](\d{5,12})[)）]$/su
const MAILED = /^(.*?)<([^<>\s]+@[^<>\s]+)>$/su
/** Levels and roles that QQ puts before the name in groups. */
const RANK = /^【[^【】]{1,12}】/u

/** What our own text export puts before names: marks, and empty brackets that end them. */
const MARKS = /^(?:【(?:自动回复|待确认|已撤回)】)+|^(?=【】)/u

/** The head of a message: who wrote it (null: the service itself), and whether it was taken back. */
export function qqHeadOf(head: string): { author: QqAuthor | null; recalled: boolean } {
  const marks = MARKS.exec(head)?.[0] ?? ''
  const rest = head.slice(marks.length)
  const isLiteral = rest.startsWith('【】')
  return { author: qqAuthorOf(isLiteral ? rest.slice(2) : rest, isLiteral), recalled: marks.includes('【已撤回】') }
}

/** Takes an author apart; null for the service itself. `isLiteral`: brackets at the beginning belong to the name. */
export function qqAuthorOf(head: string, isLiteral = false): QqAuthor | null {
  const shown = head.trim()
  if (shown === '' || shown === '系统消息(10000)' || shown === '系统消息') return null
  // Nobody's name is longer; what pretends to be one is not looked at closely.
  if (shown.length > LIMITS.name) return { ref: `name ${nameOf(shown)}`, name: nameOf(shown), number: null }
  const nameIn = (name = '') => nameOf(isLiteral ? name : name.replace(RANK, ''))
  const numbered = NUMBERED.exec(shown)
  const number = qqNumberOf(numbered?.[2])
  if (number === '10000') return null
  if (numbered && number !== null) return { ref: `number ${number}`, name: nameIn(numbered[1]), number }
  const mailed = MAILED.exec(shown)
  if (mailed) return { ref: `mail ${mailed[2]}`, name: nameIn(mailed[1]), number: null }
  // Our own export ends a name so that only looks like one with a number.
  const name = shown.endsWith('()') ? shown.slice(0, -2) : shown
  return { ref: `name ${name}`, name: nameOf(name), number: null }
}
