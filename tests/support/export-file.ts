import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const SCHEMA = join(import.meta.dirname, '../../public/schema/smartqq-companion-export-3.schema.json')

/** The part of an export that stories look at; the published schema has the whole. */
export interface ExportFile {
  account: { number: string; nick: string | null }
  conversations: {
    kind: 'friend' | 'group' | 'discuss'
    title: string | null
    count: number
    messages: { direction: 'in' | 'out'; authorName: string | null; text: string; at: string }[]
  }[]
  people: Record<string, unknown>
}

/**
 * Reads an exported file and holds it against the published schema.
 * @throws {Error} With every place where it differs.
 */
export function readExport(text: string): ExportFile {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true })
  addFormats.default(ajv)
  const isExport = ajv.compile<ExportFile>(JSON.parse(readFileSync(SCHEMA, 'utf8')))
  const file: unknown = JSON.parse(text)
  if (isExport(file)) return file
  const places = (isExport.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  throw new Error(`The export does not follow its schema:\n${places.join('\n')}`)
}
