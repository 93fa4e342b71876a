// The control page: everything it does goes through the JSON API that tests use too. Names and texts of the world are set
// with textContent only.
const byId = (id) => document.getElementById(id)

const QR_WORDS = {
  none: '没有显示过 · none shown',
  waiting: '等待扫码 · waiting for a scan',
  scanned: '已扫码，等待确认 · scanned, confirm it',
  confirmed: '已确认 · confirmed',
  expired: '已失效或被拒绝 · expired or refused',
}

let lastSent = 0
let isCut = false
let portal = 'off'
let knownPeople = ''
let knownSize = ''

function showError(words) {
  byId('error').textContent = words
  byId('error').hidden = words === ''
}

async function api(path, body) {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const answer = await (await fetch(`/api/${path}`, init)).json()
  if (!answer.ok) throw new Error(answer.error)
  return answer
}

async function command(path, body) {
  try {
    await api(path, body)
    showError('')
  } catch (error) {
    showError(error.message)
  }
  await refresh()
}

const clock = (time) => new Date(time).toLocaleTimeString('zh-CN', { hour12: false })

function pollingWords({ polling, queued }) {
  if (polling === null) return '没有人在接收 · nobody polls'
  const who = polling.viaPage ? '网页 · the page' : '其他客户端 · another client'
  const since = clock(polling.since)
  return polling.held
    ? `${who}（${polling.scheme}，${since}）`
    : `上一次是${who}（${since}），现在没有 · not now${queued > 0 ? `，${queued} 条在等 · waiting` : ''}`
}

function loginWords({ login }) {
  if (login === null) return '没有 · nobody'
  const when = `第 ${login.id} 次，${clock(login.since)}`
  return login.alive ? `在线 · alive（${when}）` : `已结束 · ended: ${login.ended}（${when}）`
}

function endWords(login) {
  if (login === null || login.endsAt === null) return ''
  return `，登录到 · login until ${new Date(login.endsAt).toLocaleString('zh-CN')}`
}

function option(label, target) {
  const entry = document.createElement('option')
  entry.textContent = label.length > 60 ? `${label.slice(0, 60)}…` : label
  entry.value = JSON.stringify(target)
  return entry
}

function fillPeople({ account, friends, groups, discusses }) {
  const key = JSON.stringify(
    [friends, groups, discusses].map((list) =>
      list.map(({ number, name, nick, remark }) => [number, name, nick, remark]),
    ),
  )
  if (key === knownPeople) return
  knownPeople = key
  const select = byId('who')
  const chosen = select.value
  const section = (title, entries) => {
    const group = document.createElement('optgroup')
    group.label = title
    group.append(...entries)
    return group
  }
  const inPlace = (kind, places) =>
    places.map((place) =>
      section(
        `${place.name || '未命名讨论组 · unnamed'}`,
        place.members
          .filter((member) => member.number !== account.number)
          .map((member) =>
            option(`${place.name || '讨论组'} / ${member.card || member.nick}`, {
              [kind]: place.number,
              member: member.number,
            }),
          ),
      ),
    )
  select.replaceChildren(
    section(
      '好友 · friends',
      friends.map(({ number, nick, remark }) =>
        option(remark ? `${remark}（${nick}）` : `${nick} ${number}`, { friend: number }),
      ),
    ),
    ...inPlace('group', groups),
    ...inPlace('discuss', discusses),
  )
  if (chosen !== '') select.value = chosen
}

function showMentionRow() {
  const isFriend = byId('who').value.startsWith('{"friend"')
  byId('mention-row').hidden = isFriend
  byId('friend-buttons').hidden = !isFriend
  byId('group-buttons').hidden = !byId('who').value.startsWith('{"group"')
}

function sentRow({ at, kind, to, targetId, text, delivered, reply }) {
  const row = document.createElement('tr')
  const target = to === null ? `? ${targetId}` : `${to.name || '讨论组'}（${kind}）`
  const result = `${delivered ? '已送达 · delivered' : '未送达 · not delivered'}${reply === 0 ? '' : `，${reply}`}`
  for (const words of [clock(at), target, text, result]) {
    const cell = document.createElement('td')
    cell.textContent = words
    row.append(cell)
  }
  return row
}

async function showSent(count) {
  if (count === lastSent) return
  const { sent } = await api(`sent?since=${lastSent}`)
  for (const message of sent) {
    byId('sent').prepend(sentRow(message))
    lastSent = message.n
  }
  byId('nothing').hidden = lastSent > 0
}

async function refresh() {
  let state
  try {
    state = await api('state?brief')
    // People only when there are others than before: a large world is megabytes.
    const size = JSON.stringify([state.account.number, state.size, state.logins])
    if (size !== knownSize) {
      fillPeople(await api('state'))
      knownSize = size
    }
  } catch {
    showError('模拟服务没有应答 · the simulator does not answer')
    return
  }
  isCut = state.cut
  byId('account').textContent = `${state.account.nick} ${state.account.number}`
  byId('qr').textContent = QR_WORDS[state.qr.state]
  byId('login').textContent = loginWords(state)
  byId('polling').textContent = pollingWords(state)
  byId('line').textContent = isCut ? '已断开 · cut' : '正常 · in order'
  byId('cut').textContent = isCut ? '恢复线路 · restore the line' : '断开线路 · cut the line'
  byId('queued').textContent = state.queued > 0 ? `${state.queued} 条消息等待接收 · waiting to be polled` : ''
  portal = state.portal
  byId('portal').textContent = portal === 'off' ? 'Wi-Fi 登录页 · captive portal' : '关闭登录页 · portal off'
  byId('clock').textContent = `${new Date(state.now).toLocaleString('zh-CN')}${endWords(state.login)}`
  showMentionRow()
  await showSent(state.sentCount)
}

for (const button of document.querySelectorAll('button[data-verb]')) {
  button.addEventListener('click', () => void command(button.dataset.verb, JSON.parse(button.dataset.body ?? '{}')))
}
// What one does by hand is meant to arrive, whatever the year let through.
for (const button of document.querySelectorAll('button[data-friend], button[data-group]')) {
  button.addEventListener('click', () => {
    const body = { ...JSON.parse(byId('who').value), ...JSON.parse(button.dataset.body ?? '{}'), deliver: true }
    void command(button.dataset.friend ?? button.dataset.group, body)
  })
}
byId('portal').addEventListener('click', () => void command('portal', { mode: portal === 'off' ? 'page' : 'off' }))
byId('cut').addEventListener('click', () => void command('cut', { on: !isCut }))
byId('who').addEventListener('change', showMentionRow)
async function say() {
  const target = JSON.parse(byId('who').value)
  const mentionMe = target.friend === undefined && byId('mention').checked
  await command('say', { ...target, text: byId('text').value, mentionMe })
  byId('text').value = ''
  byId('text').focus()
}
byId('say').addEventListener('submit', (event) => {
  event.preventDefault()
  void say()
})

void refresh()
setInterval(() => void refresh(), 1000)
