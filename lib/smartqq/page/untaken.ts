/** A report that is kept until the background says that it has it on disk. */
interface Kept {
  n: number
}

/** A report that has no number yet. */
export type Unnumbered<Report extends Kept> = Report extends Kept ? Omit<Report, 'n'> : never

/** Reports that were not taken yet, the oldest first. */
export interface Untaken<Report extends Kept> {
  /** Keeps it under the next number. */
  add(report: Unnumbered<Report>): Report
  taken(n: number): void
  all(): Report[]
}

/** Texts shorter than this are given up only when nothing else is left to. */
const LARGE = 4_096

/**
 * @param limit How much text is kept at most, in characters. Beyond it the oldest large ones go, poll replies last.
 * @param weigh How much text there is in one, and whether messages may be in it.
 */
export function createUntaken<Report extends Kept>(
  limit: number,
  weigh: (report: Report) => { size: number; isPoll: boolean },
): Untaken<Report> {
  let kept: { report: Report; size: number; isPoll: boolean }[] = []
  let last = 0

  function shrink(): void {
    let total = kept.reduce((sum, { size }) => sum + size, 0)
    while (total > limit) {
      const given =
        kept.find(({ size, isPoll }) => !isPoll && size >= LARGE) ?? kept.find(({ isPoll }) => !isPoll) ?? kept[0]
      if (!given) return
      total -= given.size
      kept = kept.filter((other) => other !== given)
    }
  }

  return {
    add(content) {
      const report = { ...content, n: ++last } as unknown as Report
      kept.push({ report, ...weigh(report) })
      shrink()
      return report
    },
    taken(n) {
      kept = kept.filter(({ report }) => report.n !== n)
    },
    all: () => kept.map(({ report }) => report),
  }
}
