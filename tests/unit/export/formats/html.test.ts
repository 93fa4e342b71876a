import * as fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ExportedMessage } from '../../../../lib/export/format.ts'
import { html } from '../../../../lib/export/formats/html.ts'
import { segmentWords } from '../../../../lib/export/formats/segment-words.ts'
import { hostileMessages, hostileText, plain } from './hostile.ts'
import { contextOf, expectGolden, friend, nastyExported, writeFile } from './write-file.ts'

/** The page without what its script and style say, which takes long to read. */
function read(text: string): Document {
  return parseHTML(text.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '<$1></$1>')).document
}

/** What somebody reads of each message; faces by their name. */
function textsIn(page: Document): string[] {
  return Array.from(page.querySelectorAll('.m > .t'), (body) =>
    Array.from(body.childNodes, (node) => {
      const element = node as Element
      return element.className === 'f' ? (element.getAttribute('title') ?? '') : (node.textContent ?? '')
    }).join(''),
  )
}

/** The elements that a page is made of, apart from words and attributes. */
const ELEMENTS = new Set(
  'html head meta title style script body header h1 h2 bdi dl div dt dd p a form input button output select option main section time i span em q nav footer ol ul li'.split(
    ' ',
  ),
)

describe('the HTML file', () => {
  it('writes the nasty conversation byte for byte as it always did', async () => {
    expectGolden('nasty-conversation.html.golden', await writeFile(html, await nastyExported()))
  })

  it('holds every text, in its day, whatever anybody is called or writes', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessages, hostileText, async (messages, name) => {
        const context = contextOf({ account: { number: '10001', nick: name }, timeZone: 'Europe/Berlin' })
        const text = await writeFile(html, messages, { context, head: { ...friend, title: name } })
        const page = read(text)
        // Each piece stands for itself: the halves of a line end in two of them are two line ends.
        const said = messages.map(({ segments }) =>
          segments.map((segment) => plain(segmentWords(segment, 'zh-CN'))).join(''),
        )
        expect(textsIn(page)).toEqual(said)
        const others = Array.from(page.querySelectorAll('*'), ({ localName }) => localName).filter(
          (name) => !ELEMENTS.has(name),
        )
        expect(others).toEqual([])
        expect(text.match(/<script|<\/script/g)).toHaveLength(2)
        const days = Array.from(page.querySelectorAll('main > section'), ({ id }) => id)
        const format = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' })
        expect(days).toEqual([...new Set(messages.map(({ at }) => `d${format.format(Date.parse(at))}`))])
      }),
      { numRuns: 50 },
    )
  })

  it('may run its own script and use its own style, and load nothing', async () => {
    const text = await writeFile(html, await nastyExported())
    const policy = read(text).querySelector('meta[http-equiv]')?.getAttribute('content') ?? ''
    const hashOf = (block: string) => `'sha256-${createHash('sha256').update(block).digest('base64')}'`
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(text) ?? []
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? []
    expect(script).toContain('DOMContentLoaded')
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|<!--|fetch|http/)
    expect(style).toContain('content-visibility')
    expect(style).not.toMatch(/url\(|@import|</)
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      'img-src data:',
      `style-src ${hashOf(style)}`,
      `script-src ${hashOf(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ])
    const attributes = [...read(text).querySelectorAll('*')].flatMap(({ attributes: list }) => [...list])
    expect(attributes.filter(({ name }) => /^on|^style$|^src/.test(name))).toEqual([])
    expect(attributes.filter(({ name, value }) => name === 'href' && !value.startsWith('#'))).toEqual([])
  })

  it('has each avatar once, and nothing that only says it is one', async () => {
    const pictures: Record<string, string> = {
      'person-1': 'data:image/png;base64,AAAA',
      'person-2': 'data:image/svg+xml;base64,AAAA',
      'group-1': 'data:image/png;base64,A);}body{display:none',
    }
    const context = contextOf({ avatar: async (id) => pictures[id] ?? null })
    const text = await writeFile(html, await nastyExported(), { context })
    expect(text.match(/data:image/g)).toHaveLength(1)
    const rules = [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].at(-1)?.[1] ?? ''
    const page = read(text)
    const lily = page.querySelector('#m1')?.className.split(' ')[1]
    expect(rules).toContain(`.${lily}>bdi::before{background-image:url(data:image/png;base64,AAAA)}`)
    const hash = createHash('sha256').update(rules).digest('base64')
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain(hash)
  })

  it('shows faces as emoji that say their name, and other things by their label', async () => {
    const page = read(await writeFile(html, await nastyExported()))
    const message = [...page.querySelectorAll('.m')].find(({ textContent }) => textContent.includes('前'))
    expect(message?.querySelector('.f')?.textContent).toBe('🙂')
    expect(message?.querySelector('.f')?.getAttribute('title')).toBe('[微笑]')
    expect(Array.from(message?.querySelectorAll('em') ?? [], (label) => label.textContent)).toEqual([
      '[表情999]',
      '[图片]',
    ])
  })

  it('marks what a rule sent, what may not have arrived, and what was taken back', async () => {
    const messages = await nastyExported()
    const reply = messages.findIndex(({ autoReply }) => autoReply?.state === 'uncertain')
    const page = read(
      await writeFile(
        html,
        messages.map((message) => ({ ...message, recalled: true as const })),
      ),
    )
    const element = page.querySelectorAll('.m')[reply]
    expect(element?.className.split(' ')).toEqual(expect.arrayContaining(['o', 'u', 'r']))
    expect(Array.from(element?.querySelectorAll('i') ?? [], (mark) => mark.textContent)).toEqual([
      '自动回复',
      '待确认',
      '已撤回',
    ])
  })

  it('says a name again after three minutes, when it changed, and after a notice', async () => {
    const [first] = await nastyExported()
    const start = Date.parse('2026-11-22T12:00:00.000Z')
    const at = (minutes: number, change: Partial<ExportedMessage> = {}) =>
      ({ ...first, at: new Date(start + minutes * 60_000).toISOString(), ...change }) as ExportedMessage
    const notice: Partial<ExportedMessage> = { segments: [{ type: 'notice', what: 'shake', facts: {} }] }
    const page = read(
      await writeFile(html, [
        at(0),
        at(2),
        at(5),
        at(6, { authorName: 'Lily' }),
        at(7, notice),
        at(7, { authorName: 'Lily' }),
      ]),
    )
    const named = Array.from(page.querySelectorAll('.m'), (message) => message.querySelector('bdi') !== null)
    expect(named).toEqual([true, false, true, true, true, true])
  })

  it('lists who wrote how much, and links the first day of each month', async () => {
    const [first] = await nastyExported()
    const days = ['2026-10-01', '2026-10-31', '2026-11-02', '2027-01-01'].map((day) => ({
      ...first,
      at: `${day}T04:00:00.000Z`,
    }))
    const page = read(await writeFile(html, days as ExportedMessage[]))
    expect(Array.from(page.querySelectorAll('#people > li'), ({ textContent }) => textContent)).toEqual(['"\ufffd 4'])
    expect(Array.from(page.querySelectorAll('#months > a'), (link) => link.getAttribute('href'))).toEqual([
      '#d2026-10-01',
      '#d2026-11-02',
      '#d2027-01-01',
    ])
  })

  it('puts a hundred messages into a block', async () => {
    const [first] = await nastyExported()
    const page = read(
      await writeFile(
        html,
        Array.from({ length: 250 }, () => first as ExportedMessage),
        { page: 7 },
      ),
    )
    expect(Array.from(page.querySelectorAll('section > .c'), ({ children }) => children.length)).toEqual([100, 100, 50])
  })

  it('survives a message that is not what it should be', async () => {
    const messages = await nastyExported()
    const broken = [
      { ...messages[0], at: 'yesterday' },
      { ...messages[0], segments: null },
      { ...messages[0], segments: [null] },
    ] as unknown as ExportedMessage[]
    const page = read(await writeFile(html, [...broken, ...messages, ...broken]))
    expect(textsIn(page)).toHaveLength(messages.length + 6)
    expect(textsIn(page).filter((text) => text === '[这条消息无法显示]')).toHaveLength(6)
    expect(page.querySelector('#report')).not.toBeNull()
    expect(page.querySelectorAll('main > section')).toHaveLength(2)
  })

  it('says in its own language what it lacks', async () => {
    const text = await writeFile(html, await nastyExported(), {
      context: contextOf({ language: 'en' }),
      end: { complete: false },
    })
    const page = read(text)
    expect(page.documentElement.lang).toBe('en')
    expect(page.querySelector('main > .warn')?.textContent).toContain('Reading broke off')
    expect(page.querySelector('#report')?.textContent).toContain('the line was down')
    expect(page.querySelector('#tools')?.textContent).toContain('Everybody')
    expect(text).toContain('[Picture]')
  })

  it('goes on after any message as if it had never stopped', async () => {
    const messages = await nastyExported()
    const whole = await writeFile(html, messages)
    for (const at of [-1, ...messages.keys()]) expect(await writeFile(html, messages, { cuts: [at] })).toBe(whole)
  })
})
