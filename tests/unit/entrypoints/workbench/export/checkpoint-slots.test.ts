import { describe, expect, it } from 'vitest'
import { openSlots } from '../../../../../entrypoints/workbench/export/checkpoint-slots.ts'
import { createOpfs } from './fake-opfs.ts'

describe('the slots of checkpoints', () => {
  it('give the last checkpoint back, also when they are opened again', async () => {
    const { folder } = createOpfs()
    const slots = await openSlots(folder)
    expect(slots.read()).toBeUndefined()
    for (const step of [1, 2, 3]) slots.write({ step })
    expect(slots.read()).toEqual({ step: 3 })
    slots.close()
    expect((await openSlots(folder)).read()).toEqual({ step: 3 })
  })

  it('fall back to the one before when a death tore the last one, and write over the torn one next', async () => {
    const opfs = createOpfs()
    const slots = await openSlots(opfs.folder)
    slots.write({ step: 1 })
    slots.write({ step: 2 })
    // It dies after the slot was emptied and before it was written.
    opfs.onWrite = () => {
      throw new Error('the power is gone')
    }
    expect(() => slots.write({ step: 3 })).toThrow('the power is gone')
    opfs.onWrite = () => {}
    const halfWritten = opfs.files()
    expect([...halfWritten.values()].map(({ length }) => length > 0)).toContain(false)
    slots.close()

    const again = await openSlots(opfs.folder)
    expect(again.read()).toEqual({ step: 2 })
    again.write({ step: 3 })
    again.close()
    expect((await openSlots(opfs.folder)).read()).toEqual({ step: 3 })
  })
})
