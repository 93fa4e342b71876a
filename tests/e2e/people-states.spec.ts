import { expect, test } from './support/fixtures.ts'
import { openOfficialPage } from './support/official-page.ts'
import { logIn, waitForState } from './support/steps.ts'
import { until } from '../support/until.ts'

test('the workbench shows who is online and with what, and pictures that the archive keeps', async ({
  companion,
  popup,
  phone,
}) => {
  await logIn(popup, phone)
  await phone.friendSays('晨晨', '今晚打球')
  const bench = await companion.open(companion.extensionUrl('workbench.html#/contacts'))
  await bench.role('link', '晨晨').waitText('在线 · 网页')

  await bench.role('link', '晨晨').click()
  await bench.role('article', '晨晨').css('.card-state').waitText('在线 · 网页')
  const picture = bench.role('article', '晨晨').css('.avatar-picture')
  expect(await picture.attribute('src')).toMatch(/^data:image\//u)

  await test.step('a friend in no list of those online is offline', async () => {
    await bench.role('link', '很长的名字').click()
    await bench.role('article', '很长的名字').css('.card-state').waitText('离线')
  })

  await test.step('the picture is drawn also when nothing can be fetched', async () => {
    await phone.cutLine(true)
    await popup.bringToFront()
    await waitForState(popup, '离线')
    await popup.role('tab', '最近').click()
    expect(await popup.role('list', '会话').css('.avatar-picture').attribute('src')).toMatch(/^data:image\//u)
  })
})

test('the own state is set in the popup, told to the service, and left to the page while that listens', async ({
  companion,
  popup,
  phone,
}) => {
  await phone.settings({ ptwebqq: 'issued' })
  await logIn(popup, phone)
  await popup.role('button', '设置').click()
  await popup.css('#own-state').select('隐身')
  await popup.css('.header .own-state').waitText('隐身')
  const told = await until('the change', async () =>
    (await phone.requests()).find(({ path }) => path.endsWith('/change_status2')),
  )
  expect(told).toMatchObject({ status: 200, query: { newstatus: 'hidden' } })

  await openOfficialPage(companion, phone)
  await popup.bringToFront()
  await waitForState(popup, '在线 · 网页在接收')
  await popup.text('网页在接收：请在 w.qq.com 上改状态。').waitVisible()
  await popup.css('#own-state:disabled').waitVisible()
})
