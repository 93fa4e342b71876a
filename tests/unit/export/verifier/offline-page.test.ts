import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { offlineVerifierPage } from '../../../../lib/export/verifier/offline-page.ts'
import { OFFLINE_WORDS } from '../../../../lib/export/verifier/offline-words.ts'
import { LIMITS } from '../../../../lib/export/verifier/verify-core.js'
import { jsonFormat } from '../../../../lib/export/formats/json.ts'
import { exportedAs, sourceOf } from '../samples.ts'

const pages = (['zh-CN', 'en'] as const).map((language) => [language, offlineVerifierPage(language)] as const)

function between(page: string, start: string, end: string): string {
  return page.slice(page.indexOf(start) + start.length, page.indexOf(end, page.indexOf(start)))
}

describe.each(pages)('the offline page in %s', (language, page) => {
  const script = between(page, '<script type="module">', '</script>')

  it('is one file that may load and send nothing, and run only what is in it', () => {
    expect(page).toContain("default-src 'none'")
    for (const [start, end, name] of [
      ['<script type="module">', '</script>', 'script-src'],
      ['<style>', '</style>', 'style-src'],
    ] as const) {
      const hash = createHash('sha256')
        .update(between(page, start, end))
        .digest('base64')
      expect(page).toContain(`${name} 'sha256-${hash}'`)
    }
    expect(page).not.toMatch(/\b(?:src|href)=|https?:|\bfetch\b|^import\b|\bimport\(/mu)
    expect(page.match(/<\/script/gu)).toHaveLength(1)
  })

  it('holds the check itself, which works there as it does here', async () => {
    const { text } = await exportedAs(jsonFormat, sourceOf())
    const core = script.slice(0, script.indexOf('function byId'))
    const module = `data:text/javascript,${encodeURIComponent(`${core}\nexport { verifyText }`)}`
    const { verifyText } = (await import(/* @vite-ignore */ module)) as {
      verifyText(blob: Blob): Promise<{ problems: unknown[] }>
    }
    expect((await verifyText(new Blob([text]))).problems).toEqual([])
    expect((await verifyText(new Blob([text.replace('alert(1)', 'alert(2)')]))).problems).toHaveLength(1)
  })

  it('has words for every limit', () => {
    expect(Object.keys(OFFLINE_WORDS[language].limits)).toEqual([...LIMITS])
  })
})

describe('the words of the offline page', () => {
  it('are the same in both languages, and there for every problem', () => {
    const [zh, en] = [OFFLINE_WORDS['zh-CN'], OFFLINE_WORDS.en]
    expect(Object.keys(zh.problems)).toEqual(Object.keys(en.problems))
    const places = (text = '') => text.match(/\{\w+\}/gu)?.sort() ?? []
    for (const [kind, text] of Object.entries(zh.problems)) expect(places(en.problems[kind])).toEqual(places(text))
  })
})
