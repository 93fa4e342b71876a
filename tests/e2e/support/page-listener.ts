/** What a page of the extension hears of the scripts on the page, beside the background. */
export interface Heard {
  port: string
  /** Path of the document that said it. */
  path: string
  message: { kind: string; [name: string]: unknown }
}

/** Runs in a page of the extension: the scripts on the page connect to it as they do to the background. */
export function listen(): void {
  const heard: Heard[] = []
  const api = (globalThis as unknown as { chrome: { runtime: { onConnect: Emitter<SpiedPort> } } }).chrome
  interface Emitter<Value> {
    addListener(run: (value: Value) => void): void
  }
  interface SpiedPort {
    name: string
    sender: { url: string }
    onMessage: Emitter<Heard['message']>
  }
  api.runtime.onConnect.addListener(({ name, sender, onMessage }) => {
    if (name !== 'page' && name !== 'tap') return
    const path = new URL(sender.url).pathname
    onMessage.addListener((message) => heard.push({ port: name, path, message }))
  })
  Object.assign(globalThis, { heard })
}
