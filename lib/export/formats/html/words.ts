import type { FileContext } from '../../ports.ts'

/** Words of the HTML file's own controls. */
export interface HtmlWords {
  tools: string
  search: string
  previous: string
  next: string
  /** `{at}` and `{count}` are filled in by the viewer. */
  hits: string
  noHits: string
  everybody: string
  author: string
  date: string
  theme: string
  themes: readonly [auto: string, light: string, dark: string]
  months: string
  toReport: string
  toTop: string
  madeBy: string
}

const zh: HtmlWords = {
  tools: '查找与跳转',
  search: '搜索消息',
  previous: '上一条',
  next: '下一条',
  hits: '第 {at} 条，共 {count} 条',
  noHits: '没有找到',
  everybody: '所有人',
  author: '发言的人',
  date: '跳到日期',
  theme: '外观',
  themes: ['跟随系统', '浅色', '深色'],
  months: '按月浏览',
  toReport: '完整性报告',
  toTop: '回到开头',
  madeBy: '导出工具',
}

const en: HtmlWords = {
  tools: 'Find and jump',
  search: 'Search messages',
  previous: 'Previous',
  next: 'Next',
  hits: '{at} of {count}',
  noHits: 'Nothing found',
  everybody: 'Everybody',
  author: 'Who wrote',
  date: 'Jump to date',
  theme: 'Appearance',
  themes: ['As the system', 'Light', 'Dark'],
  months: 'By month',
  toReport: 'Completeness report',
  toTop: 'Back to the start',
  madeBy: 'Made by',
}

export function htmlWords({ language }: Pick<FileContext, 'language'>): HtmlWords {
  return language === 'zh-CN' ? zh : en
}
