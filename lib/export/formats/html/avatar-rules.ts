import type { ContactId } from '../../../chat/contact.ts'

const PICTURE = /^data:image\/(?:png|jpeg|gif|webp|bmp);base64,[A-Za-z0-9+/]+={0,2}$/

/**
 * Avatars as style rules, each picture once in the file however much its owner wrote. Anything that is not plainly a picture is
 * left out. `authors` are contact ids by index; the empty one is the account, whose picture nobody has.
 */
export async function avatarRules(
  authors: readonly ContactId[],
  avatar: (id: ContactId) => Promise<string | null>,
): Promise<string> {
  let rules = ''
  for (const [index, id] of authors.entries()) {
    const picture = id === '' ? null : await avatar(id)
    if (picture !== null && PICTURE.test(picture)) rules += `.a${index}>bdi::before{background-image:url(${picture})}\n`
  }
  return rules === '' ? '' : `.m:not(.g,.s)>bdi::before{content:''}\n${rules}`
}
