import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { jsonFormat } from '../../../../lib/export/formats/json.ts'
import { jsonlFormat } from '../../../../lib/export/formats/jsonl.ts'
import { verifyParts, verifyText, type VerifyProblem } from '../../../../lib/export/verifier/verify-core.js'
import { nastyMessages } from '../nasty-conversation.ts'
import { chat, exported, exportedAs, sourceOf } from '../samples.ts'

const COUNT = 12
const source = sourceOf([...chat('anna', COUNT), ...nastyMessages.filter(({ text }) => text.length < 1000)])
let json = ''
let jsonl = ''
beforeAll(async () => {
  json = (await exportedAs(jsonFormat, source)).text
  jsonl = (await exportedAs(jsonlFormat, source)).text
})

async function problemsOf(text: string): Promise<VerifyProblem[]> {
  return (await verifyText(new Blob([text]))).problems
}

/** The file with the lines of its messages changed; those of `anna` are the first twelve. */
function withLines(text: string, change: (lines: string[]) => void): string {
  const isMessage = (line: string) => /^\{(?:"type":"message"|"n":)/u.test(line)
  const lines = text.split('\n')
  const start = lines.findIndex(isMessage)
  const end = lines.findIndex((line, index) => index > start && !isMessage(line))
  const messages = lines.slice(start, end).map((line) => line.replace(/,$/u, ''))
  change(messages)
  const comma = lines[start]?.endsWith(',') ? ',' : ''
  const joined = messages.map((line, index) => (index < messages.length - 1 ? line + comma : line))
  return [...lines.slice(0, start), ...joined, ...lines.slice(end)].join('\n')
}

const layouts: [string, () => string][] = [
  ['JSON', () => json],
  ['JSON Lines', () => jsonl],
]

describe.each(layouts)('verifyText of %s', (layout, fileOf) => {
  it('has nothing to say against an untouched file', async () => {
    const report = await verifyText(new Blob([fileOf()]))
    expect(report).toMatchObject({ isGood: true, problems: [], isRewritten: false, account: '10001', part: null })
    expect(report.messages).toBe(COUNT + nastyMessages.length - 1)
    expect(report.conversations.map(({ id, messages, to }) => [id, messages, to.count])).toEqual([
      ['anna', COUNT, COUNT],
      ['group-1', nastyMessages.length - 1, nastyMessages.length - 1],
    ])
  })

  it('reads it in pieces of any length', async () => {
    const file = fileOf()
    for (const length of [1, 7, 64, 1000]) {
      async function* pieces() {
        for (let at = 0; at < file.length; at += length) yield file.slice(at, at + length)
      }
      expect((await verifyText(pieces())).problems).toEqual([])
    }
  })

  it('finds any changed text, and says which message', async () => {
    for (let n = 1; n <= COUNT; n++) {
      const edited = withLines(fileOf(), (lines) => (lines[n - 1] = lines[n - 1]!.replace('alert(1)', 'alert(2)')))
      expect(await problemsOf(edited)).toEqual([{ kind: 'edited', conversation: 'anna', title: null, from: n, to: n }])
    }
  })

  it('finds any deleted messages, and says which', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: COUNT }),
        fc.integer({ min: 1, max: COUNT - 1 }),
        async (from, many) => {
          const to = Math.min(from + many - 1, COUNT)
          const cut = withLines(fileOf(), (lines) => lines.splice(from - 1, to - from + 1))
          if (from === 1 && to === COUNT) return
          expect(await problemsOf(cut)).toEqual([{ kind: 'missing', conversation: 'anna', title: null, from, to }])
        },
      ),
      { numRuns: 40 },
    )
  })

  it('finds any two messages that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: COUNT - 2 }), fc.integer({ min: 1, max: COUNT }), async (a, far) => {
        const b = Math.min(a + far, COUNT - 1)
        const swapped = withLines(fileOf(), (lines) => ([lines[a], lines[b]] = [lines[b]!, lines[a]!]))
        const problems = await problemsOf(swapped)
        expect(problems).not.toEqual([])
        expect(problems.some(({ kind }) => kind === 'moved')).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('finds a message that was put in, whatever number it gives itself', async () => {
    for (const at of [1, 5, COUNT - 1]) {
      const copied = withLines(fileOf(), (lines) => lines.splice(at, 0, lines[at - 1]!.replace('alert', 'never')))
      expect(await problemsOf(copied)).toContainEqual({
        kind: 'inserted',
        conversation: 'anna',
        title: null,
        from: at,
        to: at,
      })
      const ahead = withLines(fileOf(), (lines) => lines.splice(at, 0, lines[at]!.replace('alert', 'never')))
      expect(await problemsOf(ahead)).toContainEqual({
        kind: 'inserted',
        conversation: 'anna',
        title: null,
        from: at + 1,
        to: at + 1,
      })
    }
  })

  it('finds a file that ends early, wherever it was cut', async () => {
    const file = fileOf()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 60, max: file.trimEnd().length - 1 }), async (at) => {
        expect(await problemsOf(file.slice(0, at))).not.toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('finds changes of names, dates, numbers and reports outside the messages', async () => {
    const changes: [string, string][] = [
      ['<Lily>"', '<Lilo>"'],
      ['"10001"', '"10002"'],
      ['Asia/Shanghai', 'Europe/Berlin'],
      ['"duplicates":0', '"duplicates":1'],
      ['"complete":true', '"complete":false'],
      ['"complete": true', '"complete": false'],
      ['T08:00:00.005Z', 'T09:00:00.005Z'],
    ]
    for (const [before, after] of changes) {
      const file = fileOf()
      if (!file.includes(before)) continue
      // The last one: outside the messages.
      const at = file.lastIndexOf(before)
      const problems = await problemsOf(file.slice(0, at) + after + file.slice(at + before.length))
      expect(problems.map(({ kind }) => kind)).toContain('seal')
    }
  })

  it('finds a whole conversation that was taken out', async () => {
    const file = fileOf()
    const [from, to] =
      layout === 'JSON'
        ? [file.indexOf('{"id": "anna"'), file.indexOf('{"id": "group-1"')]
        : [file.indexOf('{"type":"conversation","id":"anna"'), file.indexOf('{"type":"conversation","id":"group-1"')]
    expect(from).toBeGreaterThan(0)
    expect(await problemsOf(file.slice(0, from) + file.slice(to))).toEqual([{ kind: 'seal' }])
  })

  it('finds a count that was changed, and the last messages gone with it', async () => {
    const cut = withLines(fileOf(), (lines) => lines.splice(COUNT - 2, 2))
    const kinds = (await problemsOf(cut.replace(/"count":( ?)12/u, '"count":$110'))).map(({ kind }) => kind)
    expect(kinds).toEqual(['end', 'seal'])
  })

  it('is not fooled by a member that is there twice', async () => {
    const doubled = withLines(fileOf(), (lines) => (lines[3] = lines[3]!.replace('"text":', '"text":"other","text":')))
    expect((await problemsOf(doubled)).map(({ kind }) => kind)).toContain('doubled')
  })

  it('finds any changed character of a message', async () => {
    const file = fileOf()
    const start = file.indexOf('"n":1,')
    const end = file.indexOf('"group-1"')
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: start, max: end }),
        fc.constantFrom('x', '0', '7', ' ', '"', '长'),
        async (at, put) => {
          const changed = file.slice(0, at) + put + file.slice(at + 1)
          const report = await verifyText(new Blob([changed]))
          // Blanks between pieces are nobody's.
          expect(report.isGood).toBe(changed === file || sameJson(changed, file))
        },
      ),
      { numRuns: 120 },
    )
  })
})

function sameJson(a: string, b: string): boolean {
  const read = (text: string) => {
    try {
      return JSON.stringify(JSON.parse(text))
    } catch {
      return text.split('\n').map((line) => line.trim())
    }
  }
  return JSON.stringify(read(a)) === JSON.stringify(read(b))
}

describe('verifyText', () => {
  it('reads a JSON that was laid out anew, and says so', async () => {
    const pretty = JSON.stringify(JSON.parse(json), null, 2)
    expect(await verifyText(new Blob([pretty]))).toMatchObject({ isGood: true, isRewritten: true })
    const escaped = json.replace(/[\u0080-\uFFFF]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    expect(await verifyText(new Blob([escaped.replace(/[^\0-\x7F]/gu, '?')]))).toHaveProperty('isRewritten', true)
  })

  it('cannot tell when somebody makes the whole chain and the seal anew: that is no signature', async () => {
    const forged = sourceOf(chat('anna', COUNT, { text: 'forged', segments: [{ type: 'text', text: 'forged' }] }))
    const { text } = await exportedAs(jsonFormat, forged)
    expect(await problemsOf(text)).toEqual([])
  })

  it.each([
    ['', 'not-ours'],
    ['hello', 'not-ours'],
    ['{"chatlab":{"version":"0.0.2"}}', 'not-ours'],
    ['{}', 'not-ours'],
    ['{"type":"header","format":"other"}\n', 'not-ours'],
    ['{"format":"smartqq-companion-export","version":2,"conversations":[]}', 'no-chain'],
    ['{"format":"smartqq-companion-export","version":4,"conversations":[]}', 'newer'],
    ['{"format":"smartqq-companion-export",,}', 'broken'],
  ])('says of %j that it is %s, and no more', async (text, kind) => {
    expect((await problemsOf(text)).map((problem) => problem.kind)).toEqual([kind])
  })

  it('says which line is no JSON, and that bytes are no UTF-8', async () => {
    const broken = jsonl.split('\n')
    broken[4] = '{"type":"message",oops}'
    expect(await problemsOf(broken.join('\n'))).toContainEqual({ kind: 'broken', line: 5 })
    const bytes = new TextEncoder().encode(json)
    bytes[200] = 0xff
    expect((await verifyText(new Blob([bytes]))).problems).toContainEqual({ kind: 'not-utf8' })
  })

  it('never throws for what is in a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.nat(), async (value, at) => {
        const start = at % json.length
        const hostile = json.slice(0, start) + value + json.slice(start + value.length)
        expect(await verifyText(new Blob([hostile]))).toHaveProperty('problems')
        expect(await verifyText(new Blob([value]))).toHaveProperty('isGood', false)
      }),
      { numRuns: 50 },
    )
  })

  it('stops when asked to', async () => {
    await expect(verifyText(new Blob([json]), undefined, AbortSignal.abort())).rejects.toThrow('abort')
  })

  it('tells how far it is', async () => {
    const told: number[] = []
    await verifyText(new Blob([json]), ({ characters }) => told.push(characters))
    expect(told.at(-1)).toBe(json.length)
  })
})

describe('verifyParts', () => {
  async function parts() {
    const { texts } = await exported(sourceOf(chat('anna', 10)), { split: { by: 'messages', messages: 3 } })
    return Promise.all([...texts].map(async ([name, text]) => ({ name, report: await verifyText(new Blob([text])) })))
  }

  it('accepts all parts in any order', async () => {
    const files = await parts()
    expect(files).toHaveLength(4)
    expect(verifyParts([files[2]!, files[0]!, files[3]!, files[1]!])).toEqual([])
  })

  it('finds a part that is missing, at the beginning and in the middle', async () => {
    const files = await parts()
    const kinds = (some: typeof files) => verifyParts(some).map(({ kind, from, to }) => [kind, from, to])
    expect(kinds(files.slice(1))).toEqual([['earlier-part-missing', 1, 3]])
    expect(kinds([files[0]!, files[2]!, files[3]!])).toEqual([['part-missing', 4, 6]])
  })

  it('finds a part of another export among them', async () => {
    const files = await parts()
    const { texts } = await exported(sourceOf(chat('anna', 10, { mentionsMe: true })), {
      split: { by: 'messages', messages: 3 },
    })
    const [, other = ''] = texts.values()
    const foreign = { name: 'other', report: await verifyText(new Blob([other])) }
    const problems = verifyParts([files[0]!, foreign, files[2]!, files[3]!])
    expect(problems.map(({ kind, name }) => [kind, name === 'other'])).toEqual([
      ['does-not-continue', true],
      ['does-not-continue', false],
    ])
  })
})
