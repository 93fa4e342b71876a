import { afterEach, describe, expect, it } from 'vitest'
import { createSmartqqBackend } from '../../../../lib/smartqq/link/backend.ts'
import { linkWorld, soon } from './world.ts'

const never = new AbortController().signal
const words = [{ type: 'text' as const, text: '在吗' }]
const worlds: ReturnType<typeof linkWorld>[] = []

/** Somebody logged in, whose messages are answered with `reply`. */
async function sends(reply: Record<string, unknown> | null) {
  const link = linkWorld({ sendFriend: () => reply })
  worlds.push(link)
  await link.online()
  const backend = createSmartqqBackend(link.connection, {
    skey: () => link.ports.cookies.get('skey'),
    sleep: () => Promise.resolve(),
  })
  const target = { account: '10001', epoch: link.saved!.epoch, kind: 'person', number: 5 } as const
  return { link, send: () => backend.send(target, words, never) }
}

afterEach(() => Promise.all(worlds.splice(0).map((link) => link.end())))

describe('the answer to a send', () => {
  it.each([103, 100000, 100012])(
    'that makes the session doubtful (%s) has it tested beside the held poll',
    async (retcode) => {
      const { link, send } = await sends({ retcode })
      await send()
      await soon(() => expect(link.service.count('online')).toBe(2))
      expect([link.service.polling(), link.service.count('poll')]).toEqual([1, 1])
    },
  )

  it('has a dead session taken up again without waiting for the poll', async () => {
    const { link, send } = await sends({ retcode: 103 })
    link.service.script.online = () =>
      link.service.count('login2') > 1 ? { retcode: 0, result: [] } : { retcode: 103 }
    await send()
    await soon(() => expect([link.service.count('login2'), link.service.count('poll')]).toEqual([2, 2]))
    expect(link.service.count('sendFriend')).toBe(1)
  })

  it.each([{ errCode: 0, msg: 'send ok' }, { retcode: 1202 }, { retcode: 100001 }, null])(
    'that says nothing about it leaves the session alone: %j',
    async (reply) => {
      const { link, send } = await sends(reply)
      await send()
      expect(link.service.count('online')).toBe(1)
    },
  )

  it('that renews ptwebqq is taken over, and the message stays uncertain', async () => {
    const { link, send } = await sends({ retcode: 116, p: 'renewed' })
    expect(await send()).toEqual({ kind: 'uncertain', code: 116 })
    expect([link.saved?.tickets.ptwebqq, link.cookies.ptwebqq]).toEqual(['renewed', 'renewed'])
  })
})

describe('the numbers of our messages', () => {
  it('are none that a page of this login can use, and go on across the death of the worker', async () => {
    const { link, send } = await sends({ errCode: 0 })
    const { saves } = link
    await send()
    await send()
    const numberOf = (body: string | null) =>
      (JSON.parse(new URLSearchParams(body ?? '').get('r') ?? '{}') as { msg_id: number }).msg_id
    const used = link.service.requests
      .filter(({ endpoint }) => endpoint === 'sendFriend')
      .map(({ body }) => numberOf(body))
    expect(used[1]).toBe(used[0]! + 1)
    expect(used[0]).toBeGreaterThan(99_999_999)
    expect(link.saved?.lastMsgId).toBe(used[0]! + 9)
    expect(link.saves).toBe(saves + 1)
  })
})
