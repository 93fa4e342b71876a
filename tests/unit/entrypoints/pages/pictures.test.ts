import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../entrypoints/pages/archive.ts'
import { pictureOf } from '../../../../entrypoints/pages/pictures.ts'
import { aContact } from './archive-with.ts'

const picture = (contact: string, name: string) => ({ contact, image: `data:image/png;base64,${btoa(name)}`, at: 1 })

describe('pictureOf', () => {
  it('reads the archive when first looked at, and once for everybody who looks', async () => {
    const open = await archive()
    await open.commit({ avatars: [picture('anna', 'a')] })
    const reads = vi.spyOn(open, 'avatar')
    const shown = pictureOf('anna')
    expect(shown.value).toBeNull()
    expect(pictureOf('anna')).toBe(shown)
    await vi.waitFor(() => expect(shown.value).toBe(picture('anna', 'a').image))
    expect(reads).toHaveBeenCalledOnce()
    reads.mockRestore()
  })

  it('follows the archive, for those whom it concerns', async () => {
    const open = await archive()
    await open.commit({ avatars: [picture('carl', 'c')] })
    const [bob, carl] = [pictureOf('bob'), pictureOf('carl')]
    await vi.waitFor(() => expect(carl.value).not.toBeNull())
    const reads = vi.spyOn(open, 'avatar')
    await open.commit({ contacts: [aContact('dora')], avatars: [picture('bob', 'b')] })
    await vi.waitFor(() => expect(bob.value).toBe(picture('bob', 'b').image))
    expect(reads.mock.calls).toEqual([['bob']])
    reads.mockRestore()
  })

  it('leaves the initial when the archive cannot be read', async () => {
    vi.spyOn(console, 'info').mockReturnValue()
    const open = await archive()
    const reads = vi.spyOn(open, 'avatar').mockRejectedValueOnce(new Error('broken'))
    const shown = pictureOf('eve')
    await vi.waitFor(() => expect(reads).toHaveBeenCalledOnce())
    expect(shown.value).toBeNull()
    reads.mockRestore()
  })
})
