import { describe, expect, it } from 'vitest'
import type { Handle, HandleKind } from '../../../../lib/chat/handle.ts'
import { askRealNumbers } from '../../../../lib/smartqq/link/real-numbers.ts'
import type { NumberParts } from '../../../../lib/smartqq/link/real-numbers.ts'
import { NetworkError, RefusedError } from '../../../../lib/smartqq/wire/errors.ts'

const handle = (kind: HandleKind, number: number): Handle => ({ account: '1', epoch: 'e', kind, number })
const friend = (number: number, nick: string, remark: string | null = null) => ({
  handle: handle('person', number),
  nick,
  remark,
  category: null,
  number: null,
})
const never = new AbortController().signal

function world(client: Partial<NumberParts['client']> = {}) {
  const asked: string[] = []
  const closed = (call: 'qunFriends' | 'qunGroups' | 'realNumber') => () => Promise.reject(new RefusedError(call, 1))
  const parts: NumberParts = {
    client: {
      qunFriends: closed('qunFriends'),
      qunGroups: closed('qunGroups'),
      realNumber: closed('realNumber'),
      ...client,
    },
    skey: async () => '@skey',
    isAsked: (call) => asked.includes(call),
    asked: async (call) => void asked.push(call),
    groupCodes: { 90: 91 },
    sleep: async () => {},
  }
  return { parts, asked }
}

describe('askRealNumbers', () => {
  const friends = [friend(5, '阿强', '强哥'), friend(6, 'Lily'), friend(7, 'Lily'), friend(8, 'Tom')]
  const groups = [{ handle: handle('group', 90), name: '羽毛球', remark: '球友' }]

  it('joins the group pages by remark, else nick, and groups by their own name', async () => {
    const { parts } = world({
      qunFriends: async () => [
        { number: '105', name: '强哥', category: '同学' },
        { number: '106', name: 'Lily', category: null },
        { number: '108', name: 'Tom', category: null },
        { number: '109', name: 'Tom', category: '同学' },
      ],
      qunGroups: async () => [{ number: '376024301', name: '羽毛球', owner: null, role: 'member' }],
    })
    expect(await askRealNumbers(parts, { friends, groups }, never)).toEqual([
      { handle: handle('person', 5), number: '105' },
      { handle: handle('group', 90), number: '376024301' },
    ])
  })

  it('keeps what get_friend_uin2 gave before it refused', async () => {
    const asks: number[] = []
    const { parts, asked } = world({
      realNumber: async (number) => {
        asks.push(number)
        if (asks.length === 3) throw new NetworkError('realNumber', 'HTTP 502')
        return 100 + number
      },
    })
    expect(await askRealNumbers(parts, { friends, groups }, never)).toEqual([
      { handle: handle('person', 5), number: '105' },
      { handle: handle('person', 6), number: '106' },
    ])
    expect(asks).toEqual([5, 6, 7])
    expect(asked).toEqual(['qunFriends', 'qunGroups', 'realNumber'])
  })

  it('asks again after it was cut off itself', async () => {
    const stop = new AbortController()
    const { parts, asked } = world({
      realNumber: async (number) => {
        stop.abort()
        return 100 + number
      },
    })
    expect(await askRealNumbers(parts, { friends, groups }, stop.signal)).toHaveLength(1)
    expect(asked).toEqual(['qunFriends', 'qunGroups'])
  })

  it('lets a mistake of ours through', async () => {
    const { parts } = world({ qunFriends: () => Promise.reject(new TypeError('a mistake')) })
    await expect(askRealNumbers(parts, { friends, groups }, never)).rejects.toThrow(TypeError)
  })
})
