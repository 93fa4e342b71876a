import type { Random } from './random.ts'
import type { Person, Presence } from './world.ts'

const BLANK: Omit<Person, 'number' | 'nick'> = {
  signature: '',
  birthday: { year: 0, month: 0, day: 0 },
  gender: 'unknown',
  country: '',
  province: '',
  city: '',
  occupation: '',
  college: '',
  homepage: '',
  personal: '',
  email: '',
  face: 0,
  vipLevel: 0,
  blood: 0,
  level: 16,
  presence: null,
}

/** Somebody of whom only what is given is known. */
export const person = (number: number, nick: string, more: Partial<Person> = {}): Person => ({
  ...BLANK,
  number,
  nick,
  ...more,
})
const online = (status: Presence['status'], clientType: number): { presence: Presence } => ({
  presence: { status, clientType },
})

/** The named people of the seeded world, the account itself first. Fresh objects at each call. */
export function knownPeople(): Person[] {
  return [
    person(1234567890, '小明', {
      signature: '在路上',
      birthday: { year: 1990, month: 8, day: 15 },
      gender: 'male',
      country: '中国',
      province: '江苏',
      city: '南京',
      occupation: '学生',
      face: 252,
      blood: 5,
      level: 42,
    }),
    person(510942000, '阿强', {
      signature: '每天一球',
      birthday: { year: 1994, month: 6, day: 26 },
      gender: 'male',
      country: '中国',
      province: '河北',
      city: '石家庄',
      face: 603,
      vipLevel: 6,
      level: 37,
      ...online('online', 1),
    }),
    person(824566000, 'Lily', {
      signature: 'hello & goodbye',
      birthday: { year: 1995, month: 2, day: 3 },
      gender: 'female',
      country: '中国',
      province: '上海',
      city: '浦东新区',
      ...online('busy', 21),
    }),
    person(733201000, '王芳', {
      signature: '平安是福',
      birthday: { year: 1966, month: 11, day: 30 },
      gender: 'female',
      country: '中国',
      province: '江苏',
      city: '苏州',
      occupation: '教师',
      ...online('away', 24),
    }),
    person(601000001, '小李', {
      signature: '加班中',
      birthday: { year: 1991, month: 1, day: 9 },
      gender: 'male',
      country: '中国',
      province: '广东',
      city: '深圳',
    }),
    person(601000002, '小李', {
      signature: '去爬山',
      birthday: { year: 1993, month: 12, day: 24 },
      gender: 'female',
      country: '中国',
      province: '四川',
      city: '成都',
      ...online('online', 7),
    }),
    person(455667788, '陈晨', {
      signature: '早睡早起',
      birthday: { year: 1992, month: 4, day: 18 },
      gender: 'female',
      country: '中国',
      province: '浙江',
      city: '杭州',
      college: '浙江大学',
      ...online('online', 41),
    }),
    person(900000001, '<img src=x onerror=alert(1)>&amp;"怪"', {
      signature: '<b>粗体</b> & {nick} ${1}',
      gender: 'male',
      ...online('online', 1),
    }),
    // Right-to-left override, pop, zero-width space, joiner, right-to-left mark.
    person(900000002, '\u202E三张\u202C\u200B阿\u200D拉\u200F', { gender: 'unknown' }),
    person(900000003, '很长的名字'.repeat(40), { gender: 'female', country: '中国', province: '北京' }),
    person(398877000, 'Tom', { level: 5 }),
  ]
}

const FAMILY = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨']
const GIVEN = ['伟', '敏', '静', '磊', '洋', '艳', '勇', '杰', '娟', '涛', '明', '超', '秀英', '霞', '平', '刚', '桂英']
const CITIES: [string, string][] = [
  ['江苏', '南京'],
  ['江苏', '无锡'],
  ['安徽', '合肥'],
  ['', ''],
]

/** Made-up strangers who fill a large group. Their numbers are distinct and lie outside those of the named people. */
export function generatedMembers(random: Random, count: number): Person[] {
  return Array.from({ length: count }, (_, i) => {
    const [province, city] = random.pick(CITIES)
    return person(200000000 + i * 1000003, random.pick(FAMILY) + random.pick(GIVEN), {
      gender: random.pick(['male', 'female', 'unknown'] as const),
      country: province === '' ? '' : '中国',
      province,
      city,
      level: random.below(60),
      presence: random.below(3) === 0 ? { status: 'online', clientType: random.pick([1, 7, 21]) } : null,
    })
  })
}
