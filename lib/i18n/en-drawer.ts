import type { Words } from './en.ts'
import type { zhCNDrawer } from './zh-CN-drawer.ts'

/** The English words that only the drawer says. Exactly the keys of the Chinese ones, else it does not compile. */
export const enDrawer: Record<keyof typeof zhCNDrawer, Words> = {
  'drawer.close': 'Close (Esc)',
  'drawer.profile': 'Details',
  'drawer.rules': 'Rules and why',
  'drawer.members': 'Members',
  'drawer.export': 'Export',
  'drawer.none': 'No chat is open',
  'drawer.none.text': 'Open a conversation on the page: its details, rules and reasons appear here.',
  'drawer.unknown': 'This chat is not recognised',
  'drawer.unknown.text':
    'The page does not say who it is, and the name alone is not enough. Open it once more from the list of chats or contacts, or wait until somebody writes.',
  'drawer.missing.text': 'The archive has nothing about this chat yet. It will after a message or a list arrives.',
  'drawer.archive.refused':
    'The browser does not let this panel inside the page read the archive (it probably blocks data of third-party sites). Archive and rules are safe; see them in the workbench.',
  'drawer.offline': 'Offline since {since}. Below is what the archive has; rules can be edited but do not answer now.',
  'drawer.logged-out': 'Not logged in. Below is what the archive has; rules answer after login.',
  'drawer.pageStopped':
    'The page has stopped listening and the background has taken over. Reload the page to chat there.',
  'drawer.noProfile': 'No more details yet. They are fetched once while online, or with the refresh button above.',
  'drawer.first': 'First message',
  'drawer.last': 'Last message',
  'drawer.common': 'Groups in common',
  'drawer.common.of': {
    one: 'Looked through the {count} group or discussion whose members are known.',
    other: 'Looked through the {count} groups and discussions whose members are known.',
  },
  'drawer.common.none': {
    one: 'None. Looked through the {count} group or discussion whose members are known.',
    other: 'None. Looked through the {count} groups and discussions whose members are known.',
  },
  'drawer.names': 'Earlier names',
  'drawer.names.none': 'The archive has no other name.',
  'drawer.names.span': '{from} to {until}',
  'drawer.names.until': 'until {until}',
  'drawer.members.none':
    'Member list not fetched yet. It is fetched once while online, or with the refresh button above.',
  'drawer.members.search': 'Search name, card, number, pinyin',
  'drawer.members.found': { one: '{count} member found', other: '{count} members found' },
  'drawer.rules.count': '{count}',
  'drawer.rules.label': 'Rules for this chat',
  'drawer.rules.none': 'No rule answers this chat.',
  'drawer.rules.new': 'Write a rule for this chat',
  'drawer.decisions': 'Last decisions',
  'drawer.decisions.none': 'Once messages arrive here, this says what was answered, or why nothing was.',
  'drawer.decisions.notFound': 'Nothing is on record about this message.',
  'drawer.fill': 'Put into the box',
  'drawer.fill.label': 'Put into the box: {sentence}',
  'drawer.fill.filled': 'It is in the box. Read it, then press send yourself.',
  'drawer.fill.other-chat': 'Not put in: another chat is open on the page.',
  'drawer.fill.not-empty': 'Not put in: there is text in the box already.',
  'drawer.fill.no-box': 'Not put in: the page has no text box.',
  'drawer.fill.empty': 'This rule has no text for this chat.',
  'drawer.export.chat': 'Export this chat',
}
