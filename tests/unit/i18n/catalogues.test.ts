import { describe, expect, it } from 'vitest'
import type { RuleCheck, WhyNot } from '../../../lib/chat/decision.ts'
import type { ClientKind, FriendState } from '../../../lib/chat/online-state.ts'
import type { OutboxState } from '../../../lib/chat/outbox-row.ts'
import { enCard } from '../../../lib/i18n/en-card.ts'
import { enDrawer } from '../../../lib/i18n/en-drawer.ts'
import { enEditor } from '../../../lib/i18n/en-editor.ts'
import { enExport } from '../../../lib/i18n/en-export.ts'
import { enImport } from '../../../lib/i18n/en-import.ts'
import { enReader } from '../../../lib/i18n/en-reader.ts'
import { enStatistics } from '../../../lib/i18n/en-statistics.ts'
import { enStorage } from '../../../lib/i18n/en-storage.ts'
import { enLab } from '../../../lib/i18n/en-lab.ts'
import { enLate } from '../../../lib/i18n/en-late.ts'
import { enRules } from '../../../lib/i18n/en-rules.ts'
import { enTrouble } from '../../../lib/i18n/en-trouble.ts'
import { enWorkbench } from '../../../lib/i18n/en-workbench.ts'
import { en } from '../../../lib/i18n/en.ts'
import type { Words } from '../../../lib/i18n/en.ts'
import { zhCNCard } from '../../../lib/i18n/zh-CN-card.ts'
import { zhCNDrawer } from '../../../lib/i18n/zh-CN-drawer.ts'
import { zhCNEditor } from '../../../lib/i18n/zh-CN-editor.ts'
import { zhCNExport } from '../../../lib/i18n/zh-CN-export.ts'
import { zhCNImport } from '../../../lib/i18n/zh-CN-import.ts'
import { zhCNReader } from '../../../lib/i18n/zh-CN-reader.ts'
import { zhCNStatistics } from '../../../lib/i18n/zh-CN-statistics.ts'
import { zhCNStorage } from '../../../lib/i18n/zh-CN-storage.ts'
import { zhCNLab } from '../../../lib/i18n/zh-CN-lab.ts'
import { zhCNLate } from '../../../lib/i18n/zh-CN-late.ts'
import { zhCNRules } from '../../../lib/i18n/zh-CN-rules.ts'
import { zhCNTrouble } from '../../../lib/i18n/zh-CN-trouble.ts'
import { zhCNWorkbench } from '../../../lib/i18n/zh-CN-workbench.ts'
import { zhCN } from '../../../lib/i18n/zh-CN.ts'
import type { OwnStateOutcome, RefreshOutcome } from '../../../lib/messaging.ts'
import type { FillOutcome, PagePart } from '../../../lib/ports.ts'
import type { FlipChange } from '../../../lib/rules/lab/explain.ts'
import type { FindingCode } from '../../../lib/rules/lab/finding.ts'
import type { RuleProblem } from '../../../lib/rules/rule.ts'
import { wireWords } from '../../../lib/smartqq/wire/return-codes/words.ts'
import type { LoggedOutWhy, Notice, QrStatus, Status } from '../../../lib/settings.ts'
import { noticeKinds } from '../chat/notice-kinds.ts'

const chinese: Record<string, Words> = {
  ...zhCN,
  ...zhCNLate,
  ...zhCNCard,
  ...zhCNDrawer,
  ...zhCNEditor,
  ...zhCNTrouble,
  ...zhCNLab,
  ...zhCNRules,
  ...zhCNWorkbench,
  ...zhCNExport,
  ...zhCNImport,
  ...zhCNReader,
  ...zhCNStatistics,
  ...zhCNStorage,
}
const english: Record<string, Words> = {
  ...en,
  ...enLate,
  ...enCard,
  ...enDrawer,
  ...enEditor,
  ...enTrouble,
  ...enLab,
  ...enRules,
  ...enWorkbench,
  ...enExport,
  ...enImport,
  ...enReader,
  ...enStatistics,
  ...enStorage,
}

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
  'service-account': true,
  loop: true,
  muted: true,
  'group-needs-mention': true,
  burst: true,
  'contact-cooldown': true,
  draft: true,
  'refused-sends': true,
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
      loop: true,
      'replies-stopped': true,
      'clock-skew': true,
      internal: true,
    }),
  ],
  ['code', [...wireWords, 'known', 'number']],
  ['why', [...whyNot, 'refused-by-server']],
  ['chatNotice', noticeKinds],
  ['trace.guard', whyNot],
  [
    'trace',
    codes<`rule:${RuleCheck}` | 'kernel' | 'rules'>({
      kernel: true,
      rules: true,
      'rule:enabled': true,
      'rule:group-enabled': true,
      'rule:kind': true,
      'rule:contact': true,
      'rule:except': true,
      'rule:category': true,
      'rule:author': true,
      'rule:role': true,
      'rule:mention': true,
      'rule:match': true,
      'rule:hours': true,
      'rule:dates': true,
      'rule:first': true,
      'rule:away': true,
      'rule:follow-up': true,
      'rule:cooldown': true,
      'rule:reply': true,
    }),
  ],
  [
    'problem',
    codes<RuleProblem['code']>({
      'name-too-long': true,
      'no-kind': true,
      'too-many-contacts': true,
      'no-text': true,
      'text-too-long': true,
      'too-many-texts': true,
      'too-many-conditions': true,
      'pattern-refused': true,
      'pattern-matches-everything': true,
      'no-content': true,
      'bad-hours': true,
      'too-many-hours': true,
      'bad-date': true,
      'dates-never': true,
      'bad-silence': true,
      'no-reply': true,
      'too-many-replies': true,
      'reply-too-long': true,
      'bad-weight': true,
      'unknown-variable': true,
      'capture-without-pattern': true,
      'no-such-capture': true,
      'bad-delay': true,
      'no-answer': true,
      'same-answer': true,
      'bad-wait': true,
      'bad-cooldown': true,
      'bad-test': true,
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
    'lab.finding',
    codes<FindingCode>({
      dead: true,
      shadowed: true,
      overlaps: true,
      'never-on': true,
      'triggers-itself': true,
      'triggers-other': true,
      'loop-risk': true,
      'missing-variable': true,
      'needs-group': true,
      link: true,
    }),
  ],
  [
    'lab.flip',
    codes<FlipChange>({
      'switch-on': true,
      'no-stop': true,
      'no-pause': true,
      'logged-in': true,
      'known-sender': true,
      fresh: true,
      'no-takeover': true,
      'no-loop': true,
      'not-muted': true,
      'first-time': true,
      mentioned: true,
      'not-mentioned': true,
      away: true,
      'not-away': true,
      limit: true,
      cooldown: true,
      'rule-on': true,
      'rule-off': true,
      condition: true,
      time: true,
      'text-with': true,
      'text-without': true,
    }),
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
