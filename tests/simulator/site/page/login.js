/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// The login panel with ptlogin's form in a frame, and the bubble over everything.
mq.view.login = (function () {
  var FORM_URL = 'https://ui.ptlogin2.qq.com/cgi-bin/login?'
  var masker = null
  var panel = null

  function src() {
    return (
      FORM_URL +
      encoded({
        daid: 164,
        target: 'self',
        style: 16,
        mibao_css: 'm_webqq',
        appid: 501004106,
        enable_qlogin: 0,
        no_verifyimg: 1,
        s_url: SCHEME + '//w.qq.com/proxy.html',
        f_url: 'loginerroralert',
        strong_login: 1,
        login_state: 10,
        t: 20131024001,
      }).join('&')
    )
  }

  return {
    show: function () {
      if (!panel) {
        masker = nodeOf('<div class="masker"></div>')
        panel = nodeOf('<div class="login-panel"></div>')
        document.body.appendChild(masker)
        document.body.appendChild(panel)
      }
      panel.innerHTML = ''
      var frame = document.createElement('iframe')
      frame.setAttribute('noscroll', '')
      frame.setAttribute('frameborder', '0')
      frame.style.cssText = 'position:absolute;width:100%;height:100%;border:0;'
      frame.src = src()
      panel.appendChild(frame)
      masker.style.display = 'block'
      panel.style.display = 'block'
      setTimeout(function () {
        panel.classList.add('show')
      }, 0)
    },
    hide: function () {
      if (!panel) return
      panel.classList.remove('show')
      panel.style.display = 'none'
      masker.style.display = 'none'
    },
  }
})()

// Words over the page; without a time they stay.
var bubbleNode = null
var bubbleTimer = 0
mq.bubble = function (html, time) {
  if (!bubbleNode) {
    bubbleNode = nodeOf(
      '<div class="message_bubble"><div class="message_body" cmd="void"><div class="close" cmd="closeBubble" title="关闭">X</div>' +
        '<div class="message_content"></div></div></div>',
    )
    document.body.appendChild(bubbleNode)
    J.dom.bindCommands(bubbleNode, {
      closeBubble: mq.hideBubble,
      gotoLogin: function () {
        mq.hideBubble()
        mq.view.login.show()
      },
    })
  }
  clearTimeout(bubbleTimer)
  bubbleNode.querySelector('.message_content').innerHTML = html
  bubbleNode.classList.add('show')
  if (time) bubbleTimer = setTimeout(() => mq.hideBubble(), time)
}
mq.hideBubble = function () {
  if (bubbleNode) bubbleNode.classList.remove('show')
}
