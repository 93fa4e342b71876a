const ESCAPED: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

/** The page draws what it knows as a picture and leaves the rest; the archive has names for all. */
const BRACKETS = /\[[A-Za-z0-9\u4e00-\u9fa5]{0,20}\]/g

/**
 * A message's text as it can be compared between page and archive: faces and pictures as `[]`, blanks as one, no matter
 * whether the service escaped it.
 */
export function foldText(text: string): string {
  return text
    .replace(/&(lt|gt|quot|#39|amp);/g, (whole, name: string) => ESCAPED[name] ?? whole)
    .replace(BRACKETS, '[]')
    .replace(/\s*[\r\n]\s*/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}

/** What stands in an element of the page, before folding: pictures as `[]`, line breaks as they are. */
export function readText(node: Node): string {
  let text = ''
  for (const child of node.childNodes) {
    if (child.nodeName === 'BR') text += '\n'
    else if (child.nodeName === 'IMG') text += '[]'
    else text += child.nodeType === Node.TEXT_NODE ? (child.nodeValue ?? '') : readText(child)
  }
  return text
}
