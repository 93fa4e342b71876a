import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { createImportDesk } from '../../../../../entrypoints/workbench/import/import-desk.ts'
import type { Plan, Report } from '../../../../../entrypoints/workbench/import/worker-words.ts'
import type { Archive } from '../../../../../lib/archive/port.ts'
import { aContact } from '../../pages/archive-with.ts'
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

  it('takes people of a group for its members by their names, and lets the user say no', async () => {
    const archive = await freshArchive()
    const cat = aContact('cat', { account: '0', nick: '老郑', isFriend: false })
    const members = [{ contact: 'cat', nick: '老郑', card: null, role: 'member' as const, isSelf: false }]
    const group = aContact('hike', { account: '0', kind: 'group', nick: '周末爬山', members })
    await archive.commit({ contacts: [cat, group] })
    const { ask, last, opened } = deskOver(archive)
    const { decisions } = await opened(fixture('qq-all-gbk.txt'))
    expect(decisions.conversations[1]).toMatchObject({ target: 'hike', why: 'name' })
    expect(decisions.people.filter(({ why }) => why === 'member-name')).toEqual([
      { contact: 'cat', why: 'member-name' },
    ])
    const people = decisions.people.map(() => ({ contact: null, why: null }))
    ask({ do: 'write', decisions: { ...decisions, people } })
    await last('written')
    const said = (await allMessages(archive)).find(({ text }) => text === '八点[OK]')
    expect(said?.conversation).toBe('hike')
    expect(said?.author).not.toBe('cat')
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
