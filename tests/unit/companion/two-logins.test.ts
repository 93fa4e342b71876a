import { describe, expect, it, vi } from 'vitest'
import { BackendError } from '../../../lib/backend.ts'
import { companionWorld, friendRow, fromFriend, handle, inGroup, LOGIN, NOON } from './world.ts'
import type { World } from './world.ts'

/** A page of another account than the one that is logged in here. */
const THEIRS = { account: '10002', epoch: 'login-of-the-page' }

const toThem = (number: number, text: string) => fromFriend(number, text, { to_uin: 10002 })
const reasons = async (world: World) => (await world.decisions()).map(({ outcome }) => outcome)

describe('what a page of another login receives', () => {
  it('is archived as its account’s, decided about, and never answered', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    const asked = vi.spyOn(world.parts.backend, 'directory')
    const members = vi.spyOn(world.parts.backend, 'members')
    const there = inGroup(5, '在吗', { to_uin: 10002 })
    await world.companion.receive(THEIRS, [toThem(5, '在吗'), there], world.now, 'page')
    await world.through()
    const all = await world.messages()
    expect(all).toMatchObject([
      { ...THEIRS, text: '在吗', source: 'page', kind: 'friend', authorName: null },
      { ...THEIRS, text: '在吗', source: 'page', kind: 'group' },
    ])
    expect(await reasons(world)).toEqual([
      { kind: 'none', why: 'other-login', ruleId: 'r1' },
      { kind: 'none', why: 'other-login', ruleId: 'r1' },
    ])
    expect(await world.archive.outbox(['pending', 'sending', 'sent', 'dropped', 'uncertain'])).toEqual([])
    expect(await world.archive.contacts(LOGIN.account)).toHaveLength(1)
    // Whoever is nobody there is not asked about here, where the numbers are other people's.
    expect(asked).not.toHaveBeenCalled()
    expect(members).not.toHaveBeenCalled()
  })

  it('is not mistaken for a mention of the one who is logged in here', async () => {
    const world = await companionWorld({ rules: [] })
    const item = inGroup(5, `@${LOGIN.nick} 在吗`, { to_uin: 10002 })
    await world.companion.receive(THEIRS, [item], world.now, 'page')
    await world.companion.receive(LOGIN, [inGroup(5, `@${LOGIN.nick} 在吗`)], world.now, 'page')
    await world.through()
    expect((await world.messages()).map(({ account, mentionsMe }) => [account, mentionsMe])).toEqual([
      ['10002', false],
      ['10001', true],
    ])
  })

  it('is not answered while nobody is logged in here either', async () => {
    const world = await companionWorld()
    world.login = null
    await world.companion.receive(THEIRS, [toThem(5, '在吗')], world.now, 'page')
    await vi.waitFor(async () =>
      expect(await reasons(world)).toEqual([{ kind: 'none', why: 'not-logged-in', ruleId: 'r1' }]),
    )
    expect(await world.archive.outbox(['pending'])).toEqual([])
  })

  it('is answered by the login that it came to once that is up again after a death', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    const { account, epoch } = LOGIN
    const items = [fromFriend(5, '在吗')]
    await world.archive.journal({ account, epoch, receivedAt: NOON, serverAt: NOON, items, source: 'page' })
    world.login = null
    const other = world.again()
    await other.recover()
    expect(await world.archive.outbox(['pending'])).toHaveLength(1)
    world.login = LOGIN
    other.wakeOutbox()
    await vi.waitFor(() => expect(world.sent).toMatchObject([{ to: handle(5), text: '稍后回复' }]))
    expect((await world.messages())[0]).toMatchObject({ source: 'page' })
  })

  it('of an earlier login of the same account is not answered under the numbers of this one', async () => {
    const world = await companionWorld()
    world.profile = () => Promise.reject(new BackendError('refused', 'asked'))
    await world.companion.receive({ ...LOGIN, epoch: 'login-0' }, [fromFriend(5, '在吗')], world.now)
    await world.through()
    expect(await reasons(world)).toEqual([{ kind: 'none', why: 'other-login', ruleId: 'r1' }])
    expect(world.sent).toEqual([])
  })
})

describe('openChat', () => {
  it('says whom the chat is with in the login that is up, or that nobody knows', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    const clues = { title: '阿强', kind: 'friend' as const, chosen: null, authors: [5] }
    expect(await world.companion.openChat(clues)).toEqual({ state: 'known', contact: await world.contactOf(5) })
    expect(await world.companion.openChat({ ...clues, authors: [6] })).toEqual({ state: 'unknown', title: '阿强' })
    world.login = { ...LOGIN, epoch: 'login-2' }
    expect(await world.companion.openChat(clues)).toEqual({ state: 'unknown', title: '阿强' })
    world.login = null
    expect(await world.companion.openChat(clues)).toEqual({ state: 'unknown', title: '阿强' })
  })
})
