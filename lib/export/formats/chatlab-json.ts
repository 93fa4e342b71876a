import type { ExportFormat } from '../ports.ts'
import { createAuthors } from './authors.ts'
import {
  chatlabHeader,
  chatlabMembers,
  chatlabMessage,
  type ChatlabMember,
  type ListedMember,
} from './chatlab-shape.ts'
import { HEAD_BYTES, withoutBracketsInStrings, withoutTraps } from './chatlab-traps.ts'
import { wellFormedJson } from '../well-formed.ts'
import { fileWords } from './words.ts'

/** ChatLab 0.0.2, one JSON document. Roles and other names are in its JSONL only: nested lists break the reader here. */
export const chatlabJson: ExportFormat = {
  id: 'chatlab-json',
  extension: '.json',
  mediaType: 'application/json',
  perConversation: true,
  begin(context, state) {
    const authors = createAuthors(context)
    const words = fileWords(context)
    let { isGroup, count } = (state as State | undefined) ?? { isGroup: false, count: 0 }

    return {
      // Everything before the messages has to be known at once: see `conversation`.
      head: () => '',
      async conversation(head) {
        isGroup = head.kind !== 'friend'
        const header = chatlabHeader(context, head, authors)
        const { chatlab, meta } = header
        const groupAvatar = isGroup ? await context.avatar(head.id) : null
        const members = chatlabMembers(context, head, authors, await context.senders(head.id))
        const room = createRoom(HEAD_BYTES - bytesOf(headText({ chatlab, meta })) - 500)

        const fitting = membersThatFit(members, room)
        let avatarsLeftOut = 0
        for (const [contact, member] of fitting) {
          const avatar = contact === null ? null : await context.avatar(contact)
          if (avatar === null) continue
          if (room.take(`, "avatar": ${JSON.stringify(avatar)}`)) member.avatar = avatar
          else avatarsLeftOut += 1
        }
        if (groupAvatar !== null) {
          if (room.take(`, "groupAvatar": ${JSON.stringify(groupAvatar)}`)) meta.groupAvatar = groupAvatar
          else avatarsLeftOut += 1
        }
        const leftOut = members.length - fitting.size
        if (leftOut > 0) chatlab.description += `. ${words.membersLeftOut(leftOut)}`
        if (avatarsLeftOut > 0) chatlab.description += `. ${words.avatarsLeftOut(avatarsLeftOut)}`
        return `${headText(header)}"members": [\n${Array.from(fitting.values(), memberText).join(',\n')}\n],\n"messages": [`
      },
      messages(page) {
        const messages = page.messages()
        let text = ''
        for (const message of messages) {
          text += count === 0 ? '\n' : ',\n'
          text += withoutTraps(wellFormedJson(chatlabMessage(message, isGroup, context, authors)))
          count += 1
        }
        return text
      },
      conversationEnd: () => '\n]',
      tail: ({ completeness }) => `,\n"completeness": ${withoutTraps(wellFormedJson(completeness))}\n}\n`,
      state: (): State => ({ isGroup, count }),
    }
  },
}

interface State {
  isGroup: boolean
  /** Messages so far. */
  count: number
}

function headText(header: object): string {
  const blocks = Object.entries(header).map(([name, block]) => `${JSON.stringify(name)}: ${flat(block)},\n`)
  return `{\n${blocks.join('')}`
}

/** By contact, in the order of the list. Who wrote goes before who never did: of them the messages have to be understood. */
function membersThatFit(members: readonly ListedMember[], room: Room): Map<string | null, ChatlabMember> {
  const fits = new Set<ListedMember>()
  for (const wrote of [true, false])
    for (const member of members) if (member.wrote === wrote && room.take(memberText(briefly(member)))) fits.add(member)
  const listed = members.filter((member) => fits.has(member))
  return new Map(listed.map((member) => [member.contact, briefly(member)]))
}

function briefly({ platformId, accountName, groupNickname }: ListedMember): ChatlabMember {
  return { platformId, accountName, ...(groupNickname === undefined ? {} : { groupNickname }) }
}

function memberText(member: ChatlabMember): string {
  return flat(member)
}

function flat(block: unknown): string {
  return withoutTraps(withoutBracketsInStrings(wellFormedJson(block)))
}

/** Room of so many bytes, given away piece by piece as long as there is enough. */
interface Room {
  take(text: string): boolean
}

function createRoom(bytes: number): Room {
  let left = bytes
  return {
    take(text) {
      const needed = bytesOf(text) + 2
      if (needed > left) return false
      left -= needed
      return true
    },
  }
}

const encoder = new TextEncoder()

function bytesOf(text: string): number {
  return encoder.encode(text).length
}
