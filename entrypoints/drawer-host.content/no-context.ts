/**
 * Stands in for WXT's context of a content script (see wxt.config.ts), which brings the polyfill into every one of them:
 * ours ask the browser itself, and end by themselves.
 */
export function ContentScriptContext(): void {}
