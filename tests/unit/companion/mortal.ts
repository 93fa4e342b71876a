/** One life of the background: it ends after so many steps, in the middle of whatever was awaited then. */
export interface Life {
  /** Resolves at the moment of death. Nothing that was awaited then, or is called afterwards, ever resolves. */
  readonly died: Promise<void>
  readonly isOver: boolean
  /** Called before and after each thing that is awaited. */
  step(): Promise<void>
}

/** @param steps How many awaits it lives; Infinity for one that does not die. */
export function createLife(steps: number): Life {
  const { promise: died, resolve } = Promise.withResolvers<void>()
  const never = new Promise<void>(() => {})
  let left = steps
  return {
    died,
    get isOver() {
      return left <= 0
    },
    async step() {
      if (left > 0 && --left > 0) return
      resolve()
      await never
    },
  }
}

/**
 * The same object for somebody who may die before a call reaches it, or when the call is done and its answer has not
 * come back. A call that has begun is carried out, as a database or a server would.
 * @param immediate Names of methods that return at once: they take no step.
 */
export function mortal<T extends object>(target: T, life: Life, immediate: readonly string[]): T {
  return new Proxy(target, {
    get(object, name, receiver) {
      const value: unknown = Reflect.get(object, name, receiver)
      if (typeof value !== 'function' || immediate.includes(String(name))) return value
      return async (...given: unknown[]) => {
        await life.step()
        // A failure comes back to its caller the same way.
        const outcome = await Promise.resolve(Reflect.apply(value, object, given)).then(
          (result: unknown) => ({ result }),
          (error: unknown) => ({ error }),
        )
        await life.step()
        if ('error' in outcome) throw outcome.error
        return outcome.result
      }
    },
  })
}
