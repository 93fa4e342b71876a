import { beforeEach, describe, expect, it } from 'vitest'
import { shownState, stateWords } from '../../../../entrypoints/pages/shown-state.ts'
import { alsoSpeak, cardWords, lateWords, setLanguage } from '../../../../lib/i18n/t.ts'
import type { States, Status } from '../../../../lib/settings.ts'
import { aContact } from './archive-with.ts'

alsoSpeak(cardWords, lateWords)
beforeEach(() => setLanguage('zh-CN', ''))

const online: Status = { state: 'online', account: '1', nick: '小明', listener: 'background', since: 0 }
const away = { state: 'away', client: 'phone', at: 7 } as const
const states: States = { account: '1', at: 5, people: { anna: away } }

describe('shownState', () => {
  it('is what was told, and offline for a friend who was not among those online', () => {
    expect(shownState(aContact('anna'), states, online)).toEqual(away)
    expect(shownState(aContact('anna'), states, { ...online, listener: 'page' })).toEqual(away)
    expect(shownState(aContact('bob'), states, online)).toEqual({ state: 'offline', client: null, at: 5 })
  })

  it.each<[string, ReturnType<typeof shownState>]>([
    ['nothing was told', shownState(aContact('anna'), null, online)],
    ['not everybody was told', shownState(aContact('bob'), { ...states, at: null }, online)],
    [
      'we are offline',
      shownState(aContact('anna'), states, {
        state: 'offline',
        account: '1',
        nick: null,
        why: 'network',
        since: 0,
        retryAt: 0,
      }),
    ],
    ['it is no friend', shownState(aContact('anna', { isFriend: false }), states, online)],
    ['it is a group', shownState(aContact('anna', { kind: 'group', isFriend: true }), states, online)],
    ['it belongs to another account', shownState(aContact('anna', { account: '2' }), states, online)],
    ['what was told is about another account', shownState(aContact('anna'), { ...states, account: '2' }, online)],
    ['another account is logged in', shownState(aContact('anna'), states, { ...online, account: '2' })],
  ])('is not known when %s', (_when, shown) => {
    expect(shown).toBeNull()
  })
})

describe('stateWords', () => {
  it.each([
    ['online', 'computer', '在线 · 电脑'],
    ['callme', 'web', 'Q我吧 · 网页'],
    ['away', 'phone', '离开 · 手机'],
    ['busy', 'pad', '忙碌 · 平板'],
    ['silent', null, '请勿打扰'],
    ['offline', 'phone', '离线'],
  ] as const)('says %s with %s as %s', (state, client, words) => {
    expect(stateWords({ state, client })).toBe(words)
  })
})
