/* oxlint-disable no-unused-vars -- the parts are one script and share its scope */
// Every call goes through `mq.rpcService.require`, which hands it to one of the hidden proxy frames.
var SCHEME = location.protocol
var S_API = SCHEME + '//s.web2.qq.com/api/'
var D_CHANNEL = SCHEME + '//d.web2.qq.com/channel/'
var FORM = 'application/x-www-form-urlencoded'
var VERSIONS = { 's.web2.qq.com': '20130916001', 'd.web2.qq.com': '20130916001', 'd1.web2.qq.com': '20151105001' }

var proxies = {}
var proxyCount = 0

function hiddenFrame(name, src) {
  var holder = document.createElement('div')
  holder.className = 'hiddenIframe'
  var frame = document.createElement('iframe')
  frame.className = 'hiddenIframe'
  frame.id = frame.name = name
  frame.width = frame.height = 1
  frame.src = src
  holder.appendChild(frame)
  document.body.appendChild(holder)
  // As the official script does in Firefox.
  if (/Firefox/.test(navigator.userAgent)) frame.src = src
  return frame
}

// --- http: the frame offers `ajax`, once it has said so by `alloy.ajaxProxyCallback(1, id)`; until then calls wait ---
function httpProxy(host) {
  var id = ++proxyCount
  var proxy = { name: 'qqweb_proxySendIframe_' + id, isReady: false, waiting: [] }
  proxy.send = function (url, option) {
    if (!proxy.isReady) return proxy.waiting.push([url, option])
    return window.frames[proxy.name].ajax(url, option)
  }
  proxies[id] = proxy
  hiddenFrame(proxy.name, SCHEME + '//' + host + '/proxy.html?v=' + VERSIONS[host] + '&callback=1&id=' + id)
  return proxy
}

window.alloy = {
  ajaxProxyCallback: function (type, id) {
    var proxy = proxies[id]
    if (type !== 1 || !proxy) return
    proxy.isReady = true
    proxy.waiting.splice(0).forEach(function (call) {
      proxy.send(call[0], call[1])
    })
  },
}

// --- https: requests and answers are posted; usable from the frame's `load` on ---
var callbacks = {}
var postCount = 0

function httpsProxy(host) {
  var origin = 'https://' + host
  var proxy = { name: 'qqweb_proxySendIframe' + ++proxyCount, isReady: false, waiting: [] }
  proxy.send = function (url, option) {
    if (!proxy.isReady) return proxy.waiting.push([url, option])
    var id = postCount++
    callbacks[id] = option
    var request = {
      id: id,
      option: {
        method: option.method,
        data: option.data,
        isAsync: true,
        timeout: option.timeout,
        contentType: option.contentType,
        uri: url,
      },
      uri: url,
      iframeName: proxy.name,
      host: SCHEME + '//' + location.host + '/',
      timestamp: Date.now(),
    }
    return window.frames[proxy.name].postMessage(JSON.stringify(request), origin)
  }
  var frame = hiddenFrame(proxy.name, origin + '/cfproxy.html?v=' + VERSIONS[host] + '&callback=1')
  frame.addEventListener('load', function () {
    proxy.isReady = true
    proxy.waiting.splice(0).forEach(function (call) {
      proxy.send(call[0], call[1])
    })
  })
  return proxy
}

window.addEventListener('message', function (event) {
  if (event.origin.indexOf('web2.qq.com') < 0) return
  var reply = typeof event.data === 'string' ? JSON.parse(event.data) : event.data
  var option = callbacks[reply.id]
  if (!option) return
  delete callbacks[reply.id]
  if (option[reply.type]) option[reply.type](reply.option)
})

// --- the gate ---
// Which calls may go over https: all that ask for it, or in the older build none unless the user wants it.
function goesOverHttps(opt) {
  return Boolean(opt.https) && (BUILD === '20161220' || mq.setting.get('enableHttps'))
}

function encoded(param) {
  return Object.keys(param).map(function (key) {
    return encodeURIComponent(key) + '=' + encodeURIComponent(param[key])
  })
}

function beacon(url, retcode, since) {
  var query = encoded({
    appid: 1000164,
    commandid: url,
    resultcode: retcode,
    tmcost: Date.now() - since,
    t: Math.random(),
  })
  new Image().src = SCHEME + '//wspeed.qq.com/w.cgi?' + query.join('&')
}

mq.rpcService.require = function (opt) {
  var service = mq.rpcService
  var address = new URL(J.cookie.get('uin') ? opt.url.replace('//d.web2.', '//d1.web2.') : opt.url)
  if (!VERSIONS[address.host]) return console.log('wrong url or no proxy!', opt.url)
  var isHttps = goesOverHttps(opt)
  if (isHttps) address.protocol = 'https:'
  var key = (isHttps ? 'posted ' : '') + address.host
  var proxy = (proxies[key] = proxies[key] || (isHttps ? httpsProxy : httpProxy)(address.host))

  var method = opt.method || 'GET'
  var param = opt.param || opt.data || {}
  var url = address.href
  var body = null
  if (method === 'POST') body = 'r=' + encodeURIComponent(JSON.stringify(param))
  else
    url +=
      '?' +
      encoded(param)
        .concat('t=' + Date.now())
        .join('&')
  var since = Date.now()

  function failed(event, handler) {
    return function (xhr) {
      if (handler) handler.call(opt.context || null, xhr)
      else fire(service, opt.action + event, xhr)
    }
  }
  return proxy.send(url, {
    iframeName: proxy.name,
    method: method,
    contentType: FORM,
    enctype: '',
    data: body,
    arguments: opt.arguments,
    context: opt.context || null,
    timeout: opt.timeout || 30000,
    onSuccess: function (xhr) {
      var data
      try {
        data = JSON.parse(xhr.responseText || '-')
      } catch {
        data = {}
      }
      data.arguments = opt.arguments
      beacon(opt.url, data.retcode, since)
      if (opt.onSuccess) return opt.onSuccess.call(opt.context || null, data)
      var code = data.retcode === undefined ? (data.ret === undefined ? -1 : data.ret) : data.retcode
      return fire(service, opt.action + (code === 0 ? 'Success' : 'Failure'), data)
    },
    onError: failed('Failure', opt.onError),
    onTimeout: failed('Timeout', opt.onTimeout),
    onComplete: function () {},
  })
}
var rpc = mq.rpcService.require
// Looked up at each call, so that whoever puts another function there is heard.
function call(opt) {
  return mq.rpcService.require(opt)
}
