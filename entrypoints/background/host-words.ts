import { browser } from 'wxt/browser'
import type { ChatLine } from '../../lib/companion/chat-lines.ts'
import { enPage } from '../../lib/i18n/en-page.ts'
import { languageOf } from '../../lib/i18n/language.ts'
import type { Language } from '../../lib/i18n/language.ts'
import { zhCNPage } from '../../lib/i18n/zh-CN-page.ts'
import type { HostWords, PageMark } from '../../lib/ports.ts'
import type { Preferences } from '../../lib/settings.ts'

type PageWords = Record<keyof typeof zhCNPage, string>

const CATALOGUES: Record<Language, PageWords> = { 'zh-CN': zhCNPage, en: enPage }

/** The words on the official page, in the language the user has chosen. */
export function pageWords(language: Preferences['language']): PageWords {
  return CATALOGUES[languageOf(language, browser.i18n.getUILanguage())]
}

/** Those that the button and the drawer's frame need from the start. */
export function hostWords(words: PageWords): HostWords {
  return {
    open: words['page.open'],
    close: words['page.close'],
    drawer: words['page.drawer'],
    mark: words['page.mark'],
    sent: words['page.sent'],
  }
}

/** What the toolbar button says when the pointer rests on it. `paused`: chats that the loop breaker leaves alone. */
export function buttonTitle(words: PageWords, { isStopped, paused }: { isStopped: boolean; paused: number }): string {
  if (isStopped) return words['page.badge.stopped']
  return paused > 0 ? words['page.badge.loops'].replace('{count}', String(paused)) : words['page.drawer']
}

/** A chat's lines with what is to be said beside them on the page. */
export function pageMarks(lines: readonly ChatLine[], words: PageWords): PageMark[] {
  return lines.map(({ outcome, ...line }) => ({
    ...line,
    mark: outcome && { kind: outcome.kind, words: markWords(outcome, words), reply: outcome.reply },
  }))
}

function markWords({ kind, why }: NonNullable<ChatLine['outcome']>, words: PageWords): string {
  if (kind !== 'held') return words[`page.mark.${kind}`]
  return why === null ? words['page.mark.held'] : words['page.mark.held.why'].replace('{why}', words[`page.why.${why}`])
}
