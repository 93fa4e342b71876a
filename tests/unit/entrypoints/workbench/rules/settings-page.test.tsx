// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SettingsPage } from '../../../../../entrypoints/workbench/rules/settings-page.tsx'
import { CALENDAR_ENDS, specialDays } from '../../../../../lib/rules/calendar.ts'
import { alsoSpeak, lateWords, rulesWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'
import { DEFAULT_LIMITS } from '../../../../../lib/rules/policy.ts'
import { calendarItem, preferencesItem } from '../../../../../lib/settings.ts'
import { now } from '../../../../../lib/ui/clock.ts'
import { localDay, MINUTE } from '../../../../../lib/time.ts'

const change = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('SettingsPage', () => {
  beforeEach(async () => {
    alsoSpeak(lateWords, workbenchWords, rulesWords)
    await setLanguage('zh-CN', '')
    await preferencesItem.setValue(preferencesItem.fallback)
    await calendarItem.setValue({})
    render(<SettingsPage />)
    await screen.findByText('10000')
  })
  afterEach(cleanup)

  it('stores a limit as soon as it is changed, and the defaults on request', async () => {
    change('同一好友的间隔（分钟）', '2.5')
    await vi.waitFor(async () => expect((await preferencesItem.getValue()).limits.friendMs).toBe(2.5 * MINUTE))
    change('一分钟内最多', '20')
    await vi.waitFor(async () => expect((await preferencesItem.getValue()).limits.perMinute).toBe(20))
    expect((await preferencesItem.getValue()).limits.friendMs).toBe(2.5 * MINUTE)
    fireEvent.click(await screen.findByRole('button', { name: '恢复默认' }))
    await vi.waitFor(async () => expect((await preferencesItem.getValue()).limits).toEqual(DEFAULT_LIMITS))
  })

  it('loses none of two changes that come at once', async () => {
    change('一分钟内最多', '3')
    change('一小时内最多', '4')
    change('回复前等待（秒）', '5')
    await vi.waitFor(async () =>
      expect(await preferencesItem.getValue()).toMatchObject({
        limits: { perMinute: 3, perHour: 4 },
        replyDelayMs: 5_000,
      }),
    )
  })

  it.each([
    ['一分钟内最多', '21'],
    ['一分钟内最多', '0'],
    ['一分钟内最多', '1.5'],
    ['一分钟内最多', ''],
    ['同一好友的间隔（分钟）', '-1'],
    ['同一好友的间隔（分钟）', '1441'],
    ['回复前等待（秒）', '61'],
  ])('refuses %s “%s”, beside the box', async (label, value) => {
    change(label, value)
    expect((await screen.findByText(/^请填 /u)).id).toBe(screen.getByLabelText(label).id + '-problem')
    expect(await preferencesItem.getValue()).toEqual(preferencesItem.fallback)
  })

  it('takes numbers of machines, and lets them go again', async () => {
    const box = screen.getByLabelText('QQ 号')
    fireEvent.input(box, { target: { value: ' 2711679534 ' } })
    fireEvent.submit(box.closest('form')!)
    await vi.waitFor(async () =>
      expect((await preferencesItem.getValue()).serviceAccounts).toEqual(['10000', '2711679534']),
    )
    fireEvent.click(await screen.findByRole('button', { name: '移除 10000' }))
    await vi.waitFor(async () => expect((await preferencesItem.getValue()).serviceAccounts).toEqual(['2711679534']))
  })

  it('says what a number of a machine looks like', async () => {
    const box = screen.getByLabelText('QQ 号')
    fireEvent.input(box, { target: { value: '12a' } })
    fireEvent.submit(box.closest('form')!)
    expect(await screen.findByText('QQ 号是 4 到 12 位数字。')).toBeTruthy()
  })

  it('adds a day of the user’s own and takes it back', async () => {
    const day = '2999-01-04'
    fireEvent.input(screen.getByLabelText('日期'), { target: { value: day } })
    fireEvent.change(screen.getByLabelText('安排'), { target: { value: 'work' } })
    fireEvent.submit(screen.getByLabelText('日期').closest('form')!)
    await vi.waitFor(async () => expect(await calendarItem.getValue()).toEqual({ [day]: 'work' }))
    const row = (await screen.findByText('您加的')).closest('tr')!
    expect(row.textContent).toContain('2999年1月4日')
    expect(row.textContent).toContain('上班')
    fireEvent.click(within(row).getByRole('button', { name: '恢复 2999年1月4日' }))
    await vi.waitFor(async () => expect(await calendarItem.getValue()).toEqual({}))
  })

  it('says until when the built-in holidays reach, and lists those to come', () => {
    const year = CALENDAR_ENDS.slice(0, 4)
    expect(screen.getByText(new RegExp(`自带的放假安排.*${year}年12月31日`, 'u'))).toBeTruthy()
    const coming = CALENDAR_ENDS < localDay(now.value) ? [] : specialDays(localDay(now.value), CALENDAR_ENDS, {})
    expect(screen.queryAllByRole('button', { name: /^把 /u })).toHaveLength(coming.length)
  })
})
