import type { Controls, Status } from '../../lib/settings.ts'

/** Nothing is the matter that would need words and something to do: then the panel for that is not even fetched. */
export function isWell(status: Status, { stopped, autoReply }: Controls): boolean {
  if (stopped !== null && autoReply) return false
  if (status.state === 'online') return status.pageStopped !== true
  return status.state === 'starting' || status.state === 'connecting'
}
