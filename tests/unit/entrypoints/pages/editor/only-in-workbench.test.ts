import { beforeEach, describe, expect, it } from 'vitest'
import { onlyInWorkbench } from '../../../../../entrypoints/pages/editor/only-in-workbench.ts'
import { alsoSpeak, lateWords, setLanguage } from '../../../../../lib/i18n/t.ts'
import { aRule } from '../a-rule.ts'

alsoSpeak(lateWords)
beforeEach(() => setLanguage('zh-CN', ''))

const names = new Map([['c1', '强哥']])

describe('onlyInWorkbench', () => {
  it('is nothing for what the popup can show', () => {
    const shown = aRule({
      who: { kinds: ['friend', 'group'], contacts: ['c1'] },
      when: { hours: [{ on: 'workdays', from: 0, to: 60 }], first: 'today', onlyWhenAway: true },
      cooldownMs: 5,
    })
    expect(onlyInWorkbench(shown, names)).toEqual([])
  })

  it('says each thing it cannot show', () => {
    const rule = aRule({
      name: '值班',
      who: { except: ['c1'], roles: ['owner'] },
      what: { fold: { case: true, width: true, blanks: false, repeats: false, script: true } },
      when: { dates: { from: null, to: '2026-02-01' } },
      reply: { mode: 'draft' },
      goOn: true,
    })
    expect(onlyInWorkbench(rule, names)).toEqual([
      '名称：值班',
      '强哥 除外',
      '群里只限群主',
      '不分全角半角',
      '不分繁体简体',
      '2026年2月1日之前',
      '只拟草稿',
      '接着看下面的规则',
    ])
  })
})
