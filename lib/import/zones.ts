/** Where most of the files come from that tell no zone; the clocks of the first one are those of QQ's own exports. */
const NEAR = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Taipei'] as const

/** The zone of this computer, by its IANA name. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Every zone that the browser knows: that of the computer, those that are likely, then all others by name; none twice. */
export function zonesToChoose(): { near: string[]; others: string[] } {
  const near = [...new Set([ownZone(), ...NEAR])]
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !near.includes(zone))
  return { near, others: others.includes('UTC') || near.includes('UTC') ? others : [...others, 'UTC'] }
}

/** The zone that somebody wrote, as the browser calls it: case and blanks do not matter. Null when there is none of that name. */
export function zoneNamed(text: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text.trim() }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
