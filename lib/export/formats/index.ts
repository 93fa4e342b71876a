import type { ExportFormat, FormatId } from '../ports.ts'
import { chatlabJson } from './chatlab-json.ts'
import { chatlabJsonl } from './chatlab-jsonl.ts'
import { csv } from './csv.ts'
import { html } from './html.ts'
import { jsonFormat } from './json.ts'
import { jsonlFormat } from './jsonl.ts'
import { markdown } from './markdown.ts'
import { telegram } from './telegram.ts'
import { txt } from './txt.ts'

/** Every format that an export can be written in. */
export const FORMATS: Readonly<Record<FormatId, ExportFormat>> = {
  json: jsonFormat,
  jsonl: jsonlFormat,
  'chatlab-json': chatlabJson,
  'chatlab-jsonl': chatlabJsonl,
  telegram,
  csv,
  txt,
  markdown,
  html,
}
