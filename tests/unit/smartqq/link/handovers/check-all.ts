import type { Disk } from './background-life.ts'
import type { MemoryService } from './memory-service.ts'

export interface Counts {
  /** Messages. */
  handedOut: number
  /** Polls of pages that brought something. */
  byPage: number
  /** Messages that went with their document: it was frozen, or the worker had just died. */
  missed: number
  replies: number
  /** Sent while a page had the line. */
  besidePage: number
  userSent: number
}

/**
 * Compares what the service has done with what is on disk.
 * @param lost texts of polls that went with their document
 * @param isOurs somebody should be listening in the login of the jar
 */
export function checkAll(
  service: MemoryService,
  disk: Disk,
  lost: ReadonlySet<string>,
  isOurs: boolean,
): { faults: string[]; counts: Counts } {
  const faults: string[] = []
  const journal = Map.groupBy(
    disk.journal.flatMap(({ items, account, epoch }) =>
      items.map((item) => ({ key: JSON.stringify(item), account, epoch })),
    ),
    ({ key }) => key,
  )
  const sessionOf = new Map<string, string>()
  let handedOut = 0
  let missed = 0
  for (const { to, account, session, items } of service.handedOut) {
    handedOut += items.length
    const isLost = [...lost].some((text) => items.every((item) => text.includes(JSON.stringify(item))))
    for (const item of items) {
      const key = JSON.stringify(item)
      const kept = journal.get(key) ?? []
      if (kept.length === 0 && isLost) missed++
      else if (kept.length === 0) faults.push(`not in the journal, handed out to the ${to}: ${key}`)
      for (const login of kept) {
        if (login.account !== account) faults.push(`under another account: ${key}`)
        const name = `${account} ${session.id}`
        if ((sessionOf.get(login.epoch) ?? name) !== name) faults.push(`one name for two logins: ${key}`)
        sessionOf.set(login.epoch, name)
      }
    }
  }
  const sent = service.all().flatMap(({ sent: log }) => log.since(0).map(({ text }) => text))
  if (new Set(sent).size < sent.length) faults.push(`sent twice: ${sent.toSorted().join(' ')}`)
  const live = service.living()
  const queued = service.phone().polls.queued()
  if (isOurs && live && service.jar.get('p_skey') === live.pSkey && queued > 0)
    faults.push(`${queued} left at the service`)
  const replies = disk.rows.filter(({ state }) => state === 'sent')
  return {
    faults,
    counts: {
      handedOut,
      byPage: service.handedOut.filter(({ to }) => to === 'page').length,
      missed,
      replies: replies.length,
      besidePage: replies.filter(({ besidePage }) => besidePage).length,
      userSent: disk.userSent.length,
    },
  }
}
