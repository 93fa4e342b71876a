/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// From the cookies to the first poll.
;(function () {
  var service = mq.rpcService
  var BUBBLE_MS = 5000
  var LOST = '因网络或其他原因与服务器失去联系，请重新登录。'
  var isOnline = false
  var state = 'online'
  var LOGIN_TYPES = { 10: 'online', 20: 'offline', 30: 'away', 40: 'hidden', 50: 'busy', 60: 'callme', 70: 'silent' }

  mq.clientid = CLIENT_ID
  mq.ptwebqq = mq.skey = mq.vfwebqq = mq.psessionid = ''
  mq.main.isOnline = function () {
    return isOnline
  }
  mq.main.getCurrentOnlineState = function () {
    return state
  }
  mq.main.setOnlineState = function (next) {
    state = next
    fire(mq, 'onlineStateChange', { state: next })
  }
  mq.main.logout = function () {
    dropCookies()
    location.reload()
  }
  mq.main.kicked = function (reason) {
    service.stopPoll()
    isOnline = false
    dropCookies()
    mq.bubble(encode(reason))
  }

  function dropCookies() {
    J.cookie.remove('ptwebqq')
    J.cookie.remove('skey')
  }

  function readCookies() {
    mq.ptwebqq = J.cookie.get('ptwebqq')
    mq.skey = J.cookie.get('skey')
  }

  mq.main.start = function () {
    readCookies()
    if (/[?#&]guide=1/.test(location.href) && byId('guide')) {
      byId('guide').style.display = 'block'
      byId('container').style.display = byId('main_container').style.display = 'none'
      return
    }
    if (mq.ptwebqq === '' || mq.skey === '') mq.view.login.show()
    else mq.main.onPTLoginSuccess()
  }

  // Called by the end of the login form's way, too. A second time on the same page binds everything once more.
  mq.main.onPTLoginSuccess = function (type) {
    state = LOGIN_TYPES[type || 10] || 'online'
    mq.view.login.hide()
    readCookies()
    if (byId('guide')) byId('guide').remove()
    byId('container').style.display = byId('main_container').style.display = 'block'
    bind()
    call({
      url: S_API + 'getvfwebqq',
      action: 'getVfWebQQ',
      param: { ptwebqq: mq.ptwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid },
    })
  }

  function bind() {
    on(service, 'getVfWebQQSuccess', function (data) {
      mq.vfwebqq = data.result.vfwebqq
      login2()
    })
    on(service, 'getVfWebQQFailure', mq.view.login.show)
    on(service, 'LoginSuccess', loggedIn)
    on(service, 'LoginFailure', mq.view.login.show)
    on(service, 'PollSuccess', chatModel.receive)
    on(service, 'NotReLogin', function () {
      fire(mq.main, 'SelfOffline', { message: LOST, action: 'relogin' })
    })
    on(service, 'ReLinkSuccess', function () {
      isOnline = true
      mq.hideBubble()
    })
    on(service, 'ReLinkStop', function () {
      fire(mq.main, 'SelfOffline', { message: '身份验证失效，请重新登录', action: 'login' })
    })
    on(mq.main, 'SelfOffline', function (given) {
      // After code 100 the page goes on as if it were online; it only never polls again.
      if (given.action !== 'relogin') isOnline = false
      mq.bubble(given.message, given.action === 'login' ? 0 : BUBBLE_MS)
    })
    on(mq.main, 'loginSuccess', createMainPanel)
    session.init()
    contact.init()
    mq.view.setting.init()
    chat.init()
    mq.view.profile.init()
    mq.view.members.init()
    mq.view.search.init()
    mq.view.record.init()
    mq.presenter.notification.init()
  }

  function login2() {
    call({
      url: D_CHANNEL + 'login2',
      method: 'POST',
      param: { ptwebqq: mq.ptwebqq, clientid: CLIENT_ID, psessionid: '', status: state },
      onSuccess: function (data) {
        fire(service, data.retcode === 0 ? 'LoginSuccess' : 'LoginFailure', data)
      },
      onError: mq.view.login.show,
      onTimeout: mq.view.login.show,
    })
  }

  function loggedIn(data) {
    mq.psessionid = data.result.psessionid
    mq.port = data.result.port
    mq.index = data.result.index
    buddylist.setSelfUin(data.result.uin)
    isOnline = true
    fire(mq.main, 'loginSuccess', { selfUin: data.result.uin })
    askLists()
  }

  // Three lists at a time; when all have come the rest, one after the other. One that fails ends it here, without a word.
  function askLists() {
    var missing = 3
    function got(take) {
      return function (data) {
        if (data.retcode !== 0) return
        take(data.result)
        if (--missing === 0) askOnline()
      }
    }
    var hashed = { vfwebqq: mq.vfwebqq, hash: listHash(buddylist.getSelfUin(), mq.ptwebqq) }
    function silent() {}
    call({
      url: S_API + 'get_user_friends2',
      method: 'POST',
      param: hashed,
      onSuccess: got(buddylist.setFriends),
      onError: silent,
      onTimeout: silent,
    })
    call({
      url: S_API + 'get_group_name_list_mask2',
      method: 'POST',
      param: hashed,
      onSuccess: got(buddylist.setGroups),
      onError: silent,
      onTimeout: silent,
    })
    call({
      url: S_API + 'get_discus_list',
      param: { clientid: CLIENT_ID, psessionid: mq.psessionid, vfwebqq: mq.vfwebqq },
      onSuccess: got(buddylist.setDiscusses),
      onError: silent,
      onTimeout: silent,
    })
    call({
      url: S_API + 'get_self_info2',
      onSuccess: function (data) {
        if (data.retcode === 0) buddylist.setSelf(data.result)
      },
      onError: silent,
      onTimeout: silent,
    })

    function askOnline() {
      call({
        url: D_CHANNEL + 'get_online_buddies2',
        param: { vfwebqq: mq.vfwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid },
        onSuccess: function (data) {
          if (data.retcode === 0) buddylist.setOnline(data.result)
        },
        onError: silent,
        onTimeout: silent,
      })
      call({
        url: D_CHANNEL + 'get_recent_list2',
        method: 'POST',
        param: { vfwebqq: mq.vfwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid },
        onSuccess: function (data) {
          if (data.retcode !== 0) return
          buddylist.setRecents(data.result)
          service.startPoll()
        },
        onError: silent,
        onTimeout: silent,
      })
    }
  }

  mq.main.start()
})()
