import type { Profile } from '../../lib/chat/contact.ts'
import { formatDay } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'

const BLOOD_TYPES = [1, 2, 3, 4, 5] as const
const TWELVE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

/** A field of the profile in words; null when it is unknown, or a number that stands for nothing. */
export function profileWords(profile: Profile, field: keyof Profile): string | null {
  switch (field) {
    case 'gender':
      return profile.gender ? t(`card.gender.${profile.gender}`) : null
    case 'birthday':
      return profile.birthday ? formatDay(profile.birthday) : null
    case 'bloodType': {
      const type = BLOOD_TYPES.find((known) => known === profile.bloodType)
      return type ? t(`card.bloodType.${type}`) : null
    }
    case 'constellation': {
      const sign = TWELVE.find((known) => known === profile.constellation)
      return sign ? t(`card.constellation.${sign}`) : null
    }
    case 'zodiac': {
      const animal = TWELVE.find((known) => known === profile.zodiac)
      return animal ? t(`card.zodiac.${animal}`) : null
    }
    case 'level':
      return profile.level === undefined ? null : levelWords(profile.level)
    case 'levelDays':
      return profile.levelDays === undefined ? null : t('card.days', { count: profile.levelDays })
    case 'vipLevel':
      return profile.vipLevel === undefined ? null : t('card.vip', { level: profile.vipLevel })
    case 'signature':
    case 'country':
    case 'province':
    case 'city':
    case 'occupation':
    case 'college':
    case 'homepage':
    case 'email':
    case 'phone':
    case 'mobile':
    case 'personal':
      return profile[field] ?? null
  }
}

/** QQ draws a level as crowns, suns, moons and stars: 64, 16, 4 and 1 levels each. */
const SIGNS = [
  ['crown', 64],
  ['sun', 16],
  ['moon', 4],
  ['star', 1],
] as const

function levelWords(level: number): string {
  let left = level
  const signs: string[] = []
  for (const [sign, worth] of SIGNS) {
    const count = Math.floor(left / worth)
    left -= count * worth
    if (count > 0) signs.push(t(`card.level.${sign}`, { count }))
  }
  return signs.length > 0
    ? t('card.level.signs', { level, signs: signs.join(t('list.comma')) })
    : t('card.level', { level })
}
