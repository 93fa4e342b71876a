/** What the offline page says. `{…}` is filled in by the page; it is shown as text, never as markup. */
export interface OfflineWords {
  title: string
  intro: string
  choose: string
  drop: string
  reading: string
  good: string
  bad: string
  summary: string
  unnamed: string
  rewritten: string
  redacted: string
  filtered: string
  part: string
  more: string
  failed: string
  parts: string
  partsGood: string
  limitsTitle: string
  limits: Record<string, string>
  problems: Record<string, string>
}

export const OFFLINE_WORDS: Record<'zh-CN' | 'en', OfflineWords> = {
  'zh-CN': {
    title: '网页QQ伴侣：导出文件校验',
    intro: '在本机检查导出文件（JSON 或 JSON Lines）的校验链。本页不联网，文件不会离开这台电脑。',
    choose: '选择文件',
    drop: '也可以把文件拖到这里。分成几份的导出，请一起选择。',
    reading: '正在检查 {name}：{percent}%',
    good: '没有发现改动',
    bad: '发现 {count} 处问题',
    summary: '{conversations} 个会话，{messages} 条消息，导出于 {date}',
    unnamed: '（未命名）',
    rewritten: '文件由别的程序重新排版过，内容已照常检查。',
    redacted: '姓名和号码已被替换。',
    filtered: '导出时有意略去了一部分消息。',
    part: '第 {part} 份',
    more: '还有 {count} 处未列出',
    failed: '无法读取：{why}',
    parts: '各份之间',
    partsGood: '各份首尾相接。',
    limitsTitle: '这项检查不能证明什么',
    limits: {
      'whole-chain': '如果有人改动后把整条校验链重新计算一遍，这里看不出来。可以把导出时记下的末尾校验值与此处对照。',
      'not-signed': '文件没有签名：它不能证明是谁制作的。',
      'never-captured': '没有接收到的消息不在校验范围内；请看文件里的完整性说明。',
      times: '时间由服务提供，这里不检验其真假。',
      outside: '其他文件里的内容、导出时有意略去的内容，这里无从得知。',
    },
    problems: {
      edited: '{title}：第 {range} 条被改动（或前一条连同其校验值被改动）',
      'edited-within': '{title}：第 {range} 条中至少有一条被改动',
      missing: '{title}：缺少第 {range} 条',
      moved: '{title}：第 {range} 条不在原来的位置',
      inserted: '{title}：第 {range} 条是插入的，或出现了两次',
      end: '{title}：会话末尾与校验值不符（第 {range} 条之后可能被删）',
      count: '{title}：写明 {said} 条，实有 {found} 条',
      cut: '文件在结束之前中断',
      seal: '消息以外的内容被改动：标题、人名、日期、完整性说明，或整个会话',
      doubled: '同一项内容出现了两次',
      'foreign-line': '第 {line} 行不属于这种文件',
      broken: '第 {line} 行起无法读取',
      'too-big': '第 {line} 行过长，无法检查',
      'not-ours': '不是网页QQ伴侣的 JSON 或 JSON Lines 导出文件',
      'no-chain': '较早版本的导出文件，没有校验链',
      newer: '由更新的版本制作，本页不认识',
      'not-utf8': '文件编码不是 UTF-8',
      'earlier-part-missing': '{title}：缺少之前的第 {range} 条（在更早的一份里）',
      'part-missing': '{title}：第 {range} 条不在所选的任何一份里',
      overlap: '{title}：第 {range} 条在两份里不一致',
      'does-not-continue': '{title}：从第 {range} 条起与前一份接不上',
    },
  },
  en: {
    title: 'SmartQQ Companion: check an export',
    intro:
      'Checks the hash chain of exported files (JSON or JSON Lines) on this computer. This page uses no network; the files stay here.',
    choose: 'Choose files',
    drop: 'Or drop files here. Choose all parts of an export together.',
    reading: 'Checking {name}: {percent} %',
    good: 'No change found',
    bad: 'Problems found: {count}',
    summary: 'Conversations: {conversations}. Messages: {messages}. Exported {date}',
    unnamed: '(no name)',
    rewritten: 'Another program has laid the file out anew; its content was checked all the same.',
    redacted: 'Names and numbers have been replaced.',
    filtered: 'Messages were left out of this export on purpose.',
    part: 'Part {part}',
    more: 'Not listed: {count}',
    failed: 'Cannot be read: {why}',
    parts: 'Between the parts',
    partsGood: 'The parts go on from each other.',
    limitsTitle: 'What this check cannot prove',
    limits: {
      'whole-chain':
        'Somebody who makes the whole chain anew after a change is not found out. Compare the last link with one you wrote down when the file was made.',
      'not-signed': 'The file is not signed: it does not prove who made it.',
      'never-captured': 'Messages that were never received are in no chain; see the completeness report in the file.',
      times: 'Times are the service’s; whether they are right is not checked.',
      outside: 'What is in other files, or was left out on purpose, cannot be known here.',
    },
    problems: {
      edited: '{title}: message {range} was changed (or the one before it together with its link)',
      'edited-within': '{title}: at least one of the messages {range} was changed',
      missing: '{title}: message {range} is missing',
      moved: '{title}: message {range} is not in its place',
      inserted: '{title}: message {range} was put in, or is there twice',
      end: '{title}: the end does not fit its link (messages after {range} may be gone)',
      count: '{title}: says {said} messages, has {found}',
      cut: 'The file ends early',
      seal: 'Something besides the messages was changed: titles, names, dates, the completeness report, or a whole conversation',
      doubled: 'Something is there twice',
      'foreign-line': 'Line {line} does not belong to a file of this kind',
      broken: 'Cannot be read from line {line} on',
      'too-big': 'Line {line} is too long to be checked',
      'not-ours': 'Not a JSON or JSON Lines export of SmartQQ Companion',
      'no-chain': 'An export of an earlier version, which had no hash chain',
      newer: 'Made by a newer version that this page does not know',
      'not-utf8': 'The file is not in UTF-8',
      'earlier-part-missing': '{title}: messages {range}, before this part, are in none of the files',
      'part-missing': '{title}: messages {range} are in none of the files',
      overlap: '{title}: messages {range} differ between two files',
      'does-not-continue': '{title}: from message {range} on it does not go on from the part before',
    },
  },
}
