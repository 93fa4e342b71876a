/** Name of the port a popup keeps open while it shows the QR code: the code lives as long as somebody looks at it. */
export const QR_PORT = 'qr'

/** Port of the top frame of the official page: that it is there, and what it hears. */
export const PAGE_PORT = 'page'

/** Port of each of the page's hidden frames: its requests and their replies. */
export const TAP_PORT = 'tap'

/** Port of the button and the drawer's frame on the page. */
export const HOST_PORT = 'drawer-host'

/** Port of the drawer itself. */
export const DRAWER_PORT = 'drawer'

/** What the top frame says. `n` counts up within a document: what the background has taken it says so by that number. */
export type PageReport =
  /** `loginForm`: the page shows it, and listens to nobody. `frozen`: the browser has stopped the page. */
  | { kind: 'state'; loginForm: boolean; frozen: boolean }
  /** A reply of the https frame, as the page got it: the text of the message event. */
  | { kind: 'envelope'; n: number; data: string }

/** One request of the page, by its own number within its frame. */
export interface TappedRequest {
  id: string
  method: string
  url: string
  /** Form text; null when the request has none. */
  body: string | null
}

/** What a hidden frame says. Text as it was, never parsed here. */
export type TapReport =
  /** The frame is there. `tapped`: its requests are watched at the source. Said first on each connection. */
  | { kind: 'hello'; tapped: boolean }
  /** On its way. Said again on each new connection while it lasts; `ageMs`: since when. */
  | ({ kind: 'request'; ageMs: number } & TappedRequest)
  /** `date`: the reply's `Date` header. */
  | ({ kind: 'reply'; n: number; status: number; text: string; date: string | null } & TappedRequest)
  | ({ kind: 'failed'; n: number; why: 'error' | 'timeout' | 'abort' } & TappedRequest)
  /** A request to the https frame, as the frame got it: the text of the message event. */
  | { kind: 'envelope'; n: number; data: string }

/** What the background answers on both ports: what was reported under `n` is on disk, and need not be kept any more. */
export interface Taken {
  kind: 'taken'
  n: number
}

/** What can be read off the page about the chat that is open; the page never says whom it is with. */
export interface ChatEvidence {
  title: string
  /** By the entries of its menu; null when it could not be told. */
  kind: 'friend' | 'many' | null
  /** The list item that was chosen last, while its name is the title. */
  chosen: { kind: 'friend' | 'group' | 'discuss'; number: number } | null
  /** Who wrote the incoming messages that are on screen, as far as they say; each once. */
  authors: number[]
}

/** A place on the page that something of ours depends on. What is broken switches its own feature off. */
export type PagePart =
  /** The frames of the http calls, and of the https calls. */
  | 'http-frame'
  | 'https-frame'
  /** Messages to and from the https frame that cannot be read. */
  | 'envelopes'
  /** Replies that cannot be read. */
  | 'replies'
  | 'chat-title'
  | 'chat-menu'
  | 'chat-body'
  | 'chat-message'
  | 'chat-box'
  | 'list-item'

/** What the button and the drawer's frame say. */
export type HostReport =
  /** The chat that is open; null: none is. */
  | { kind: 'chat'; chat: ChatEvidence | null }
  /** The user writes in it, and has not sent it. */
  | { kind: 'typing'; chat: ChatEvidence }
  /** Parts of the page that are not as they should be, now. */
  | { kind: 'health'; broken: PagePart[] }
  /** The drawer is wanted: asks for a token. */
  | { kind: 'opening' }
  | { kind: 'closed' }
  /** What became of a text for the page's box. */
  | { kind: 'filled'; outcome: FillOutcome }
  /** Somebody wants to know why: the key of a mark. */
  | { kind: 'why'; key: string }

export type FillOutcome = 'filled' | 'other-chat' | 'no-box' | 'not-empty'

/** A message of the open chat as the page shows it, and what is to be said about it. Oldest first in a list. */
export interface PageMark {
  /** Opaque: what `why` asks with. */
  key: string
  /** As the archive has it, faces as `[微笑]`. */
  text: string
  /** By the server, ms: the page says the minute now and then, which tells equal texts apart. */
  at: number
  /** Number of its author on the page; null when it is not known, or ourselves. */
  author: number | null
  isOwn: boolean
  /** Null: nothing is to be said; it is there for the order. */
  mark: null | {
    kind: 'replied' | 'waiting' | 'held' | 'uncertain' | 'refused'
    words: string
    /** What a rule has sent in answer. */
    reply: string | null
  }
}

/** The words on the page, in the user's language. */
export interface HostWords {
  /** Of the button: title and label. */
  open: string
  close: string
  /** Accessible name of the drawer's frame. */
  drawer: string
  /** Of a mark, before its words. */
  mark: string
  /** Before what a rule has sent. */
  sent: string
}

/** What the background tells the button and the drawer's frame. */
export type HostOrder =
  /** Said first on each connection and when something of it changes. `isOpen`: as the user left it. */
  | {
      kind: 'set-up'
      words: HostWords
      theme: 'auto' | 'light' | 'dark'
      button: boolean
      marks: boolean
      isOpen: boolean
    }
  /** Good for one drawer. */
  | { kind: 'token'; token: string }
  /** By the keyboard shortcut. */
  | { kind: 'toggle' }
  | { kind: 'close' }
  /** Puts a text into the page's box, if this is still the chat. */
  | { kind: 'fill'; text: string; chat: ChatEvidence }
  | { kind: 'marks'; marks: PageMark[] }

/** What the drawer says. `claim` comes first. */
export type DrawerReport =
  | { kind: 'claim'; token: string }
  | { kind: 'close' }
  /** A text for the page's box, written for this contact: the page may be at another chat by now. */
  | { kind: 'fill'; text: string; contact: string }

/** Whom the open chat is with. */
export type OpenChat = { state: 'none' } | { state: 'unknown'; title: string } | { state: 'known'; contact: string }
