/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// What everything below stands on: events, cookies, escaping, commands. `J` and `mq` are global, as on the official page.
var J = (window.J = window.JM = {})
var mq = (window.mq = { main: {}, rpcService: {}, model: {}, presenter: {}, view: {}, setting: {}, util: {} })

// Handlers are a plain list in the object itself. An exception in one of them ends the rest and reaches who fired.
J.event = {
  on: function (target, type, handler) {
    var events = (target.events = target.events || {})
    ;(events[type] = events[type] || []).push(handler)
  },
  off: function (target, type, handler) {
    var handlers = (target.events && target.events[type]) || []
    var at = handlers.indexOf(handler)
    if (at >= 0) handlers.splice(at, 1)
  },
  once: function (target, type, handler) {
    function onlyNow() {
      J.event.off(target, type, onlyNow)
      handler.apply(this, arguments)
    }
    J.event.on(target, type, onlyNow)
  },
  fire: function (target, type) {
    var handlers = ((target.events && target.events[type]) || []).slice()
    var more = Array.prototype.slice.call(arguments, 2)
    handlers.forEach(function (handler) {
      handler.apply(target, more)
    })
  },
}

J.cookie = {
  get: function (name) {
    var found = new RegExp('(?:^|;|\\s)' + name + '=([^;]*)').exec(document.cookie)
    return found ? found[1] : ''
  },
  set: function (name, value) {
    document.cookie = name + '=' + value + '; path=/; domain=qq.com'
  },
  remove: function (name) {
    document.cookie = name + '=; path=/; domain=qq.com; expires=Thu, 01 Jan 1970 00:00:00 GMT'
  },
}

var ENTITIES = { '&': '&amp;', '>': '&gt;', '<': '&lt;', '"': '&quot;', "'": '&#39;' }
J.string = {
  encodeHtml: function (text) {
    return String(text).replace(/[&><"']/g, function (sign) {
      return ENTITIES[sign]
    })
  },
}

J.dom = {
  id: function (id) {
    return document.getElementById(id)
  },
  // Clicks below `container`: of the nearest node with a `cmd`, its command is run if the container has it.
  bindCommands: function (container, commands) {
    container.addEventListener('click', function (event) {
      var node = event.target
      while (node && node !== container.parentNode && !(node.getAttribute && node.getAttribute('cmd'))) {
        node = node.parentNode
      }
      var name = node && node.getAttribute && node.getAttribute('cmd')
      if (!name || !Object.prototype.hasOwnProperty.call(commands, name)) return
      event.preventDefault()
      commands[name](node.getAttribute('param'), node, event)
    })
  },
}

var on = J.event.on
var fire = J.event.fire
var byId = J.dom.id
var encode = J.string.encodeHtml

// A node out of its html.
function nodeOf(html) {
  var holder = document.createElement('div')
  holder.innerHTML = html
  return holder.firstElementChild
}

// Settings of this browser: strings 'true' and 'false', kept only once they were changed.
mq.setting = {
  defaults: { enableHttps: false, enableCtrlEnter: false, enableVoice: true, enableNotification: true },
  get: function (name) {
    var kept = localStorage.getItem(name)
    return kept === null ? mq.setting.defaults[name] : kept === 'true'
  },
  set: function (name, value) {
    localStorage.setItem(name, String(value))
  },
}
