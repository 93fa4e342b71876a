import { beforeEach, describe, expect, it, vi } from 'vitest'
import { sendMessage } from '../../../lib/messaging.ts'
import { request, requestTrouble } from '../../../lib/ui/request.ts'

vi.mock(import('../../../lib/messaging.ts'), async (original) => ({ ...(await original()), sendMessage: vi.fn() }))

const answer = vi.mocked(sendMessage)

beforeEach(() => {
  requestTrouble.value = false
})

describe('request', () => {
  it('raises the trouble when nobody answers, and lowers it with the next answer', async () => {
    answer.mockRejectedValueOnce(new Error('Could not establish connection.'))
    expect(await request('deleteRule', 'r1')).toEqual({ answered: false })
    expect(requestTrouble.value).toBe(true)

    answer.mockResolvedValueOnce({ kind: 'saved' })
    expect(await request('saveRule', { id: 'r1' })).toEqual({ answered: true, value: { kind: 'saved' } })
    expect(requestTrouble.value).toBe(false)
    expect(answer).toHaveBeenLastCalledWith('saveRule', { id: 'r1' })
  })
})
