import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  defaultFileName,
  extensionAmong,
  FILE_NAME_VARIABLES,
  fileNameOf,
  fileNameProblem,
  templateByPeriod,
  type FileNameValues,
} from '../../../lib/export/file-name.ts'

const bytes = (text: string) => new TextEncoder().encode(text).length
const HOSTILE = [
  'a',
  '长',
  '🇨🇳',
  ' ',
  '.',
  '/',
  '\\',
  ':',
  '{',
  '}',
  '{title}',
  '{part}',
  '-',
  'CON',
  '%',
  '~',
  '"',
  '|',
  '\u0000',
  '\u202E',
  '\u2028',
  '\uD83D',
  '\uDE00',
  '\u0301',
  '\uFFFF',
]
const UNSAFE = /[<>:"\\|?*%~\p{Cc}\p{Cf}]|^[ .]|[ .]$/u
const DEVICE = /^(?:con|nul|aux|prn|com\d)(?:\.|$)/i
const values: FileNameValues = {
  title: '强哥',
  kind: 'friend',
  number: '10002',
  account: '10001',
  from: '2026-11-01',
  to: '2026-11-22',
  period: '2026-11',
  date: '2026-11-22',
  time: '2031',
  part: '',
  count: '12',
}

function nameOf(title: string, template = 'SmartQQ-{title}-{date}', taken = new Set<string>()): string {
  return fileNameOf(template, { ...values, title }, '.json', taken)
}

describe('fileNameOf', () => {
  it.each([
    ['names chat and date', '强哥', 'SmartQQ-强哥-2026-11-22.json'],
    [
      'leaves no hole when nothing of the title can be shown',
      '\u202E\u0000\u200B .. \uD83D',
      'SmartQQ-2026-11-22.json',
    ],
    ['has no path in it', '../..\\a/b:c', 'SmartQQ-_.._a_b_c-2026-11-22.json'],
    [
      'has nothing in it that a file system or a shell takes amiss',
      'a<b>"c"|d?e*f%g~',
      'SmartQQ-a_b__c__d_e_f_g_-2026-11-22.json',
    ],
    ['has no invisible characters in it', 'a\u202Eb\u2066c\u200Fd\u0007e\uFEFFf', 'SmartQQ-abcde f-2026-11-22.json'],
    ['has one line and no runs of blanks', ' a\r\n\tb\u00A0\u3000c ', 'SmartQQ-a b c-2026-11-22.json'],
    ['has no dots at the ends of the title', '...hidden...', 'SmartQQ-hidden-2026-11-22.json'],
    ['keeps emoji', '👍🏽 ok', 'SmartQQ-👍🏽 ok-2026-11-22.json'],
  ])('%s', (_, title, name) => {
    expect(nameOf(title)).toBe(name)
  })

  it('fills every variable in', () => {
    const template = FILE_NAME_VARIABLES.map((name) => `{${name}}`).join('+')
    expect(fileNameOf(template, { ...values, part: '3' }, '.csv', new Set())).toBe(
      '强哥+friend+10002+10001+2026-11-01+2026-11-22+2026-11+2026-11-22+2031+3+12.csv',
    )
  })

  it('makes folders where the template has a slash, and nowhere else', () => {
    expect(nameOf('a/b', '{title}/{period}')).toBe('a_b/2026-11.json')
    expect(nameOf('..', '/{title}//x/../')).toBe('chat/x/chat.json')
    expect(nameOf('x', 'NUL/CON.txt')).toBe('NUL_/CON_.txt.json')
  })

  it('gives no name twice, also when only the case differs', () => {
    const taken = new Set<string>()
    const names = ['Lily', 'lily', 'LILY'].map((title) => {
      const name = nameOf(title, '{title}', taken)
      taken.add(name.toLowerCase())
      return name
    })
    expect(names).toEqual(['Lily.json', 'lily (2).json', 'LILY (3).json'])
  })

  it('is at most 200 bytes long, shortens the title first, and cuts no character in two', () => {
    const name = nameOf('长'.repeat(300))
    expect(bytes(name)).toBeLessThanOrEqual(200)
    expect(bytes(name)).toBeGreaterThan(195)
    expect(name).toMatch(/^SmartQQ-长+-2026-11-22\.json$/u)
    expect(nameOf('🇨🇳'.repeat(100))).toMatch(/^SmartQQ-(?:🇨🇳)+-2026-11-22\.json$/u)
  })

  it('is safe for whatever people are called and whoever wrote the template', () => {
    const text = fc.string({ unit: fc.constantFrom(...HOSTILE), maxLength: 60 })
    const unsafe = fc.sample(fc.tuple(text, text), 100).flatMap(([title, template]) =>
      nameOf(title, `${template}/{title}`)
        .split('/')
        .filter(
          (part) => bytes(part) > 200 || part === '' || !part.isWellFormed() || UNSAFE.test(part) || DEVICE.test(part),
        ),
    )
    expect(unsafe).toEqual([])
  })
})

describe('fileNameProblem', () => {
  it('finds what means nothing, and what names nothing', () => {
    expect(fileNameProblem('{title}-{nickname}')).toEqual({ kind: 'unknown-variable', name: 'nickname' })
    expect(fileNameProblem('  ')).toEqual({ kind: 'empty' })
    expect(fileNameProblem('{title}/')).toEqual({ kind: 'empty' })
  })

  it.each([null, 'messages', 'bytes', 'day', 'month', 'year'] as const)(
    'has nothing against our own for %s',
    (split) => {
      expect(fileNameProblem(defaultFileName(split))).toBeNull()
    },
  )
})

describe('names of files that hold a day each', () => {
  it('have their day in place of when the export began, or behind all else', () => {
    expect(templateByPeriod('SmartQQ-{title}-{date}')).toBe('SmartQQ-{title}-{period}')
    expect(templateByPeriod('{date}/{title}')).toBe('{date}/{title}-{period}')
  })

  it('stay as they are wished when they tell the days apart already', () => {
    for (const template of ['{title} {from}', '{to}', '{period}/{title}'])
      expect(templateByPeriod(template)).toBe(template)
  })
})

describe('names of files of several formats with one ending', () => {
  const json = { id: 'json', extension: '.json' }
  const chatlab = { id: 'chatlab-json', extension: '.json' }
  const telegram = { id: 'telegram', extension: '.json' }

  it('say what is not ours', () => {
    const all = [json, chatlab, telegram]
    expect(all.map((format) => extensionAmong(format, all))).toEqual(['.json', '.chatlab.json', '.telegram.json'])
  })

  it('are plain when there is one', () => {
    expect(extensionAmong(telegram, [telegram, { id: 'csv', extension: '.csv' }])).toBe('.json')
  })
})
