// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { DamageLine } from '../../../../../entrypoints/workbench/chats/damage-line.tsx'
import { firstPageIsThere } from '../../../../../entrypoints/workbench/chats/first-page.ts'
import { alsoSpeak, archiveWords } from '../../../../../lib/i18n/t.ts'
import { speak } from '../lab/lab-words.ts'
import { aContact } from '../../pages/archive-with.ts'

const piece = (conversation: string, messages: number) => ({ conversation, from: 1, to: 2, messages })

beforeEach(async () => {
  alsoSpeak(archiveWords)
  await speak()
  firstPageIsThere()
})
afterEach(cleanup)

it('says how many messages of a conversation are lost, those that came under an earlier id too, once somebody met them', async () => {
  const store = await archive()
  await store.commit({ contacts: [aContact('xm')], aliases: [{ from: 'earlier', to: 'xm', why: 'user', at: 1 }] })
  const damage = vi.spyOn(store, 'damage').mockResolvedValue([])
  const { container, rerender } = render(<DamageLine conversation="xm" after={1} />)
  await vi.waitFor(() => expect(damage).toHaveBeenCalledOnce())
  expect(container.textContent).toBe('')

  damage.mockResolvedValue([piece('xm', 1_000), piece('earlier', 20), piece('other', 4)])
  rerender(<DamageLine conversation="xm" after={2} />)
  expect((await screen.findByRole('status')).textContent).toBe('1,020 条消息读不出来了 存储')
  expect(screen.getByRole('link', { name: '存储' }).getAttribute('href')).toBe('#/storage')
  rerender(<DamageLine conversation={null} after={3} />)
  await vi.waitFor(() => expect(screen.getByRole('status').textContent).toContain('1,024'))
})
