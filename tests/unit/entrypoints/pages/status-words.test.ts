import { beforeEach, describe, expect, it } from 'vitest'
import { pausedUntil, statusWords } from '../../../../entrypoints/pages/status-words.ts'
import { setLanguage } from '../../../../lib/i18n/t.ts'
import type { Controls, Status } from '../../../../lib/settings.ts'
import { HOUR } from '../../../../lib/time.ts'

const NOW = new Date(2026, 10, 22, 12, 0).getTime()
const on: Controls = { autoReply: true, pausedUntil: null, stopped: null, away: 'auto' }
const online: Status = { state: 'online', account: '1', nick: '小明', listener: 'background', since: 0 }

beforeEach(() => setLanguage('zh-CN', ''))

describe('statusWords', () => {
  it.each<[string, Status, Controls]>([
    ['正在启动', { state: 'starting' }, on],
    ['等待扫码', { state: 'logged-out', why: 'never', detail: null }, on],
    ['正在登录', { state: 'connecting', account: null }, on],
    ['在线 · 后台在接收', online, on],
    ['在线 · 网页在接收', { ...online, listener: 'page' }, on],
    ['网页在接收 · 不能回复', { state: 'page-only', why: 'unknown' }, on],
    ['网页已停止接收', { state: 'page-stopped', account: '1', nick: '小明' }, on],
    ['在线 · 自动回复已关', { ...online, listener: 'page' }, { ...on, autoReply: false }],
    ['离线', { state: 'offline', account: '1', nick: null, why: 'network', since: 0, retryAt: 0 }, on],
    ['在线 · 暂停到 13:00', online, { ...on, pausedUntil: NOW + HOUR }],
    ['在线 · 13:00 前须重新扫码', { ...online, endsAt: NOW + HOUR }, on],
    ['在线 · 自动回复已关', online, { ...on, autoReply: false, pausedUntil: NOW + HOUR }],
    ['在线 · 后台在接收', online, { ...on, pausedUntil: NOW - 1 }],
    ['在线 · 自动回复已停', online, { ...on, stopped: 'refused-sends' }],
    ['在线 · 自动回复已关', online, { ...on, stopped: 'refused-sends', autoReply: false }],
    [
      '离线',
      { state: 'offline', account: '1', nick: null, why: 'server', since: 0, retryAt: 0 },
      { ...on, autoReply: false, pausedUntil: NOW },
    ],
  ])('says %s', (words, status, controls) => {
    expect(statusWords(status, controls, NOW).text).toBe(words)
  })

  it('is green only when rules really answer', () => {
    expect(statusWords(online, on, NOW).tone).toBe('good')
    expect(statusWords({ ...online, listener: 'page' }, on, NOW).tone).toBe('good')
    expect(statusWords({ state: 'page-only', why: 'other-account' }, on, NOW).tone).toBe('warn')
    expect(statusWords(online, { ...on, autoReply: false }, NOW).tone).toBe('off')
  })
})

describe('pausedUntil', () => {
  it('is over at its end', () => {
    expect(pausedUntil({ ...on, pausedUntil: NOW }, NOW)).toBeNull()
    expect(pausedUntil({ ...on, pausedUntil: NOW + 1 }, NOW)).toBe(NOW + 1)
  })
})
