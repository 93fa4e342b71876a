import type { ContactId } from '../../chat/contact.ts'
import type { MessageSource, MessageView } from '../../chat/message.ts'
import type { Segment } from '../../chat/segment.ts'
import type { OpenTexts, RestReaders } from './decode.ts'
import { decodeSegments } from './segment-code.ts'

/** A message of an opened block, read there when it is asked: to make a record of each takes longer than to write it into a file. */
export class SealedView implements MessageView {
  private readonly rests: RestReaders
  private readonly texts: OpenTexts
  private readonly index: number

  constructor(rests: RestReaders, texts: OpenTexts, index: number) {
    this.rests = rests
    this.texts = texts
    this.index = index
  }

  get key(): string {
    return this.rests.key(this.index)
  }
  get conversation(): ContactId {
    return this.rests.conversation
  }
  get direction(): 'in' | 'out' {
    return this.rests.direction(this.index)
  }
  get author(): ContactId | null {
    return this.rests.author(this.index)
  }
  get authorName(): string | null {
    return this.texts.authorName(this.index)
  }
  get segments(): readonly Segment[] {
    return decodeSegments(this.texts.segments(this.index), this.text)
  }
  get isText(): boolean {
    return this.texts.segments(this.index) === 0
  }
  get text(): string {
    return this.texts.text(this.index)
  }
  get mentionsMe(): boolean {
    return this.rests.mentionsMe(this.index)
  }
  get sentAt(): number {
    return this.rests.sentAt[this.index]!
  }
  get receivedAt(): number {
    return this.rests.receivedAt(this.index)
  }
  get order(): number {
    return this.rests.order(this.index)
  }
  get source(): MessageSource {
    return this.rests.source(this.index)
  }
  get importId(): string | undefined {
    return this.rests.importId(this.index) ?? undefined
  }
  get exportId(): string | undefined {
    return this.rests.exportId(this.index) ?? undefined
  }
  get recalled(): true | undefined {
    return this.rests.recalled(this.index) ?? undefined
  }
  get outboxId(): string | null {
    return this.rests.outboxId(this.index)
  }
}
