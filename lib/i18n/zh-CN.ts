import type { zhCNCard } from './zh-CN-card.ts'
import type { zhCNDrawer } from './zh-CN-drawer.ts'
import type { zhCNEditor } from './zh-CN-editor.ts'
import type { zhCNExport } from './zh-CN-export.ts'
import type { zhCNImport } from './zh-CN-import.ts'
import type { zhCNLab } from './zh-CN-lab.ts'
import type { zhCNLate } from './zh-CN-late.ts'
import type { zhCNReader } from './zh-CN-reader.ts'
import type { zhCNRules } from './zh-CN-rules.ts'
import type { zhCNStatistics } from './zh-CN-statistics.ts'
import type { zhCNStorage } from './zh-CN-storage.ts'
import type { zhCNTrouble } from './zh-CN-trouble.ts'
import type { zhCNWorkbench } from './zh-CN-workbench.ts'

/**
 * The words in Chinese that more than one page says, or the popup at once, and the keys the other languages must have;
 * what is said later, or on one page only, is in files of its own. `{name}` is a place for a value.
 * Keys that end in a code (`why.stale`) have exactly the codes of the type they speak for: `t()` is checked against them.
 */
export const zhCN = {
  'app.name': '网页QQ伴侣',
  'app.workbench': '工作台',
  'list.comma': '、',
  'list.more': '{names}等 {count} 个',
  'unknown.person': '未知联系人',
  'unknown.group': '未知群',
  'unknown.discuss': '未知讨论组',
  'kind.friend': '好友',
  'kind.group': '群',
  'kind.discuss': '讨论组',
  'hidden.title': '{name}（含不可见字符）',
  'action.save': '保存',
  'action.cancel': '取消',
  'action.delete': '删除',
  'action.edit': '编辑',
  'action.undo': '撤销',
  'action.dismiss': '知道了',
  'action.back': '返回',
  'action.more': '更多',
  loading: '正在读取',
  'failed.load': '这一部分没能打开。关掉再打开试试。',
  'failed.request': '后台没有应答，刚才的操作可能没有生效。请再试一次。',

  // The header: who, in which state, who listens
  'who.nobody': '未登录',
  'who.listens': '谁在接收',
  'state.starting': '正在启动',
  'state.logged-out': '等待扫码',
  'state.connecting': '正在登录',
  'state.online.background': '在线 · 后台在接收',
  'state.online.page': '在线 · 网页在接收',
  'state.page-only': '网页在接收 · 不能回复',
  'state.page-stopped': '网页已停止接收',
  'state.offline': '离线',
  'state.blocked': '需要处理',
  'state.ends': '在线 · {time} 前须重新扫码',
  'state.paused': '在线 · 暂停到 {time}',
  'state.off': '在线 · 自动回复已关',
  'state.stopped': '在线 · 自动回复已停',
  'switch.autoReply': '自动回复总开关',
  'switch.hint': '自动回复总开关（Alt+Shift+K）',
  'listener.background': '后台在接收：消息进存档，规则在工作。打开 w.qq.com 就交给网页。',
  'listener.page': '网页在接收：它收到的消息同样进存档，规则照常回复。关闭 w.qq.com 的标签页，后台几秒后接手。',
  'away.label': '我在不在',
  'away.auto': '自动判断',
  'away.away': '我离开了',
  'away.here': '我在',

  // Today's line
  today: '今日',
  'today.replied': '已回 {count}',
  'today.heldBack': '拦下 {count}',
  'today.uncertain': '待确认 {count}',
  'today.label': '今日的自动回复',

  'tab.label': '内容',
  'tab.rules': '规则',
  'tab.recent': '最近',
  'tab.export': '导出',
  'footer.pause': '暂停 1 小时',
  'footer.resume': '继续',
  'footer.settings': '设置',

  // Rules
  'rules.label': '规则，从上到下先中先回',
  'rules.new': '新规则',
  'rules.empty.title': '还没有规则',
  'rules.empty.text': '规则说明谁发来什么时回复什么。例如：好友发来含「在吗」的消息，就回复「我在开会，稍后联系」。',
  'rules.empty.button': '写第一条规则',
  'rule.label': '规则：{sentence}',
  'rule.enable': '启用规则：{sentence}',
  'rule.handle': '移动规则：{sentence}。按上下方向键调整次序。',
  'rule.moved': '已移到第 {place} 条，共 {count} 条',
  'rule.actions': '规则操作：{sentence}',
  'rule.hits': '今日回复 {count} 次',
  'rule.sleeping': '休眠：这次登录里认不出 {names}',
  'rule.sleeping.some': '这次登录里认不出 {names}，对他们不回复',
  'ruleGroup.enable': '启用规则组：{name}',
  'ruleGroup.count': '{count} 条',
  'ruleGroup.off': '这组已关',
  sentence: '{who}发来{what}→「{reply}」',
  'sentence.preview': '当{who}发来{what}，回复「{reply}」',
  'sentence.kind.friend': '好友',
  'sentence.kind.group': '群',
  'sentence.kind.discuss': '讨论组',
  'sentence.whoWhen': '{who}在 {when} ',
  'sentence.notes': '{sentence}（{notes}）',
  'sentence.limited': '{who}（{limits}）',
  'sentence.categories': '只限分组 {names}',
  'sentence.roles': '群里只限{roles}',
  'sentence.role.owner': '群主',
  'sentence.role.admin': '管理员',
  'sentence.role.member': '普通成员',
  'sentence.authors': '群里只限 {names} 说的',
  'sentence.except': '{names} 除外',
  'sentence.mentionOnly': '{who}里 @我 时',
  'sentence.mentionAlso': '{who}（群聊中须 @我）',
  'sentence.contacts': '{count} 个联系人',
  'sentence.exact': '{texts}',
  'sentence.any-of': '含{texts}',
  'sentence.all-of': '含{texts}',
  'sentence.starts': '以{texts}开头的话',
  'sentence.ends': '以{texts}结尾的话',
  'sentence.pattern': '符合 {texts}',
  'sentence.content': '{kinds}',
  'sentence.not.exact': '不是{texts}的话',
  'sentence.not.any-of': '不含{texts}的话',
  'sentence.not.all-of': '不同时含{texts}的话',
  'sentence.not.starts': '不以{texts}开头的话',
  'sentence.not.ends': '不以{texts}结尾的话',
  'sentence.not.pattern': '不符合 {texts} 的话',
  'sentence.not.content': '没有{kinds}的消息',
  'sentence.content.text': '文字',
  'sentence.content.face': '表情',
  'sentence.content.picture': '图片',
  'sentence.content.share': '分享',
  'sentence.content.file': '文件',
  'sentence.content.shake': '窗口抖动',
  'sentence.content.join': '入群通知',
  'sentence.content.system': '系统提示',
  'sentence.join.all': '且',
  'sentence.join.any': '或',
  'sentence.bracket': '（{words}）',
  'sentence.workdays': '工作日',
  'sentence.days-off': '休息日',
  'sentence.allDay': '全天',
  'sentence.days': '{first}至{last}',
  'sentence.dates': '{from}到{to}之前',
  'sentence.dates.from': '{from}起',
  'sentence.dates.to': '{to}之前',
  'sentence.first.ever': '第一次说话时',
  'sentence.first.today': '当天第一次说话时',
  'sentence.silence': '沉默 {count} 天后',
  'sentence.away': '我离开时',
  'sentence.others': '另有 {count} 种回复',
  'sentence.followUp': '再等 {count} 种答案',
  'sentence.delay': '等 {from}–{to} 秒',
  'sentence.draft': '只拟草稿',
  'sentence.goOn': '接着看下面的规则',
  'sentence.quoted': '「{text}」',
  'sentence.nothing': '（未填）',

  'settings.saveFailed': '设置没有保存下来。请再试一次。',
  'ownState.label': '我的状态',
  'ownState.hidden': '隐身',
  'ownState.seenAs': '好友看到的状态：{state}',

  // The workbench: contacts
  'nav.label': '工作台',
  'nav.contacts': '联系人',
  'nav.export': '导出',
  'time.justNow': '刚刚',

  // What friends can be seen as, and with what they are online
  'contact.state.online': '在线',
  'contact.state.callme': 'Q我吧',
  'contact.state.away': '离开',
  'contact.state.busy': '忙碌',
  'contact.state.silent': '请勿打扰',
  'contact.state.offline': '离线',
  'contact.state.with': '{state} · {client}',
  'contact.state.asOf': '{ago}得知',

  // Who is who
  'nav.who': '谁是谁',
  'nav.who.count': '{count} 对待判断',
} as const satisfies Record<string, string>

/** A key of the catalogues. */
export type Key =
  | keyof typeof zhCN
  | keyof typeof zhCNLate
  | keyof typeof zhCNCard
  | keyof typeof zhCNDrawer
  | keyof typeof zhCNEditor
  | keyof typeof zhCNExport
  | keyof typeof zhCNImport
  | keyof typeof zhCNLab
  | keyof typeof zhCNReader
  | keyof typeof zhCNRules
  | keyof typeof zhCNStatistics
  | keyof typeof zhCNStorage
  | keyof typeof zhCNTrouble
  | keyof typeof zhCNWorkbench
