import { inlineHash } from '../../inline-hash.ts'
import type { FileContext } from '../../ports.ts'
import { aboutLines } from '../about.ts'
import type { LocalTime } from '../local-clock.ts'
import { fileWords } from '../words.ts'
import { escapedHtml } from './escape.ts'
import { style } from './style.ts'
import viewer from './viewer.js?raw'
import { htmlWords } from './words.ts'

/**
 * The page up to its first message. It may load nothing at all: the policy names the two or three blocks that are in it by
 * their hashes, so that nothing that anybody wrote could ever run.
 *
 * @param avatars Style rules, or nothing.
 */
export function pageHead(
  context: FileContext,
  title: string,
  clock: (at: number) => LocalTime,
  avatars: string,
): string {
  const words = fileWords(context)
  const own = htmlWords(context)
  const styles = [style, avatars].filter((css) => css !== '')
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src ${styles.map(inlineHash).join(' ')}`,
    `script-src ${inlineHash(viewer)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const shownTitle = escapedHtml(title)
  const about = aboutLines(context, clock, words)
  return `<!doctype html>
<html lang="${context.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${escapedHtml(`${context.generator.name} ${context.generator.version}`)}">
<title>${shownTitle}</title>
${styles.map((css) => `<style>${css}</style>\n`).join('')}<script>${viewer}</script>
</head>
<body>
<header id="top">
<h1><bdi>${shownTitle}</bdi></h1>
<dl>
${about.map(aboutMarkup).join('')}</dl>
<p><a href="#report">${own.toReport}</a></p>
</header>
<form id="tools" role="search" aria-label="${own.tools}" data-hits="${own.hits}" data-none="${own.noHits}" hidden>
<input id="search" type="search" placeholder="${own.search}" aria-label="${own.search}" autocomplete="off" spellcheck="false">
<button id="previous" type="button" title="${own.previous}" aria-label="${own.previous}" disabled>↑</button>
<button id="next" type="button" title="${own.next}" aria-label="${own.next}" disabled>↓</button>
<output id="hits" for="search"></output>
<select id="author" aria-label="${own.author}"><option value="">${own.everybody}</option></select>
<input id="date" type="date" title="${own.date}" aria-label="${own.date}">
<select id="theme" aria-label="${own.theme}"><option value="">${own.themes[0]}</option><option value="light">${own.themes[1]}</option><option value="dark">${own.themes[2]}</option></select>
</form>
<main>
`
}

function aboutMarkup([label, value]: [string, string]): string {
  const term = value === '' ? '' : `<dt>${label}</dt>`
  return `<div>${term}<dd><bdi>${escapedHtml(value || label)}</bdi></dd></div>\n`
}

/** Somebody who wrote, and how much. */
export interface Writer {
  /** Index in this file. */
  author: number
  name: string
  count: number
}

/**
 * The page behind its last message.
 *
 * @param months First day (`YYYY-MM-DD`) with a message of each month that has one.
 */
export function pageFoot(
  context: FileContext,
  { writers, months, report }: { writers: readonly Writer[]; months: readonly string[]; report: readonly string[] },
): string {
  const words = fileWords(context)
  const own = htmlWords(context)
  const people = writers.map(
    ({ author, name, count }) => `<li data-a="${author}"><bdi>${escapedHtml(name)}</bdi> <span>${count}</span></li>\n`,
  )
  const links = months.map((day) => `<a href="#d${day}">${day.slice(0, -3)}</a>\n`)
  return `</main>
<nav id="months" aria-label="${own.months}">
${links.join('')}</nav>
<footer>
<section><h2>${words.people}</h2>
<ol id="people">
${people.join('')}</ol></section>
<section id="report"><h2>${words.report}</h2>
<ul>
${report.map(reportMarkup).join('')}</ul></section>
<p>${own.madeBy}${words.colon}${escapedHtml(`${context.generator.name} ${context.generator.version}`)} · <a href="#top">${own.toTop}</a></p>
</footer>
</body>
</html>
`
}

function reportMarkup(line: string): string {
  return `<li${line.startsWith('  ') ? ' class="i"' : ''}>${escapedHtml(line.trim())}</li>\n`
}
