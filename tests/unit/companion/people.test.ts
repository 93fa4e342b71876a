import { describe, expect, it, vi } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { BackendError } from '../../../lib/backend.ts'
import { rule } from '../rules/examples.ts'
import { companionWorld, friendRow, fromFriend, handle, inGroup, LOGIN, memberRow } from './world.ts'

const full = () => Promise.reject(new ArchiveError('full', 'disk full'))

describe('cameUp', () => {
  it('names friends, groups and discussions, then asks for members one at a time', async () => {
    const world = await companionWorld()
    world.directory = async () => ({
      friends: [friendRow(5, '阿强')],
      groups: [{ handle: handle(90, 'group'), name: '羽毛球', remark: '球友' }],
      discusses: [{ handle: handle(80, 'discuss'), name: '' }],
    })
    world.members = async () => ({
      name: null,
      notice: null,
      createdAt: null,
      members: [{ ...memberRow(5, '阿强'), number: '777' }],
    })
    await world.companion.cameUp(world.stop.signal)
    expect(world.asked).toEqual([handle(80, 'discuss'), handle(90, 'group')])
    expect(world.slept).toEqual([400, 400])
    const people = await world.archive.contacts(LOGIN.account)
    expect(people).toMatchObject([
      { kind: 'person', nick: '阿强', isFriend: true, number: '777' },
      { kind: 'group', nick: '羽毛球', remark: '球友', members: [{ nick: '阿强' }] },
      { kind: 'discuss', nick: null, members: [{ nick: '阿强' }] },
    ])
  })

  it('keeps asking for lists that do not come, ever more slowly, and says so', async () => {
    const world = await companionWorld()
    let asked = 0
    world.directory = async () => {
      if (++asked < 9) throw new BackendError(asked === 1 ? 'malformed' : 'network', 'no list')
      return { friends: [friendRow(5, '阿强')], groups: [], discusses: [] }
    }
    await world.companion.cameUp(world.stop.signal)
    expect(world.slept.map((ms) => ms / 1_000)).toEqual([10, 20, 40, 80, 160, 320, 600, 600])
    expect(world.troubles.slice(0, 2).map(({ code }) => code)).toEqual(['strange-reply', 'list-failed'])
    expect(await world.contactOf(5)).toBeDefined()
  })

  it('names friends while the group list does not come, and takes no friendship away while theirs does not', async () => {
    const world = await companionWorld()
    const friends = [friendRow(5, '阿强')]
    const groups = [{ handle: handle(90, 'group'), name: '羽毛球', remark: null }]
    const failed = new BackendError('refused', 'no list')
    const answers = [
      { friends, failed },
      { groups, failed },
      { friends: [], groups: [], discusses: [] },
    ]
    world.directory = async () => answers.shift()!
    await world.companion.cameUp(world.stop.signal)
    expect(world.troubles.map(({ code }) => code)).toEqual(['list-failed', 'list-failed'])
    const people = await world.archive.contacts(LOGIN.account)
    expect(people).toMatchObject([{ nick: '阿强', isFriend: true }, { nick: '羽毛球' }])
  })

  it('asks again for lists that could not be written: without them everybody is a stranger', async () => {
    const world = await companionWorld()
    vi.spyOn(world.archive, 'commit').mockImplementationOnce(full)
    await world.befriend(friendRow(5, '阿强'))
    expect(world.troubles).toEqual([{ code: 'storage-full', detail: '' }])
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.sent).toHaveLength(1))
  })

  it('asks again for members that could not be written', async () => {
    const world = await companionWorld()
    const groups = [{ handle: handle(90, 'group'), name: 'g', remark: null }]
    world.directory = async () => ({ friends: [], groups, discusses: [] })
    world.members = async () => ({ name: '羽毛球', notice: null, createdAt: null, members: [] })
    const { commit } = world.archive
    vi.spyOn(world.archive, 'commit').mockImplementationOnce(commit).mockImplementationOnce(full)
    await world.companion.cameUp(world.stop.signal)
    expect(world.asked).toHaveLength(2)
    expect(await world.archive.contacts(LOGIN.account)).toMatchObject([{ nick: '羽毛球' }])
  })

  it('goes on to the next group when one gives no members', async () => {
    const world = await companionWorld()
    const groups = [90, 91].map((number) => ({ handle: handle(number, 'group'), name: 'g', remark: null }))
    world.directory = async () => ({ friends: [], groups, discusses: [] })
    world.members = async (group) => {
      if (group.number === 90) throw new BackendError('refused', 'no right')
      return { name: '羽毛球', notice: null, createdAt: null, members: [] }
    }
    await world.companion.cameUp(world.stop.signal)
    expect(await world.archive.contact((await world.contactOf(91, 'group'))!)).toMatchObject({ nick: '羽毛球' })
    expect(world.troubles).toEqual([])
  })

  it('stops when the login is over', async () => {
    const world = await companionWorld()
    const over = new AbortController()
    world.directory = async () => {
      over.abort()
      throw new BackendError('network', 'aborted')
    }
    await world.companion.cameUp(over.signal)
    expect(world.troubles).toEqual([])
    expect(world.slept).toEqual([])
  })

  it('sends what has been waiting for the login', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    world.login = null
    await world.companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await vi.waitFor(async () => expect(await world.archive.outbox(['pending'])).toHaveLength(1))
    world.login = LOGIN
    await world.companion.cameUp(world.stop.signal)
    await vi.waitFor(() => expect(world.sent).toHaveLength(1))
  })
})

describe('refresh', () => {
  const person = async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    return { world, contact: (await world.contactOf(5))! }
  }
  const never = new AbortController().signal

  it('brings the profile of a person into the archive', async () => {
    const { world, contact } = await person()
    world.profile = async () => ({ nick: '强', profile: { city: '深圳' } })
    expect(await world.companion.refresh(contact, never)).toEqual({ kind: 'fresh' })
    expect(await world.archive.contact(contact)).toMatchObject({ nick: '强', profile: { city: '深圳' } })
  })

  it('brings the members of a group', async () => {
    const world = await companionWorld()
    await world.receive(inGroup(5, '你好'))
    await world.through()
    const group = (await world.contactOf(90, 'group'))!
    world.members = async () => ({ name: '羽毛球', notice: '周六', createdAt: 7, members: [memberRow(5, '阿强')] })
    expect(await world.companion.refresh(group, never)).toEqual({ kind: 'fresh' })
    const members = [{ nick: '阿强', contact: await world.contactOf(5) }]
    expect(await world.archive.contact(group)).toMatchObject({ nick: '羽毛球', notice: '周六', members })
  })

  it.each([
    ['network', 'offline'],
    ['malformed', 'strange-reply'],
    ['refused', 'refused'],
    ['login-lost', 'logged-out'],
    ['not-logged-in', 'logged-out'],
  ] as const)('says why it failed: %s is %s', async (why, told) => {
    const { world, contact } = await person()
    world.profile = () => Promise.reject(new BackendError(why, 'no'))
    expect(await world.companion.refresh(contact, never)).toEqual({ kind: 'failed', why: told })
  })

  it('says when nobody is logged in, and when this login does not know the contact', async () => {
    const { world, contact } = await person()
    world.login = { ...LOGIN, epoch: 'login-2' }
    expect(await world.companion.refresh(contact, never)).toEqual({ kind: 'failed', why: 'not-recognised' })
    world.login = null
    expect(await world.companion.refresh(contact, never)).toEqual({ kind: 'failed', why: 'logged-out' })
  })

  it('leaves no contact behind that could not be written', async () => {
    const world = await companionWorld()
    const discusses = [{ handle: handle(80, 'discuss'), name: '三人行' }]
    world.directory = async () => ({ friends: [], groups: [], discusses })
    await world.companion.cameUp(world.stop.signal)
    const discuss = (await world.contactOf(80, 'discuss'))!
    const members = [{ ...memberRow(7, '阿明'), number: '777' }]
    world.members = async () => ({ name: '三人行', notice: null, createdAt: null, members })
    vi.spyOn(world.archive, 'commit').mockImplementationOnce(full)
    await expect(world.companion.refresh(discuss, never)).rejects.toThrow(ArchiveError)

    await world.companion.receive(LOGIN, [fromFriend(7, '在吗')], world.now)
    await world.through()
    const [message] = await world.messages()
    expect(await world.archive.contact(message!.author!)).toBeDefined()
    expect(message!.author).toBe(await world.contactOf(7))
  })
})

describe('rulesChanged', () => {
  it('says which rules have contacts that this login does not know', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    const known = (await world.contactOf(5))!
    world.rules = [
      rule({ id: 'awake', who: { contacts: [known] } }),
      rule({ id: 'half', who: { contacts: [known, 'gone'] } }),
      rule({ id: 'off', enabled: false, who: { contacts: ['gone'] } }),
      rule({ id: 'everybody' }),
    ]
    await world.companion.rulesChanged()
    expect(world.sleeping).toEqual({ half: ['gone'] })
  })

  it('does not lose people when it comes while a message is being read', async () => {
    const world = await companionWorld()
    await Promise.all([world.receive(fromFriend(5, '一')), world.companion.rulesChanged()])
    await world.receive(fromFriend(5, '二'))
    await world.through()
    expect(new Set((await world.messages()).map(({ author }) => author)).size).toBe(1)
    expect(await world.archive.contacts(LOGIN.account)).toHaveLength(1)
  })
})
