import { beforeEach, describe, expect, it } from 'vitest'
import { identityFields, profileFields } from '../../../../entrypoints/pages/card-fields.ts'
import type { Profile } from '../../../../lib/chat/contact.ts'
import { alsoSpeak, setLanguage, cardWords } from '../../../../lib/i18n/t.ts'
import { aContact } from './archive-with.ts'

alsoSpeak(cardWords)
beforeEach(() => setLanguage('zh-CN', ''))

describe('profileFields', () => {
  it('shows every field there is, in order, and leaves out what is empty', () => {
    const profile: Required<Profile> = {
      vipLevel: 6,
      levelDays: 900,
      level: 28,
      bloodType: 4,
      constellation: 6,
      zodiac: 11,
      personal: 'n',
      mobile: 'm',
      phone: 'l',
      email: 'k',
      homepage: 'j',
      college: 'i',
      occupation: 'h',
      city: 'g',
      province: 'f',
      country: 'e',
      birthday: '1994-06-26',
      gender: 'female',
      signature: 'a',
    }
    const fields = profileFields(profile)
    expect(fields).toHaveLength(Object.keys(profile).length)
    expect(fields.slice(0, 6)).toEqual([
      { label: '签名', value: 'a' },
      { label: '性别', value: '女' },
      { label: '生日', value: '1994年6月26日' },
      { label: '生肖', value: '狗' },
      { label: '星座', value: '巨蟹座' },
      { label: '血型', value: 'AB 型' },
    ])
    expect(fields.slice(-3)).toEqual([
      { label: 'QQ 等级', value: '28 级（1 个太阳、3 个月亮）' },
      { label: '活跃天数', value: '900 天' },
      { label: 'QQ 会员', value: 'VIP 6' },
    ])
    expect(profileFields({ city: '', phone: 'x' })).toEqual([{ label: '电话', value: 'x' }])
  })

  it('has words for every number there is, and none for one that stands for nothing', async () => {
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
    for (const language of ['zh-CN', 'en'] as const) {
      await setLanguage(language, '')
      const said = [
        ...numbers(12).flatMap((number) => profileFields({ constellation: number, zodiac: number })),
        ...numbers(5).flatMap((bloodType) => profileFields({ bloodType })),
      ].map(({ value }) => value)
      expect(new Set(said).size).toBe(29)
      expect(said.join()).not.toContain('card.')
    }
    expect(profileFields({ constellation: 13, zodiac: 0, bloodType: -1 })).toEqual([])
  })

  it.each([
    [0, '0 级'],
    [1, '1 级（1 颗星星）'],
    [4, '4 级（1 个月亮）'],
    [63, '63 级（3 个太阳、3 个月亮、3 颗星星）'],
    [64, '64 级（1 个皇冠）'],
  ])('draws level %d as QQ does', (level, words) => {
    expect(profileFields({ level })).toEqual([{ label: 'QQ 等级', value: words }])
  })
})

describe('identityFields', () => {
  it('names a person and a group by their own words', () => {
    const labels = (kind: 'person' | 'group') =>
      identityFields(aContact('x', { kind, remark: '备', number: '9', notice: '公告' }), null).map(({ label }) => label)
    expect(labels('person')).toEqual(['备注', '昵称', '号码', '群公告', '首次见到'])
    expect(labels('group')).toContain('名称')
  })

  it('names the owner of a group by card, else by nick', () => {
    const owner = { contact: null, nick: '阿强', card: '球拍', role: 'owner' as const, isSelf: false }
    const shown = (card: string | null) =>
      identityFields(aContact('g', { kind: 'group', members: [{ ...owner, card }] }), null)
    expect(shown('球拍')).toContainEqual({ label: '群主', value: '球拍' })
    expect(shown(null)).toContainEqual({ label: '群主', value: '阿强' })
    const nobody = identityFields(aContact('d', { kind: 'discuss', members: [{ ...owner, role: 'member' }] }), null)
    expect(nobody.map(({ label }) => label)).not.toContain('群主')
  })

  it('counts the conversation', () => {
    const summary = {
      id: 'x',
      account: '1',
      kind: 'friend' as const,
      lastAt: 0,
      lastText: '',
      lastDirection: 'in' as const,
      count: 1_234,
    }
    expect(identityFields(aContact('x'), summary)).toContainEqual({ label: '消息', value: '1,234' })
  })
})
