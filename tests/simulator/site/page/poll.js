/* oxlint-disable no-unused-vars -- the parts are one script and share its scope */
// One poll at a time, and what its answers lead to. No other call is ever asked again.
;(function () {
  var service = mq.rpcService
  var POLL_MS = 120000
  var LATER_MS = 10000
  var RELINK_MS = 1000
  var MOST_FAILURES = 8
  var MOST_RELINKS = 3
  var state = 'stop'
  var failures = 0
  var relinks = 0

  function poll() {
    call({
      url: D_CHANNEL + 'poll2',
      method: 'POST',
      https: true,
      timeout: POLL_MS,
      param: { ptwebqq: mq.ptwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid, key: '' },
      onSuccess: answered,
      onError: failed,
      onTimeout: failed,
    })
  }

  function next() {
    if (state === 'poll') poll()
  }

  function failed() {
    if (++failures > MOST_FAILURES) {
      failures = 0
      fire(service, 'FailCountOverMax')
      return relinkSoon()
    }
    return fire(service, 'PollComplete')
  }

  function answered(data) {
    switch (data.retcode) {
      case 0:
      case 102:
        failures = 0
        // The next poll goes out even when what came cannot be handled.
        try {
          if (data.result) fire(service, 'PollSuccess', data.result)
        } finally {
          fire(service, 'PollComplete')
        }
        return
      case 100:
        state = 'stop'
        fire(service, 'NotReLogin')
        return
      case 116:
        mq.ptwebqq = data.p
        J.cookie.set('ptwebqq', data.p)
        fire(service, 'PollComplete')
        return
      case 120:
      case 121:
        relinkSoon()
        return
      case 109:
      case 110:
        setTimeout(function () {
          fire(service, 'PollComplete')
        }, LATER_MS)
        return
      default:
        setTimeout(failed, LATER_MS)
    }
  }

  function relinkSoon() {
    state = 'stop'
    fire(mq.main, 'SelfOffline', {
      message: '因网络或其他原因与服务器失去联系，正在尝试重新登录...',
      action: 'relink',
    })
    setTimeout(relink, RELINK_MS)
  }

  function relink() {
    call({
      url: D_CHANNEL + 'login2',
      method: 'POST',
      param: {
        ptwebqq: mq.ptwebqq,
        clientid: CLIENT_ID,
        psessionid: mq.psessionid,
        key: '',
        state: mq.main.getCurrentOnlineState(),
      },
      onSuccess: relinked,
      onError: relinkFailed,
      onTimeout: relinkFailed,
    })
  }

  function relinked(data) {
    switch (data.retcode) {
      case 0:
        mq.psessionid = data.result.psessionid
        mq.vfwebqq = data.result.vfwebqq
        mq.port = data.result.port
        mq.index = data.result.index
        failures = relinks = 0
        fire(service, 'ReLinkSuccess', data.result)
        return start()
      case 103:
        return fire(service, 'NotReLogin')
      case 112:
      case 113:
      case 115:
        return relinkFailed()
      default:
        return fire(service, 'ReLinkStop')
    }
  }

  function relinkFailed() {
    fire(service, 'ReLinkFailure')
    if (++relinks < MOST_RELINKS) return setTimeout(relink, RELINK_MS)
    relinks = 0
    return fire(service, 'ReLinkStop')
  }

  function start() {
    state = 'poll'
    poll()
  }

  service.startPoll = function () {
    on(service, 'PollComplete', next)
    start()
  }
  service.stopPoll = function () {
    state = 'stop'
  }
})()
