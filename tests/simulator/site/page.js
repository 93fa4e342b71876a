// A plain page with the network behaviour of the official one: login by the ptlogin frame, then all calls through hidden
// proxy frames. It shows what it receives as a list; it sends nothing.
;(function () {
  'use strict'
  document.domain = 'qq.com'

  var CLIENT_ID = 53999199
  var scheme = location.protocol
  var S = scheme + '//s.web2.qq.com'
  var D = scheme + '//d1.web2.qq.com'
  var PROXIES = {}
  PROXIES[S] = S + '/proxy.html?v=20130916001&callback=1&id=1'
  PROXIES[D] = D + '/proxy.html?v=20151105001&callback=1&id=2'
  var FRAME_IDS = {}
  FRAME_IDS[S] = 1
  FRAME_IDS[D] = 2

  var mq = (window.mq = { clientid: CLIENT_ID, ptwebqq: '', skey: '', vfwebqq: '', psessionid: '', main: {} })
  var selfUin = 0
  var names = {}
  var failures = 0
  var isPolling = false

  function element(id) {
    return document.getElementById(id)
  }
  function say(words) {
    element('status').textContent = words
  }
  function cookie(name) {
    var found = new RegExp('(?:^|;|\\s)' + name + '=([^;]*)').exec(document.cookie)
    return found ? found[1] : ''
  }
  function dropCookie(name) {
    document.cookie = name + '=; domain=qq.com; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT'
  }

  // --- proxy frames -------------------------------------------------------------------------------------------------
  var ready = {}
  var waiting = {}

  window.alloy = {
    ajaxProxyCallback: function (type, id) {
      ready[id] = true
      var calls = waiting[id] || []
      waiting[id] = []
      calls.forEach(function (call) {
        call()
      })
    },
  }

  function require(option) {
    var origin = option.url.split('/').slice(0, 3).join('/')
    var id = FRAME_IDS[origin]
    var name = 'qqweb_proxySendIframe_' + id
    if (!element(name)) {
      var frame = document.createElement('iframe')
      frame.id = frame.name = name
      frame.className = 'hiddenIframe'
      frame.src = PROXIES[origin]
      document.body.appendChild(frame)
    }
    var isPost = option.method === 'POST'
    var pairs = Object.keys(option.param || {}).map(function (key) {
      return key + '=' + encodeURIComponent(option.param[key])
    })
    if (!isPost) pairs.push('t=' + Date.now())
    var url = isPost ? option.url : option.url + '?' + pairs.join('&')

    function call() {
      window.frames[name].ajax(url, {
        iframeName: name,
        method: option.method || 'GET',
        contentType: 'application/x-www-form-urlencoded',
        data: isPost ? 'r=' + encodeURIComponent(JSON.stringify(option.param)) : null,
        timeout: option.timeout || 30000,
        onSuccess: function (xhr) {
          var reply
          try {
            reply = JSON.parse(xhr.responseText || '-')
          } catch {
            reply = {}
          }
          option.onSuccess(reply)
        },
        onError: option.onError || function () {},
        onTimeout: option.onTimeout || option.onError || function () {},
      })
    }
    if (ready[id]) call()
    else (waiting[id] = waiting[id] || []).push(call)
  }

  // --- login --------------------------------------------------------------------------------------------------------
  // As the official page does it: `div.login-panel` is appended at its first showing and hidden by its style afterwards.
  function showLogin() {
    say('请登录')
    element('logout').hidden = true
    var panel = document.querySelector('.login-panel')
    if (panel) {
      panel.style.display = 'block'
      return
    }
    panel = document.createElement('div')
    panel.className = 'login-panel'
    var frame = document.createElement('iframe')
    frame.title = 'QQ 登录'
    frame.src =
      'https://xui.ptlogin2.qq.com/cgi-bin/xlogin?daid=164&target=self&style=40&pt_disable_pwd=1&mibao_css=m_webqq' +
      '&appid=501004106&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html&f_url=loginerroralert' +
      '&strong_login=1&login_state=10&t=20131024001'
    panel.appendChild(frame)
    document.body.appendChild(panel)
  }

  function hideLogin() {
    var panel = document.querySelector('.login-panel')
    if (panel) panel.style.display = 'none'
  }

  addEventListener('message', function (event) {
    if (!/^https:\/\/x?ui\.ptlogin2\.qq\.com$/.test(event.origin) || typeof event.data !== 'string') return
    var message
    try {
      message = JSON.parse(event.data)
    } catch {
      return
    }
    var isLink = /^https?:\/\/ptlogin[24]\.web2\.qq\.com\/check_sig\?/.test(String(message.url))
    if (message.action === 'login' && isLink) location.href = message.url
  })

  mq.main.onPTLoginSuccess = function () {
    mq.ptwebqq = cookie('ptwebqq')
    mq.skey = cookie('skey')
    hideLogin()
    element('logout').hidden = false
    say('正在登录')
    require({
      url: S + '/api/getvfwebqq',
      param: { ptwebqq: mq.ptwebqq, clientid: CLIENT_ID, psessionid: '' },
      onSuccess: function (reply) {
        if (reply.retcode !== 0) return showLogin()
        mq.vfwebqq = reply.result.vfwebqq
        login2({ status: 'online' }, afterLogin)
      },
      onError: showLogin,
    })
  }

  function login2(more, then) {
    var param = { ptwebqq: mq.ptwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid }
    Object.keys(more).forEach(function (key) {
      param[key] = more[key]
    })
    require({
      url: D + '/channel/login2',
      method: 'POST',
      param: param,
      onSuccess: function (reply) {
        if (reply.retcode !== 0) return more.state ? say('身份验证失效，请重新登录') : showLogin()
        mq.psessionid = reply.result.psessionid
        selfUin = reply.result.uin
        if (more.state) mq.vfwebqq = reply.result.vfwebqq
        then()
      },
      onError: function () {
        if (more.state) say('身份验证失效，请重新登录')
        else showLogin()
      },
    })
  }

  function hash(uin, ptwebqq) {
    var rolled = [0, 0, 0, 0]
    for (var i = 0; i < ptwebqq.length; i++) rolled[i % 4] ^= ptwebqq.charCodeAt(i)
    var text = ''
    for (var k = 0; k < 4; k++) {
      var salted = ((uin >>> (24 - 8 * k)) & 255) ^ 'ECOK'.charCodeAt(k)
      text += ('0' + rolled[k].toString(16)).slice(-2) + ('0' + salted.toString(16)).slice(-2)
    }
    return text.toUpperCase()
  }

  function decode(text) {
    return new DOMParser().parseFromString(text, 'text/html').documentElement.textContent || ''
  }

  function afterLogin() {
    var missing = 3
    function loaded(fill) {
      return function (reply) {
        if (reply.retcode !== 0) return say('列表没有取到')
        fill(reply.result)
        if (--missing === 0) listsLoaded()
      }
    }
    var r = { vfwebqq: mq.vfwebqq, hash: hash(selfUin, mq.ptwebqq) }
    require({
      url: S + '/api/get_user_friends2',
      method: 'POST',
      param: r,
      onSuccess: loaded(function (result) {
        result.info.forEach(function (friend) {
          names[friend.uin] = decode(friend.nick)
        })
        result.marknames.forEach(function (mark) {
          names[mark.uin] = decode(mark.markname)
        })
      }),
    })
    require({
      url: S + '/api/get_group_name_list_mask2',
      method: 'POST',
      param: r,
      onSuccess: loaded(function (result) {
        result.gnamelist.forEach(function (group) {
          names[group.gid] = decode(group.name)
        })
      }),
    })
    require({
      url: S + '/api/get_discus_list',
      param: { clientid: CLIENT_ID, psessionid: mq.psessionid, vfwebqq: mq.vfwebqq },
      onSuccess: loaded(function (result) {
        result.dnamelist.forEach(function (discuss) {
          names[discuss.did] = decode(discuss.name) || '讨论组'
        })
      }),
    })
    require({
      url: S + '/api/get_self_info2',
      onSuccess: function (reply) {
        if (reply.retcode === 0) element('who').textContent = decode(reply.result.nick)
      },
    })
  }

  function listsLoaded() {
    require({
      url: D + '/channel/get_online_buddies2',
      param: { vfwebqq: mq.vfwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid },
      onSuccess: function () {
        require({
          url: D + '/channel/get_recent_list2',
          method: 'POST',
          param: { vfwebqq: mq.vfwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid },
          onSuccess: function (reply) {
            if (reply.retcode !== 0) return say('最近会话没有取到')
            say('在线')
            isPolling = true
            poll()
          },
        })
      },
    })
  }

  // --- poll loop, with the page's own rules ---------------------------------------------------------------------------
  function poll() {
    if (!isPolling) return
    require({
      url: D + '/channel/poll2',
      method: 'POST',
      timeout: 120000,
      param: { ptwebqq: mq.ptwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid, key: '' },
      onSuccess: polled,
      onError: function () {
        failed()
        poll()
      },
    })
  }

  function polled(reply) {
    switch (reply.retcode) {
      case 0:
      case 102:
        failures = 0
        if (Array.isArray(reply.result)) reply.result.forEach(show)
        return poll()
      case 100:
        isPolling = false
        return say('因网络或其他原因与服务器失去联系，请重新登录。')
      case 116:
        mq.ptwebqq = reply.p
        document.cookie = 'ptwebqq=' + reply.p + '; domain=qq.com; path=/'
        return poll()
      case 120:
      case 121:
        return relink()
      case 109:
      case 110:
        return setTimeout(poll, 10000)
      default:
        return setTimeout(function () {
          failed()
          poll()
        }, 10000)
    }
  }

  function failed() {
    if (++failures > 8) relink()
  }

  function relink() {
    failures = 0
    isPolling = false
    say('因网络或其他原因与服务器失去联系，正在尝试重新登录...')
    setTimeout(function () {
      login2({ key: '', state: 'online' }, function () {
        say('在线')
        isPolling = true
        poll()
      })
    }, 1000)
  }

  function show(item) {
    var value = item.value || {}
    if (item.poll_type === 'kick_message') {
      isPolling = false
      dropCookie('ptwebqq')
      dropCookie('skey')
      return say(value.reason)
    }
    if (!Array.isArray(value.content)) return
    var text = value.content
      .map(function (part) {
        return typeof part === 'string' ? decode(part) : part[0] === 'face' ? '[表情]' : ''
      })
      .join('')
    var from = value.did || value.from_uin
    var line = document.createElement('li')
    line.textContent = (names[from] || from) + '：' + text
    element('messages').appendChild(line)
  }

  element('logout').addEventListener('click', function () {
    if (!confirm('您确定要退出吗？')) return
    isPolling = false
    dropCookie('ptwebqq')
    dropCookie('skey')
    location.reload()
  })

  // The ptwebqq cookie is not asked for: the service of 2018 set none.
  if (cookie('skey') && cookie('uin')) mq.main.onPTLoginSuccess(10)
  else showLogin()
})()
