/**
 * Why a file cannot be taken in. The words for each are in the catalogues (`import.error.<why>`).
 * - `unknown`: no format is recognised; `seen` says what it looks like
 * - `for-reading`: an export that is made for reading, like HTML or CSV
 * - `backup`: a backup of everything, which is restored, not imported
 * - `newer`: a version of our own format that this program does not know
 */
export type ImportTrouble =
  | 'unknown'
  | 'for-reading'
  | 'newer'
  | 'backup'
  | 'empty'
  | 'no-messages'
  | 'encoding'
  | 'broken-json'
  | 'truncated'
  | 'too-deep'
  | 'item-too-large'
  | 'line-too-long'
  | 'too-many'
  | 'zip-broken'
  | 'zip-truncated'
  | 'zip-encrypted'
  | 'zip-method'
  | 'zip-names'
  | 'zip-nested'
  | 'zip-bomb'
  | 'zip-entries'
  | 'unreadable'
  | 'changed'

/** Where it is: the file among those chosen, the entry of a zip, the line from 1. */
export interface ImportPlace {
  file?: string
  entry?: string
  line?: number
}

/** A file that cannot be taken in. Nothing has been written when it is thrown. */
export class ImportError extends Error {
  override name = 'ImportError'
  readonly why: ImportTrouble
  readonly place: ImportPlace
  /** What was found instead, for the words: a kind of file, keys, a version, an encoding. */
  readonly seen: string
  constructor(why: ImportTrouble, place: ImportPlace = {}, seen = '') {
    super(`${why}${place.line === undefined ? '' : ` in line ${place.line}`}${seen ? `: ${seen}` : ''}`)
    this.why = why
    this.place = place
    this.seen = seen
  }

  /** The same with more of the place known. */
  at(place: ImportPlace): ImportError {
    return new ImportError(this.why, { ...place, ...this.place }, this.seen)
  }
}
