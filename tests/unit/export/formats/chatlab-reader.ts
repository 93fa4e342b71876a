import type { ChatlabHeader, ChatlabMember, ChatlabMessage } from '../../../../lib/export/formats/chatlab-shape.ts'

/** What ChatLab makes of a file. */
export interface ChatlabRead {
  header: ChatlabHeader
  members: ChatlabMember[]
  messages: ChatlabMessage[]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Reads a JSON file the way ChatLab does: by searching for brackets in its first 200,000 bytes. @throws where ChatLab would go on without. */
export function readChatlabJson(text: string): ChatlabRead {
  const head = decoder.decode(encoder.encode(text).subarray(0, 200_000))
  if (!/"chatlab"\s*:\s*\{/.test(head.slice(0, 60_000))) throw new Error('not taken for a file of ChatLab')
  expectNoOtherFormat(head)
  const start = head.search(/"meta"\s*:\s*\{/)
  const open = head.indexOf('{', start)
  let depth = 0
  let end = open
  for (; end < head.length; end += 1) {
    if (head[end] === '{') depth += 1
    else if (head[end] === '}' && (depth -= 1) === 0) break
  }
  const found = /"members"\s*:\s*\[([\s\S]*?)\]/.exec(head)
  const whole = JSON.parse(text)
  return {
    header: { chatlab: whole.chatlab, meta: JSON.parse(head.slice(open, end + 1)) },
    members: JSON.parse(`[${found?.[1] ?? '?'}]`),
    messages: whole.messages,
  }
}

/** Reads a JSONL file the way ChatLab does: lines as Node's readline splits them, comments skipped. @throws for any other line. */
export function readChatlabJsonl(text: string): ChatlabRead {
  const lines = text
    .split(/\r?\n|\r|\u2028|\u2029/)
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
  expectNoOtherFormat(lines.slice(0, 100).join('\n'))
  const [first, ...rest] = lines.map((line) => JSON.parse(line))
  if (!/^\s*\{.*"_type"\s*:\s*"header".*"chatlab"/.test(lines[0] ?? ''))
    throw new Error('not taken for a file of ChatLab')
  const order = rest.map(({ _type }) => _type).join(' ')
  if (!/^(member ?)*(message ?)*$/.test(order)) throw new Error(`lines out of order: ${order}`)
  const withoutType = ({ _type, ...fields }: Record<string, unknown>) => fields
  return {
    header: withoutType(first) as unknown as ChatlabHeader,
    members: rest.filter(({ _type }) => _type === 'member').map(withoutType) as unknown as ChatlabMember[],
    messages: rest.filter(({ _type }) => _type === 'message').map(withoutType) as unknown as ChatlabMessage[],
  }
}

function expectNoOtherFormat(head: string): void {
  if (head.includes('QQChatExporter')) throw new Error('taken for a file of another exporter')
}

const TYPES = new Set([0, 1, 2, 3, 4, 5, 7, 8, 20, 21, 22, 23, 24, 25, 26, 27, 80, 81, 99])
const FIELDS = {
  chatlab: ['version', 'exportedAt', 'generator', 'description'],
  meta: ['name', 'platform', 'type', 'groupId', 'groupAvatar', 'ownerId'],
  member: ['platformId', 'accountName', 'groupNickname', 'aliases', 'avatar', 'roles'],
  message: [
    'platformMessageId',
    'sender',
    'accountName',
    'groupNickname',
    'timestamp',
    'type',
    'content',
    'replyToMessageId',
  ],
}

/** Everything that breaks the documented rules of ChatLab 0.0.2, or would make its reader lose something. */
export function chatlabProblems({ header, members, messages }: ChatlabRead): string[] {
  const problems: string[] = []
  const check = (isGood: boolean, problem: string) => void (isGood || problems.push(problem))
  const known = (object: object, fields: readonly string[]) =>
    Object.keys(object).forEach((field) => check(fields.includes(field), `no such field: ${field}`))
  const isText = (value: unknown) => typeof value === 'string' && value.trim() !== ''

  known(header, ['chatlab', 'meta'])
  known(header.chatlab, FIELDS.chatlab)
  known(header.meta, FIELDS.meta)
  check(header.chatlab.version === '0.0.2', 'version')
  check(isSeconds(header.chatlab.exportedAt), 'exportedAt')
  check(isText(header.meta.name), 'name')
  check(header.meta.platform === 'qq', 'platform')
  check(['group', 'private'].includes(header.meta.type), 'type of chat')
  check((header.meta.groupId === undefined) === (header.meta.type === 'private'), 'groupId')
  check(
    members.some(({ platformId }) => platformId === header.meta.ownerId),
    'the owner is no member',
  )
  check(new Set(members.map(({ platformId }) => platformId)).size === members.length, 'a member twice')
  for (const member of members) {
    known(member, FIELDS.member)
    check(isText(member.platformId) && isText(member.accountName), 'member without id or name')
    check(member.avatar === undefined || member.avatar.startsWith('data:image/'), 'avatar')
    for (const role of member.roles ?? []) check(['owner', 'admin'].includes(role.id), 'role')
  }
  const listed = new Set(members.map(({ platformId }) => platformId))
  let before = 0
  for (const message of messages) {
    known(message, FIELDS.message)
    check(isText(message.platformMessageId), 'no id')
    check(message.sender === 'SYSTEM' || listed.has(message.sender), 'the sender is no member')
    check(isText(message.sender) && isText(message.accountName), 'dropped: no sender or name')
    check(isSeconds(message.timestamp) && message.timestamp >= before, 'timestamp')
    check(TYPES.has(message.type), `type ${message.type}`)
    check(message.content === null ? message.type !== 0 : typeof message.content === 'string', 'content')
    before = message.timestamp
  }
  check(new Set(messages.map(({ platformMessageId }) => platformMessageId)).size === messages.length, 'an id twice')
  return problems
}

function isSeconds(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 1e9 && Number(value) < 1e10
}
