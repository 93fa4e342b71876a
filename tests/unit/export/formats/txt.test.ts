import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportedMessage } from '../../../../lib/export/format.ts'
import { authorText, guardedLines } from '../../../../lib/export/formats/txt-lines.ts'
import { txt } from '../../../../lib/export/formats/txt.ts'
import { hostileMessages, hostileText, plain } from './hostile.ts'
import { contextOf, expectGolden, friend, nastyExported, writeFile } from './write-file.ts'

interface Read {
  moment: string
  author: string
  text: string
}

const HEAD = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (.*)$/
const GUARDED = /^ +(?:\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}:\d{2}|={5,}|消息(?:记录|分组|对象))/

/** Reads the file back by what docs/EXPORT-FORMATS.md says, and by nothing else. */
function read(file: string): { before: string[]; messages: Read[]; after: string[] } {
  const lines = file.slice(1).split('\r\n')
  const start = lines.findIndex((line) => HEAD.test(line))
  const end = lines.findIndex((line, at) => at > start && line.startsWith('====='))
  const isEmpty = start > end
  const messages: Read[] = []
  for (const line of isEmpty ? [] : lines.slice(start, end)) {
    const [, moment, author] = HEAD.exec(line) ?? []
    if (moment !== undefined && author !== undefined) messages.push({ moment, author, text: '' })
    else {
      const last = messages.at(-1)
      if (last) last.text += `${GUARDED.test(line) ? line.slice(1) : line}\n`
    }
  }
  for (const message of messages) message.text = message.text.slice(0, -2)
  return { before: lines.slice(0, start), messages, after: lines.slice(end) }
}

/** Marks, name and number of a head line, by the same document. */
function authorOf(shown: string): { marks: string[]; name: string; number: string | null } {
  const marks: string[] = []
  let name = shown
  for (let found = MARK.exec(name); found; found = MARK.exec(name)) {
    name = name.slice(found[0].length)
    if (found[1] === '') break
    marks.push(found[1] ?? '')
  }
  const [, rest = name, number] = /^(.*)\((\d*)\)$/su.exec(name) ?? []
  return { marks, name: rest, number: number || null }
}
const MARK = /^【(自动回复|待确认|已撤回|)】/

describe('TXT in the layout of QQ', () => {
  it('writes the nasty conversation byte for byte as it always did', async () => {
    expectGolden('nasty-conversation.txt.golden', await writeFile(txt, await nastyExported()))
  })

  it('begins as files of QQ do, and says its zone', async () => {
    const { before } = read(await writeFile(txt, await nastyExported(), { head: friend }))
    expect(before.slice(0, 6)).toEqual([
      '消息记录（此消息记录为文本格式，不支持重新导入）',
      '',
      '='.repeat(64),
      '消息分组:我的好友',
      '='.repeat(64),
      '消息对象:<Lily>(1876033142)',
    ])
    expect(before).toContain('导出信息:时区:Asia/Shanghai')
  })

  it('keeps every text, time and number, whatever they look like', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessages, async (messages) => {
        const context = contextOf({ language: 'en' })
        const found = read(await writeFile(txt, messages, { context })).messages
        expect(found.map(({ text }) => text)).toEqual(messages.map(({ text }) => plain(text)))
        for (const [index, { moment, author }] of found.entries()) {
          const message = messages[index] as ExportedMessage
          expect(Date.parse(`${moment.replace(' ', 'T')}+08:00`)).toBe(Math.floor(Date.parse(message.at) / 1000) * 1000)
          const { number, marks } = authorOf(author)
          const isSystem = message.author === null && message.direction === 'in'
          const expected = isSystem
            ? '10000'
            : message.author === 'person-1'
              ? '1876033142'
              : message.direction === 'out'
                ? '10001'
                : null
          expect(number).toBe(expected)
          expect(marks.includes('已撤回')).toBe(message.recalled === true)
        }
      }),
      { numRuns: 80 },
    )
  })

  it('ends the messages with a rule, in a shape that does no harm where the rule is not known', async () => {
    const { after } = read(await writeFile(txt, await nastyExported(), { end: { complete: false } }))
    expect(after[0]).toBe('='.repeat(64))
    expect(after[1]).toBe('2026-11-23 16:00:00 系统消息(10000)')
    expect(after.join('\n')).toContain('读取中断')
    expect(after.join('\n')).toContain('[完整性报告]')
  })

  it('goes on after any message as if it had never stopped', async () => {
    const messages = await nastyExported()
    const whole = await writeFile(txt, messages)
    for (const at of [-1, ...messages.keys()]) expect(await writeFile(txt, messages, { cuts: [at] })).toBe(whole)
  })
})

describe('the author in a head line', () => {
  it.each([
    ['强哥', '1876033142', [], '强哥(1876033142)'],
    ['强哥', null, [], '强哥'],
    ['Bob(123)', null, [], 'Bob(123)()'],
    ['Bob(123)', '1876033142', [], 'Bob(123)(1876033142)'],
    ['Eve<a@b.c>', null, [], 'Eve<a@b.c>()'],
    ['小明', '10001', ['自动回复', '待确认'], '【自动回复】【待确认】小明(10001)'],
    ['【已撤回】', null, [], '【】【已撤回】'],
    ['【管理员】张三', '10001', [], '【】【管理员】张三(10001)'],
    ['two\r\nlines', null, [], 'two lines'],
  ])('of %j, %j, %j is %j', (name, number, marks, shown) => {
    expect(authorText(name, number, marks)).toBe(shown)
  })

  it('can be told apart again, whatever the name is', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.option(fc.stringMatching(/^[1-9]\d{4,10}$/)),
        fc.subarray(['自动回复', '待确认', '已撤回']),
        (name, number, marks) => {
          const found = authorOf(authorText(name, number, marks))
          expect(found).toEqual({ marks, name: plain(name.replace(/[\r\n\t\u2028\u2029]+/g, ' ')).trim(), number })
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('guarded lines', () => {
  it.each(['2026-11-22 20:00:00 x', ' 2026-1-2 3:04:05', '======', '消息对象:x', '消息分组', '消息记录'])(
    'moves %j by a blank',
    (line) => {
      expect(guardedLines(line)).toBe(` ${line}`)
    },
  )

  it.each(['====', '2026-11-22', 'x 2026-11-22 20:00:00', ' x', ''])('leaves %j alone', (line) => {
    expect(guardedLines(line)).toBe(line)
  })
})
