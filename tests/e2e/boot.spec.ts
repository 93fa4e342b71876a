import { test } from './support/fixtures.ts'

test('the popup opens, says who it is, and offers the login', async ({ popup }) => {
  await popup.role('heading', '网页QQ伴侣').waitVisible()
  await popup.role('img', '登录二维码').waitVisible()
})
