import { describe, expect, it } from 'vitest'
import { NO_CAPTURES } from '../../../lib/rules/matchers/matcher.ts'
import { templateValue } from '../../../lib/rules/template-value.ts'
import { parseTemplate, renderTemplate } from '../../../lib/rules/template.ts'
import type { TemplateValues } from '../../../lib/rules/template.ts'
import { timeValues } from '../../../lib/rules/template-time.ts'
import { DAY } from '../../../lib/time.ts'
import { NOON } from './examples.ts'

const VALUES: TemplateValues = {
  nick: '小红',
  remark: '红姐',
  card: '财务-红',
  group: '周报群',
  time: '14:30',
  date: '2026-09-21',
  weekday: '星期一',
  count: 3,
  message: '查一下[微笑]北京',
  captures: { byNumber: ['查北京', '北京', null], byName: new Map([['city', '北京']]) },
}

function render(text: string, changes: Partial<TemplateValues> = {}): string {
  return renderTemplate(parseTemplate(text), { ...VALUES, ...changes })
}

describe('parseTemplate', () => {
  it('takes text, variables and captures apart', () => {
    expect(parseTemplate('你好{nick}，{capture:1}{capture:city}{{')).toEqual([
      { kind: 'text', text: '你好' },
      { kind: 'variable', name: 'nick' },
      { kind: 'text', text: '，' },
      { kind: 'capture', group: 1, written: '{capture:1}' },
      { kind: 'capture', group: 'city', written: '{capture:city}' },
      { kind: 'text', text: '{' },
    ])
  })

  it.each(['{nik}', '{ nick }', '{NICK}', '{}', '{capture}', '{capture:}', '{capture:01}', '{capture:-1}', '{哈哈}'])(
    'keeps %s as unknown',
    (written) =>
      expect(parseTemplate(`a${written}`)).toEqual([
        { kind: 'text', text: 'a' },
        { kind: 'unknown', written },
      ]),
  )
})

describe('renderTemplate', () => {
  it.each([
    ['every name', '{nick} {remark} {card} {group}', '小红 红姐 财务-红 周报群'],
    ['the time', '{date} {weekday} {time}', '2026-09-21 星期一 14:30'],
    ['how often', '第{count}次', '第3次'],
    ['what was written, faces as words', '“{message}”', '“查一下［微笑］北京”'],
    ['captures by number and name', '{capture:0}:{capture:1}={capture:city}', '查北京:北京=北京'],
    ['nothing for a group without part in the match, or that is not there', 'x{capture:2}{capture:9}{capture:no}', 'x'],
    ['a doubled brace as one', '{{nick}} {{{nick}}}', '{nick} {小红}'],
    ['a brace that opens nothing', ':} {', ':} {'],
    ['an unknown name as it was written', '{nik}', '{nik}'],
    ['no blanks at the ends', ' {nick} \n', '小红'],
    ['faces the user wrote', '[微笑]{nick}[微笑]', '[微笑]小红[微笑]'],
    ['brackets the user wrote, when there is no value', 'a]b[', 'a]b['],
    ['no face out of a capture between brackets', '[{capture:1}]', '［北京］'],
  ])('writes %s', (_, text, expected) => expect(render(text)).toBe(expected))

  it.each<[string, string, Partial<TemplateValues>, string]>([
    ['remark falls back to nick', '{remark}', { remark: null }, '小红'],
    ['an empty remark falls back to nick', '{remark}', { remark: '' }, '小红'],
    ['card falls back to nick', '{card}', { card: null }, '小红'],
    ['nick never falls back to the remark, which is private', '{nick}!', { nick: null }, '!'],
    ['an unknown group is nothing', '{group}!', { group: null }, '!'],
    ['no names at all leave nothing', '{remark}{card}{nick}', { remark: null, card: null, nick: null }, ''],
  ])('%s', (_, text, changes, expected) => expect(render(text, changes)).toBe(expected))

  it.each<[string, string, string, string]>([
    ['a variable', '{nick}', '{time}', '{time}'],
    ['a capture', '{nick}', '{capture:1}', '{capture:1}'],
    ['an escaped brace', '{nick}', '{{', '{{'],
    ['a face', '{nick}', '[微笑]', '［微笑］'],
    ['a face begun by the template', '[{nick}]', '微笑', '［微笑］'],
    ['a face begun by the template and ended by the name', '[{nick}', '微笑]', '［微笑］'],
    ['a replacement pattern', '{nick}', '$& $1', '$& $1'],
  ])('never reads a nickname as %s', (_, text, nick, expected) => expect(render(text, { nick })).toBe(expected))

  it('makes captures as harmless as names', () => {
    const captures = { byNumber: ['[微笑]\u202E{time}'], byName: new Map<string, string>() }
    expect(render('{capture:0}', { captures })).toBe('［微笑］{time}')
  })

  it('has no captures without a pattern', () => {
    expect(render('a{capture:1}', { captures: NO_CAPTURES })).toBe('a')
  })
})

describe('timeValues', () => {
  it.each([
    ['Asia/Shanghai', { time: '22:13', date: '2026-09-21', weekday: '星期一' }],
    ['UTC', { time: '14:13', date: '2026-09-21', weekday: '星期一' }],
    ['Pacific/Auckland', { time: '02:13', date: '2026-09-22', weekday: '星期二' }],
  ])('tells the wall time of %s', (zone, expected) => {
    expect(timeValues(NOON, zone)).toEqual(expected)
  })

  it('names every day of the week', () => {
    const days = Array.from({ length: 7 }, (_, day) => timeValues(NOON + day * DAY, 'Asia/Shanghai').weekday)
    expect(days.join('')).toBe('星期一星期二星期三星期四星期五星期六星期日')
  })
})

describe('templateValue', () => {
  it.each([
    ['leaves a plain name alone', '小红', '小红'],
    ['takes out direction controls', 'a\u202Eb\u2066c\u2069d\u200Fe\u061Cf', 'abcdef'],
    ['takes out what has no width', '\u200B\uFEFFa\u2060', 'a'],
    ['keeps the joiners of an emoji', '👩\u200D💻', '👩\u200D💻'],
    ['makes one line of many, and one blank of many', ' a\r\n\t\u00A0b\u0000c ', 'a b c'],
    ['replaces half of a character', 'a\uD83D', 'a\uFFFD'],
    ['keeps 60 characters', '😀'.repeat(60), '😀'.repeat(60)],
    ['cuts 61 characters to 60 and marks the cut', '😀'.repeat(61), `${'😀'.repeat(59)}…`],
  ])('%s', (_, value, expected) => expect(templateValue(value)).toBe(expected))
})
