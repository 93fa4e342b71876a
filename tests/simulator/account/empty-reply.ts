import type { EmptyForm } from '../settings.ts'
import { failure, html, json, nginxPage } from '../wire/message.ts'
import type { WireReply } from '../wire/message.ts'

/** The reply to a poll whose hold ran out, in one of the shapes seen over the years (docs/SIMULATOR.md has the table). */
export function emptyReply(form: EmptyForm, holdSeconds: number): WireReply {
  switch (form) {
    case '100012': {
      const cost = Math.max(0, holdSeconds - 0.043634).toFixed(9)
      return json({ errmsg: 'error', retcode: 100012, retmsg: `cmd[qconnect.0], errmsg[RecvTimeout], cost[${cost}s]` })
    }
    case 'retmsg-ok':
      return json({ errmsg: 'error', retcode: 0, retmsg: 'ok' })
    case 'error!!!':
      return json({ errmsg: 'error!!!', retcode: 0 })
    case '102':
      return json({ retcode: 102, errmsg: '' })
    case '1202':
      return failure(1202)
    case '100100':
      return failure(100100)
    case 'ok-string':
      return json({ retcode: 0, result: 'ok' })
    case 'empty-list':
      return json({ retcode: 0, result: [] })
    case 'null-result':
      return json({ retcode: 0, result: null })
    case 'empty-body':
      return html('')
    case '502':
      return nginxPage(502)
    case '504':
      return nginxPage(504)
    case 'reset':
      return 'reset'
  }
}
