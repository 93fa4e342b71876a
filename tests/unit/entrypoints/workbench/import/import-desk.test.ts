import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { createImportDesk } from '../../../../../entrypoints/workbench/import/import-desk.ts'
import type { Plan, Report } from '../../../../../entrypoints/workbench/import/worker-words.ts'
import type { Archive } from '../../../../../lib/archive/port.ts'
import { aContact } from '../../pages/archive-with.ts'
import { HOUR } from '../../../../../lib/time.ts'
import { allMessages, freshArchive } from '../../../import/take-in.ts'

const fixture = (name: string) =>
  new File([readFileSync(new URL(`../../../../fixtures/import/${name}`, import.meta.url))], name)

/** A desk, what it reported, and a wait for a report of a kind. */
function deskOver(archive: Archive) {
  const reports: Report[] = []
  const ask = createImportDesk(
    () => Promise.resolve(archive),
    (report) => reports.push(report),
  )
  async function last<Kind extends Report['is']>(is: Kind): Promise<Extract<Report, { is: Kind }>> {
    const found = () => reports.findLast((report): report is Extract<Report, { is: Kind }> => report.is === is)
    await vi.waitFor(() => expect(found()).toBeDefined())
    const report = found()
    if (report === undefined) throw new Error('unreachable')
    return report
  }
  async function opened(...files: File[]): Promise<Plan> {
    ask({ do: 'open', files, timeZone: 'Asia/Shanghai' })
    return (await last('planned')).plan
  }
  return { ask, last, opened }
}

describe('the desk of an import', () => {
  it('shows what is in a file, writes it, and can take it back', async () => {
    const archive = await freshArchive()
    const { ask, last, opened } = deskOver(archive)
    const plan = await opened(fixture('chatlab.json'))
    expect(plan.counts).toEqual([{ added: 5, duplicates: 0, conflicts: 0 }])
    expect(await archive.conversations()).toEqual([])
    ask({ do: 'write', decisions: plan.decisions })
    const { outcome } = await last('written')
    expect(outcome).toMatchObject({ added: 5, record: { account: '1000000007', fileName: 'chatlab.json' } })
    await archive.undoImport(outcome.record?.id ?? '')
    expect(await archive.conversations()).toEqual([])
    expect(await archive.contacts('1000000007')).toEqual([])
  })

  it('takes people of a group for its members by their names, and lets the user say no, or who they are', async () => {
    const archive = await freshArchive()
    const cat = aContact('cat', { account: '0', nick: '老郑', isFriend: false })
    const members = [{ contact: 'cat', nick: '老郑', card: null, role: 'member' as const, isSelf: false }]
    const merged = aContact('merged', { account: '0' })
    const other = aContact('other', { account: '0', nick: '阿郑', number: '12345' })
    const group = aContact('hike', { account: '0', kind: 'group', nick: '周末爬山', members })
    await archive.commit({
      contacts: [cat, merged, other, group],
      aliases: [{ from: 'merged', to: 'other', why: 'user', at: 1 }],
    })
    const { opened } = deskOver(archive)
    const { decisions, people: offered } = await opened(fixture('qq-all-gbk.txt'))
    expect(offered.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'cat', name: '老郑', number: null },
      { id: 'other', name: '阿郑', number: '12345' },
    ])
    expect(decisions.conversations[1]).toMatchObject({ target: 'hike', why: 'name' })
    expect(decisions.people.filter(({ why }) => why === 'member-name')).toEqual([
      { contact: 'cat', why: 'member-name' },
    ])
    async function authorWhenTakenFor(contact: string | null): Promise<string | null | undefined> {
      const desk = deskOver(archive)
      await desk.opened(fixture('qq-all-gbk.txt'))
      const people = decisions.people.map((was) =>
        was.why === 'member-name' ? { contact, why: 'user' as const } : was,
      )
      desk.ask({ do: 'write', decisions: { ...decisions, people } })
      const { outcome } = await desk.last('written')
      const said = (await allMessages(archive)).find(({ text }) => text === '八点[OK]')
      expect(said?.conversation).toBe('hike')
      await archive.undoImport(outcome.record?.id ?? '')
      return said?.author
    }
    expect(await authorWhenTakenFor('other')).toBe('other')
    expect(['cat', 'merged', 'other', null, undefined]).not.toContain(await authorWhenTakenFor(null))
  })

  it('finds out what is new once no other import can be taken back', async () => {
    const archive = await freshArchive()
    const { ask, last, opened } = deskOver(archive)
    const { decisions } = await opened(fixture('chatlab.json'))
    ask({ do: 'write', decisions })
    const { outcome } = await last('written')
    const undone: Promise<void>[] = []
    const watched: Archive = {
      ...archive,
      beginImport: async (id) => {
        const writer = await archive.beginImport(id)
        undone.push(archive.undoImport(outcome.record?.id ?? ''))
        return writer
      },
    }
    const again = deskOver(watched)
    const plan = await again.opened(fixture('chatlab.json'))
    expect(plan.counts).toEqual([{ added: 0, duplicates: 5, conflicts: 0 }])
    again.ask({ do: 'write', decisions: plan.decisions })
    expect((await again.last('written')).outcome).toMatchObject({ added: 0, duplicates: 5 })
    await Promise.all(undone)
    expect(await archive.imports()).toEqual([])
  })

  it('makes anew whoever went with an import that was taken back since', async () => {
    const archive = await freshArchive()
    const { ask, last, opened } = deskOver(archive)
    ask({ do: 'write', decisions: (await opened(fixture('chatlab.json'))).decisions })
    const { outcome } = await last('written')
    const again = deskOver(archive)
    const { decisions } = await again.opened(fixture('chatlab.json'))
    expect(decisions.conversations[0]?.target).not.toBeNull()
    await archive.undoImport(outcome.record?.id ?? '')
    again.ask({ do: 'write', decisions })
    expect((await again.last('written')).outcome).toMatchObject({ added: 5, duplicates: 0 })
    const known = new Set((await archive.contacts('1000000007')).map(({ id }) => id))
    const wanted = (await allMessages(archive)).flatMap(({ conversation, author }) =>
      [conversation, author ?? []].flat(),
    )
    expect(wanted.filter((id) => !known.has(id))).toEqual([])
  })

  it('reads again in another zone, keeps what was decided, and writes the times of that zone', async () => {
    const archive = await freshArchive()
    const { ask, last, opened } = deskOver(archive)
    const { decisions } = await opened(fixture('qq-all-gbk.txt'))
    const conversations = decisions.conversations.map((choice, index) => ({ ...choice, take: index === 0 }))
    ask({ do: 'compare', decisions: { ...decisions, conversations }, timeZone: 'America/New_York' })
    const { found } = await last('reread')
    const before = (await last('opened')).preview.found
    expect(found.timeZone).toBe('America/New_York')
    expect(found).toMatchObject({ zoneless: { messages: before.zoneless!.messages } })
    const offBy = (index: number) => found.conversations[index]!.firstAt - before.conversations[index]!.firstAt
    expect(offBy(0)).toBe(12 * HOUR)
    expect(found.conversations[0]!.samples[0]!.at).toBe(found.conversations[0]!.firstAt)
    await vi.waitFor(async () => expect((await last('planned')).plan.decisions.conversations).toEqual(conversations))
    ask({ do: 'write', decisions: { ...decisions, conversations } })
    await last('written')
    const written = await allMessages(archive)
    expect(Math.min(...written.map(({ sentAt }) => sentAt))).toBe(found.conversations[0]!.firstAt)
  })

  it('compares in the zone that was chosen: what is there in one is new in another', async () => {
    const archive = await freshArchive()
    const first = deskOver(archive)
    first.ask({ do: 'write', decisions: (await first.opened(fixture('qq-friend.txt'))).decisions })
    await first.last('written')
    const { ask, last, opened } = deskOver(archive)
    const { decisions, counts } = await opened(fixture('qq-friend.txt'))
    expect(counts).toEqual([{ added: 0, duplicates: 5, conflicts: 0 }])
    ask({ do: 'compare', decisions, timeZone: 'UTC' })
    await last('reread')
    await vi.waitFor(async () =>
      expect((await last('planned')).plan.counts).toEqual([{ added: 5, duplicates: 0, conflicts: 0 }]),
    )
  })

  it('leaves nothing when writing fails', async () => {
    const archive = await freshArchive()
    const broken: Archive = {
      ...archive,
      beginImport: async (id) => ({
        ...(await archive.beginImport(id)),
        publish: () => Promise.reject(new Error('the disk is gone')),
      }),
    }
    const { ask, last, opened } = deskOver(broken)
    const { decisions } = await opened(fixture('chatlab.json'))
    ask({ do: 'write', decisions })
    expect(await last('failed')).toMatchObject({ failure: { of: 'archive', why: 'failed' } })
    expect(await archive.conversations()).toEqual([])
    await (await archive.beginImport('next')).abandon()
  })

  it('leaves nothing when it is cancelled', async () => {
    const archive = await freshArchive()
    const { ask, last, opened } = deskOver(archive)
    const { decisions } = await opened(fixture('chatlab.json'))
    ask({ do: 'write', decisions })
    ask({ do: 'cancel' })
    await last('cancelled')
    expect(await archive.conversations()).toEqual([])
    expect(await archive.imports()).toEqual([])
  })

  it('tells what is wrong with a file, and where', async () => {
    const { ask, last } = deskOver(await freshArchive())
    ask({ do: 'open', files: [new File(['{"chatlab":{},"meta":{},\n"messages":[{'], 'cut.json')], timeZone: 'UTC' })
    expect(await last('failed')).toEqual({
      is: 'failed',
      failure: { of: 'file', why: 'truncated', place: { file: 'cut.json', line: 2 }, seen: '' },
    })
  })
})
