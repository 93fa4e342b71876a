import { fileNameProblem } from '../../../lib/export/file-name.ts'
import { parseQuery } from '../../../lib/search/query.ts'
import { orderTemplate } from './file-names.ts'
import type { ExportOrder } from './order.ts'
import { isBackwards } from './span-days.ts'

/** Which parts of the form keep an export from starting; each says itself what is wrong. */
export function formProblems(order: ExportOrder, chats: number): ('chats' | 'formats' | 'filter' | 'files')[] {
  const isWrong = {
    chats: chats === 0,
    formats: order.formats.length === 0,
    filter: (order.span === 'days' && isBackwards(order)) || parseQuery(order.words).mistakes.length > 0,
    files: fileNameProblem(orderTemplate(order)) !== null,
  }
  return (['chats', 'formats', 'filter', 'files'] as const).filter((part) => isWrong[part])
}
