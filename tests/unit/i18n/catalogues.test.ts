import { describe, expect, it } from 'vitest'
import type { WhyNot } from '../../../lib/chat/decision.ts'
import type { ClientKind, FriendState } from '../../../lib/chat/online-state.ts'
import type { OutboxState } from '../../../lib/chat/outbox-row.ts'
import { enCard } from '../../../lib/i18n/en-card.ts'
import { enDrawer } from '../../../lib/i18n/en-drawer.ts'
import { enLate } from '../../../lib/i18n/en-late.ts'
import { enWorkbench } from '../../../lib/i18n/en-workbench.ts'
import { en } from '../../../lib/i18n/en.ts'
import type { Words } from '../../../lib/i18n/en.ts'
import { zhCNCard } from '../../../lib/i18n/zh-CN-card.ts'
import { zhCNDrawer } from '../../../lib/i18n/zh-CN-drawer.ts'
import { zhCNLate } from '../../../lib/i18n/zh-CN-late.ts'
import { zhCNWorkbench } from '../../../lib/i18n/zh-CN-workbench.ts'
import { zhCN } from '../../../lib/i18n/zh-CN.ts'
import type { OwnStateOutcome, RefreshOutcome } from '../../../lib/messaging.ts'
import type { FillOutcome, PagePart } from '../../../lib/ports.ts'
import type { RuleProblem } from '../../../lib/rules/rule.ts'
import { wireWords } from '../../../lib/smartqq/wire/return-codes/words.ts'
import type { LoggedOutWhy, Notice, QrStatus, Status } from '../../../lib/settings.ts'
import { noticeKinds } from '../chat/notice-kinds.ts'

const chinese: Record<string, Words> = { ...zhCN, ...zhCNLate, ...zhCNCard, ...zhCNDrawer, ...zhCNWorkbench }
const english: Record<string, Words> = { ...en, ...enLate, ...enCard, ...enDrawer, ...enWorkbench }

/** Every code of a type, as data: a code that is missing or too many does not compile. */
function codes<T extends string>(all: Record<T, true>): T[] {
  return Object.keys(all) as T[]
}

type QrFailure = Extract<QrStatus, { state: 'failed' }>['why']
type OfflineWhy = Extract<Status, { state: 'offline' }>['why']
type BlockedWhy = Extract<Status, { state: 'blocked' }>['why']
type OwnStateWhy = Extract<OwnStateOutcome, { kind: 'failed' }>['why']
type RefreshWhy = Extract<RefreshOutcome, { kind: 'failed' }>['why']

const whyNot = codes<WhyNot>({
  'no-rule-matched': true,
  'switched-off': true,
  paused: true,
  takeover: true,
  'own-message': true,
  echo: true,
  'unknown-sender': true,
  'automatic-reply': true,
  stale: true,
  'identical-text': true,
  'cap-minute': true,
  'cap-hour': true,
  'cap-day': true,
  cooldown: true,
  'empty-reply': true,
  'not-logged-in': true,
  'other-login': true,
  'user-removed-rule': true,
})

const spoken: [string, string[]][] = [
  [
    'contact.state',
    codes<FriendState>({ online: true, callme: true, away: true, busy: true, silent: true, offline: true }),
  ],
  ['contact.client', codes<ClientKind>({ computer: true, phone: true, web: true, pad: true })],
  [
    'ownState.failed',
    codes<OwnStateWhy>({ offline: true, 'not-logged-in': true, refused: true, 'strange-reply': true }),
  ],
  [
    'loggedOut',
    codes<LoggedOutWhy>({
      never: true,
      expired: true,
      'ended-by-age': true,
      kicked: true,
      elsewhere: true,
      'signed-out': true,
      restarted: true,
      'account-frozen': true,
      refused: true,
    }),
  ],
  [
    'state',
    codes<Exclude<Status['state'], 'online'>>({
      starting: true,
      'logged-out': true,
      connecting: true,
      'page-only': true,
      'page-stopped': true,
      offline: true,
      blocked: true,
    }),
  ],
  ['state.online', ['background', 'page']],
  ['page-only', codes<Extract<Status, { state: 'page-only' }>['why']>({ unknown: true, 'other-account': true })],
  [
    'broken',
    codes<PagePart>({
      'http-frame': true,
      'https-frame': true,
      envelopes: true,
      replies: true,
      'chat-title': true,
      'chat-menu': true,
      'chat-body': true,
      'chat-message': true,
      'chat-box': true,
      'list-item': true,
    }),
  ],
  ['drawer.fill', codes<FillOutcome>({ filled: true, 'other-chat': true, 'no-box': true, 'not-empty': true })],
  [
    'offline',
    codes<OfflineWhy>({
      network: true,
      server: true,
      'strange-reply': true,
      portal: true,
      'device-offline': true,
    }),
  ],
  ['blocked', codes<BlockedWhy>({ 'site-access': true, storage: true })],
  [
    'qr',
    codes<Exclude<QrStatus['state'], 'failed'>>({
      idle: true,
      loading: true,
      waiting: true,
      scanned: true,
      confirmed: true,
    }),
  ],
  [
    'qr.failed',
    codes<QrFailure>({
      network: true,
      portal: true,
      'strange-reply': true,
      refused: true,
      cookies: true,
      frozen: true,
      'too-many-expired': true,
    }),
  ],
  [
    'notice',
    codes<Notice['code']>({
      'strange-reply': true,
      'unreadable-items': true,
      'list-failed': true,
      'storage-full': true,
      'storage-failed': true,
      'settings-damaged': true,
      'send-refused': true,
      'send-uncertain': true,
      'login-ends-soon': true,
      'other-store': true,
      internal: true,
    }),
  ],
  ['code', [...wireWords, 'known', 'number']],
  ['why', [...whyNot, 'refused-by-server']],
  ['chatNotice', noticeKinds],
  ['trace.guard', whyNot],
  [
    'problem',
    codes<RuleProblem['code']>({
      'no-kind': true,
      'no-text': true,
      'text-too-long': true,
      'too-many-texts': true,
      'pattern-refused': true,
      'pattern-matches-everything': true,
      'no-reply': true,
      'reply-too-long': true,
      'unknown-variable': true,
      'capture-without-pattern': true,
      'no-such-capture': true,
      'bad-cooldown': true,
      'too-many-rules': true,
      'not-a-rule': true,
    }),
  ],
  [
    'refresh',
    [
      'fresh',
      ...codes<RefreshWhy>({
        offline: true,
        'logged-out': true,
        'not-recognised': true,
        refused: true,
        'strange-reply': true,
      }),
    ],
  ],
  [
    'outcome',
    codes<OutboxState>({
      pending: true,
      sending: true,
      sent: true,
      refused: true,
      uncertain: true,
      dropped: true,
    }),
  ],
]

describe('the catalogues', () => {
  it.each(spoken)('have words for every code of %s', (prefix, all) => {
    for (const code of all) {
      expect(chinese).toHaveProperty([`${prefix}.${code}`])
      expect(english).toHaveProperty([`${prefix}.${code}`])
    }
  })

  it('have the same keys in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort())
  })

  it('have the same places in both languages', () => {
    for (const [key, words] of Object.entries(english)) {
      for (const form of typeof words === 'string' ? [words] : [words.one, words.other]) {
        expect([key, placesIn(form)]).toEqual([key, placesIn(chinese[key] as string)])
      }
    }
  })

  it('leave nothing empty and raise no voice', () => {
    for (const words of [...Object.values(chinese), ...Object.values(english)]) {
      for (const form of typeof words === 'string' ? [words] : [words.one, words.other]) {
        expect(form.trim()).not.toBe('')
        expect(form).not.toMatch(/[!！]/u)
      }
    }
  })
})

function placesIn(words: string): string[] {
  return [...words.matchAll(/\{\w+\}/gu)].map(([place]) => place).sort()
}
