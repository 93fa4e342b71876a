import { expect, test } from './support/fixtures.ts'
import type { Tab } from './support/companion.ts'
import { archiveRows, logIn, makeRule } from './support/steps.ts'
import { until } from '../support/until.ts'

test('while the archive cannot be written the popup says so, nothing is answered, and no message is lost', async ({
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '我在开会' })
  await breakArchive(popup)

  await phone.friendSays('强哥', '在吗，存不下的一句')
  await popup.text('保存失败').waitVisible(20_000)
  await until('the next poll to wait for the disk', async () => (await phone.state()).polling?.held !== true)
  await phone.friendSays('Lily', '在吗，还在服务器上的一句')
  expect(await phone.sent()).toEqual([])

  await mendArchive(popup)
  await phone.waitForSent(2, 0, 30_000)
  const texts = (await archiveRows<{ direction: string; text: string }>(popup, 'messages'))
    .filter(({ direction }) => direction === 'in')
    .map(({ text }) => text.trim())
  expect(texts.toSorted()).toEqual(['在吗，存不下的一句', '在吗，还在服务器上的一句'].toSorted())
})

/** As after a downgrade: the database has a version that this build cannot open. */
function breakArchive(popup: Tab): Promise<void> {
  return popup.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('companion-archive', 99)
        opening.addEventListener('error', () => reject(new Error('the archive does not open')))
        opening.addEventListener('success', () => {
          opening.result.close()
          resolve()
        })
      }),
    undefined,
  )
}

/** As the user does by clearing the site's data. */
function mendArchive(popup: Tab): Promise<void> {
  return popup.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('companion-archive')
        deleting.addEventListener('error', () => reject(new Error('the archive is not deleted')))
        deleting.addEventListener('success', () => resolve())
      }),
    undefined,
  )
}
