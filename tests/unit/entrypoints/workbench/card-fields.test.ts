import { beforeEach, describe, expect, it } from 'vitest'
import { identityFields, profileFields } from '../../../../entrypoints/workbench/card-fields.ts'
import type { Profile } from '../../../../lib/chat/contact.ts'
import { setLanguage } from '../../../../lib/i18n/t.ts'
import { aContact } from '../pages/archive-with.ts'

beforeEach(() => setLanguage('zh-CN', ''))

describe('profileFields', () => {
  it('shows every field there is, in order, and leaves out what is empty', () => {
    const profile: Required<Profile> = {
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
    expect(fields[0]).toEqual({ label: '签名', value: 'a' })
    expect(fields[1]).toEqual({ label: '性别', value: '女' })
    expect(profileFields({ city: '', phone: 'x' })).toEqual([{ label: '电话', value: 'x' }])
  })
})

describe('identityFields', () => {
  it('names a person and a group by their own words', () => {
    const labels = (kind: 'person' | 'group') =>
      identityFields(aContact('x', { kind, remark: '备', number: '9', notice: '公告' }), null).map(({ label }) => label)
    expect(labels('person')).toEqual(['备注', '昵称', '号码', '群公告', '首次见到'])
    expect(labels('group')).toContain('名称')
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
