import type { Words } from './en.ts'
import type { zhCNTrouble } from './zh-CN-trouble.ts'

/** The English words for what the popup shows only at times. Exactly the keys of the Chinese ones, else it does not compile. */
export const enTrouble: Record<keyof typeof zhCNTrouble, Words> = {
  'failed.archive.full': 'The disk is full, so nothing can be written to the archive. Free some space and try again.',
  'failed.archive.blocked':
    'Another page is updating or holding the archive. Wait a moment, or close the other pages, and try again.',
  'failed.archive.outdated':
    'A newer version has written the archive, and this one cannot open it. Update the extension; the archive is still there.',
  'failed.archive.unavailable': 'The browser does not let this extension store data, so the archive cannot be opened.',
  'failed.archive.failed':
    'The archive could not be read or written. Check the space on the disk, restart the browser and try again.',
  'loggedOut.never': 'Rules answer once you have logged in by scanning.',
  'loggedOut.expired': 'The login has expired: scan again. Rules are paused, and nothing will be answered late.',
  'loggedOut.ended-by-age':
    'QQ ends each login after about two days: scan again, and the rules go on. Messages from meanwhile will not be answered late.',
  'loggedOut.kicked': 'The server ended this login: scan again. Messages from meanwhile will not be answered late.',
  'loggedOut.elsewhere': 'The account logged in elsewhere and is offline here. Scan again to go on here.',
  'loggedOut.signed-out': 'Signed out. Your rules and archive are still here.',
  'loggedOut.restarted':
    'The login did not survive the browser restart: scan again. Replies that were too old have been dropped.',
  'loggedOut.account-frozen':
    'The account is frozen or may not log in. Release it in QQ on your phone first, then scan.',
  'loggedOut.refused': 'The server refused the login. Wait a few minutes, then scan again.',
  'loggedOut.detail': 'The server said: {detail}',
  'code.account-must-be-unlocked':
    'The account has to be unlocked first, in QQ on the phone or in the QQ safety centre.',
  'code.account-frozen': 'The account is frozen. Free it in QQ on the phone.',
  'code.not-on-white-list': 'The server lets in listed numbers only at the moment, and this one is not among them.',
  'code.blacklisted': 'The server does not let this number use web QQ.',
  'code.overloaded': 'The server is too busy. Try again in a few minutes.',
  'code.blocked-for-a-while': 'The server refuses this number or this network for some time.',
  'code.login-not-accepted': 'The server no longer accepts this login.',
  'code.elsewhere': 'The connection was lost, or the account logged in elsewhere.',
  'code.wrong-client': 'The server does not accept this kind of client.',
  'code.cookies-missing': 'The login is incomplete. Allow cookies for qq.com, then scan again.',
  'code.captcha-needed': 'The server wants a captcha, which cannot be entered here.',
  'code.security-check': 'The server wants a security check. See to it in QQ on the phone first.',
  'code.address-refused': 'The server refuses requests from this network.',
  'code.service-off': 'The service is switched off at the moment.',
  'code.service-refuses': 'The server does not hand this out at the moment.',
  'code.too-many-calls': 'Asked too often; the server answers again in a few hours.',
  'code.portal': 'Your network wants you to log in first.',
  'code.known': '{words} (code {code})',
  'code.number': 'The server answered with code {code} and no explanation.',
  'qr.alt': 'Login QR code',
  'qr.idle': 'Getting the QR code',
  'qr.loading': 'Getting the QR code',
  'qr.waiting': 'Scan with QQ on your phone',
  'qr.waiting.hint': 'Renews itself about every two minutes.',
  'qr.waiting.renewed': 'The last code expired or was refused on the phone. This is a new one.',
  'qr.scanned': 'Scanned. Confirm on your phone',
  'qr.confirmed': 'Confirmed. Logging in',
  'qr.failed.network': 'No QR code: the server cannot be reached. Check the network and try again.',
  'qr.failed.strange-reply': 'No QR code: the server answered something we do not understand. Try again later.',
  'qr.failed.portal':
    'No QR code: your network asks for a login of its own first. Open any web page to do that, then try again.',
  'qr.failed.refused': 'The server refused this QR login. Try again later.',
  'qr.failed.cookies':
    'The browser keeps no cookies of qq.com, and a login lives in them. Allow them in its settings and try again.',
  'qr.failed.frozen': 'The account is frozen or may not log in. Release it in QQ on your phone first.',
  'qr.failed.too-many-expired': 'Several codes expired unscanned, so renewing has stopped. Try again to go on.',
  'qr.retry': 'New QR code',
  'already.title': 'Already logged in at w.qq.com?',
  'already.text':
    'No need to scan. Close the w.qq.com tab, then press the button: the background reuses the login of the browser.',
  'already.button': 'Use the login of the browser',
  'page-only.unknown': 'The page’s login was not seen',
  'page-only.unknown.text':
    'The page logged in before this extension started, so rules cannot answer yet. Reload the w.qq.com tab.',
  'page-only.other-account': 'The page is logged in to another account',
  'page-only.other-account.text':
    'What it receives is archived; rules do not answer, lest they use the wrong account. For rules to work, sign out on w.qq.com and log in again.',
  'page-stopped.text': 'Nobody receives messages now. Let the background go on, or reload the w.qq.com tab.',
  'page-stopped.button': 'Let the background listen',
  'page-stopped.background':
    'The background has taken over: messages are archived and rules answer. To chat on the page, reload its tab.',
  'offline.network': 'The server cannot be reached',
  'offline.server': 'The server has an error',
  'offline.strange-reply': 'The server answers something we do not understand',
  'offline.portal': 'Your network asks for a login first',
  'offline.portal.text':
    'Networks of cafés and hotels show a login page of their own first. Open any web page, log in there, then try again.',
  'offline.device-offline': 'This computer has no network',
  'offline.since': 'Since {since}. {next}',
  'offline.retryAt': 'Next try at {time}.',
  'offline.retrying': 'Trying again.',
  'offline.works': 'Rules can be edited, archive and export work. Messages from meanwhile will not be answered late.',
  'blocked.site-access': 'No access to qq.com yet',
  'blocked.site-access.text':
    'Without it there is no login and nothing arrives. Only the qq.com hosts of the manifest are used.',
  'blocked.site-access.button': 'Allow access to qq.com',
  'blocked.site-access.denied':
    'Access was not given. You can also switch on site access on the browser’s extensions page.',
  'blocked.storage': 'The browser does not let us save',
  'blocked.storage.text':
    'Without saving we neither receive nor answer, so that nothing is lost. Check disk space and the site data settings, then try again.',
  'blocked.detail': 'Details: {detail}',
  'stopped.refused-sends': 'The server refused several replies in a row, so automatic replies have stopped',
  'stopped.refused-sends.text':
    'The account may not be allowed to speak. Look at it in QQ on your phone, then switch it on again. Nothing will be answered late.',
  'stopped.button': 'Switch auto-reply on again',
  'loops.label': 'Conversations where replies are paused',
  'loop.line': 'Both sides seem to answer automatically in “{name}”: no replies there until {time}.',
  'loop.resume': 'Resume',
  'notices.label': 'Notices',
  'notices.more': { one: '{count} more', other: '{count} more' },
  'notice.strange-reply':
    'The server answered something we do not understand ({detail}). The rest works on; if it keeps happening, update the extension.',
  'notice.unreadable-items': 'Unreadable items: {detail}. Kept as they are in the archive, not answered.',
  'notice.list-failed': 'A list could not be fetched ({detail}). Names may be missing; it will be tried again.',
  'notice.storage-full': 'The disk is full; new messages may not be saved. Free some space, or export and clear.',
  'notice.storage-failed': 'Saving failed and will be tried again. What was saved before is unchanged. {detail}',
  'notice.settings-damaged': 'Damaged settings: {detail}. They were left out, not deleted.',
  'notice.send-refused': 'The server refused a reply (code {detail}). It was not sent again.',
  'notice.send-uncertain': 'A reply may or may not have arrived. It is not sent again, to avoid doubles.',
  'notice.login-ends-soon':
    'QQ ends each login after about two days, this one by {detail} at the latest. Scan again then.',
  'notice.loop': 'Both sides seem to answer automatically ({detail}), so this conversation is paused for 30 minutes.',
  'notice.replies-stopped':
    'The server refused several replies in a row, so automatic replies have stopped. See that the account is well, then switch them on again.',
  'notice.clock-skew':
    'This computer’s clock differs from the server’s by {detail}. The age of messages goes by the server; please set the clock.',
  'notice.other-store':
    'A w.qq.com tab in a private window or container is left alone: nothing there is archived or answered.',
  'notice.internal': 'Internal error ({detail}). The rest works on.',
  'unsaved.line': 'There is a rule you did not save',
  'export.intro': 'Exports to a JSON file in a workbench tab; closing this popup does not stop it.',
  'export.all.count': { one: '{count} conversation', other: '{count} conversations' },
  'export.one': 'Only one conversation',
  'export.verb': 'Export',
  'export.start': 'Export all conversations',
  'export.messages': { one: '{count} message', other: '{count} messages' },
  'export.empty': 'No messages in the archive yet',
  'export.empty.text': 'Once messages have arrived they can be exported here.',
  'contact.client.computer': 'computer',
  'contact.client.phone': 'phone',
  'contact.client.web': 'web',
  'contact.client.pad': 'tablet',
}
