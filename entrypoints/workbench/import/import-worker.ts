import { openArchive } from '../../../lib/archive/open.ts'
import { createImportDesk } from './import-desk.ts'
import type { Report, Request } from './worker-words.ts'

// Reading and comparing takes minutes for a large file: here it holds up nobody.
const desk = createImportDesk(openArchive, (report: Report) => self.postMessage(report))
self.addEventListener('message', ({ data }: MessageEvent<Request>) => desk(data))
