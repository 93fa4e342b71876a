import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from './support/fixtures.ts'
import { setPreferences } from './support/preferences.ts'
import { logIn, makeRule, openAfterRestart, wipeArchive } from './support/steps.ts'

// The extension starts itself again: what its old background was in the middle of ends so in Firefox, unheard by anybody.
const TORN_DOWN = /background\.js: InvalidStateError: An exception was thrown/
test.use({ preferences: { replyDelayMs: 0 }, allowedErrors: [TORN_DOWN] })

const DECRYPTOR = fileURLToPath(new URL('../../scripts/decrypt-backup.mjs', import.meta.url))
const PASSPHRASE = '周六 北门 八点 集合'

test('a backup under a passphrase has everything, opens without the extension, and brings everything back', async ({
  companion,
  popup,
  phone,
}) => {
  test.setTimeout(90_000)
  await logIn(popup, phone)
  await makeRule(popup, { keyword: '在吗', reply: '我在开会' })
  await phone.friendSays('强哥', '在吗，备份里的一句')
  await phone.waitForSent(1)
  await popup.role('tab', '最近').click()
  await popup.role('list', '会话').waitText('我：我在开会')
  await popup.close()

  const storage = await companion.open(companion.extensionUrl('workbench.html#/storage'))
  const path = await test.step('the backup', async () => {
    await storage.text('2 条消息，1 个会话').waitVisible()
    await storage.css('#backup-passphrase').fill(PASSPHRASE)
    await storage.css('#backup-again').fill(PASSPHRASE)
    await storage.role('button', '创建备份').click()
    const saved = await companion.waitForDownload(20_000)
    await storage.text('备份完成').waitVisible()
    expect(saved.text).not.toContain('备份里的一句')
    return saved.path
  })

  await test.step('the script opens it, and finds no credentials in it', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [DECRYPTOR, path], {
      env: { ...process.env, BACKUP_PASSPHRASE: PASSPHRASE },
    })
    for (const line of stdout.trim().split('\n')) JSON.parse(line)
    for (const words of ['在吗，备份里的一句', '我在开会', '强哥']) expect(stdout).toContain(words)
    expect(stdout).not.toMatch(/ptwebqq|psessionid|vfwebqq/)
    const wrong = promisify(execFile)(process.execPath, [DECRYPTOR, path], {
      env: { ...process.env, BACKUP_PASSPHRASE: '别的' },
    })
    await expect(wrong).rejects.toMatchObject({ stdout: '' })
  })

  const empty = await test.step('everything is deleted, rules and settings too', async () => {
    await wipeArchive(storage, { withSettings: true })
    const after = await openAfterRestart(companion, 'popup.html')
    // The language is forgotten, too, and not every browser has Chinese of its own.
    await setPreferences(after, {})
    await after.role('tab', '规则').click()
    await after.role('button', '写第一条规则').waitVisible()
    await after.goto(companion.extensionUrl('workbench.html#/storage'))
    await after.text('存档里还没有消息').waitVisible()
    return after
  })

  await test.step('another passphrase is refused, the right one shows what is in it', async () => {
    await empty.css('#backup-file').chooseFiles([path])
    await empty.css('#restore-passphrase').fill('周六 南门 八点 集合')
    await empty.role('button', '打开', { exact: true }).click()
    await empty.text('口令不对。注意大小写和空格。').waitVisible(20_000)
    await empty.css('#restore-passphrase').fill(PASSPHRASE)
    await empty.role('button', '打开', { exact: true }).click()
    await empty.text('文件完整，可以恢复。').waitVisible(20_000)
    await empty.text('2 条消息，1 个会话').waitVisible()
  })

  await test.step('after the restart all of it is there again', async () => {
    await empty.role('button', '替换并重新启动').click()
    const back = await openAfterRestart(companion, 'workbench.html#/storage')
    await back.text(/^已从 .* 的备份恢复$/).waitVisible()
    await back.css('.nav').role('link', '会话').click()
    await back.role('list', '会话').role('link', '强哥').click()
    await back.role('feed').waitText('在吗，备份里的一句')
    await back.role('feed').waitText('我在开会')
    await back.goto(companion.extensionUrl('popup.html'))
    await back.role('tab', '规则').click()
    await back.role('listitem', '规则').waitText('我在开会')
  })
})
