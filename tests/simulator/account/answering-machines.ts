/** Friends who answer by themselves whatever reaches them, each with its own texts in turn. By real number. */
export type AnsweringMachines = {
  /** No texts: the friend answers no more. `afterMs`: how long it takes over an answer. */
  set(number: number, texts: readonly string[], afterMs: number): void
  /** What the friend is going to say to a message that has reached it; null when it has no machine. */
  next(number: number): { text: string; afterMs: number } | null
}

export function createAnsweringMachines(): AnsweringMachines {
  const machines = new Map<number, { texts: readonly string[]; afterMs: number; said: number }>()
  return {
    set(number, texts, afterMs) {
      if (texts.length === 0) machines.delete(number)
      else machines.set(number, { texts, afterMs, said: 0 })
    },
    next(number) {
      const machine = machines.get(number)
      const text = machine?.texts[machine.said % machine.texts.length]
      if (machine === undefined || text === undefined) return null
      machine.said += 1
      return { text, afterMs: machine.afterMs }
    },
  }
}
