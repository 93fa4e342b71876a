import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { askHeld } from '../../../../entrypoints/workbench/held-handle.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** A turn of its own: what was looked at through a weak reference lives until the end of the turn. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

describe('a question to a handle', () => {
  it('keeps the handle until the answer is there, and no longer', async () => {
    const answer = Promise.withResolvers<string>()
    let handle: WeakRef<object> | null = null
    const asked = askHeld({ name: 'a file' }, (given) => {
      handle = new WeakRef(given)
      return answer.promise
    })
    const isThere = async () => {
      await nextTurn()
      collect()
      return (handle as WeakRef<object> | null)?.deref() !== undefined
    }
    expect(await isThere()).toBe(true)
    answer.resolve('yes')
    expect(await asked).toBe('yes')
    expect(await isThere()).toBe(false)
  })

  it('is over for the handle also when it fails', async () => {
    const handles: WeakRef<object>[] = []
    const asked = askHeld({ name: 'a file' }, (given) => {
      handles.push(new WeakRef(given))
      return Promise.reject(new Error('gone'))
    })
    await expect(asked).rejects.toThrow('gone')
    await nextTurn()
    collect()
    expect(handles[0]?.deref()).toBeUndefined()
  })
})
