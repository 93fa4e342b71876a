/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// The open chat. Its nodes say nothing of who it is with.
var chat = (mq.presenter.chat = {})
var chatView = (mq.view.chat = {})
;(function () {
  var peer = null
  var lastShownAt = 0
  var panel = null
  var APART_MS = 120000

  chat.translateMessage = translateMessage
  chat.translateMessage2Text = translateMessage2Text
  chat.getCurrentChatUin = function () {
    return peer ? peer.account : null
  }
  chat.getCurrentChatType = function () {
    return peer ? peer.type : null
  }
  chat.isChating = function (other) {
    return Boolean(peer && other) && peer.type === other.type && peer.account === other.account
  }

  function messageHtml(message) {
    if (message.htmlContent === undefined) message.htmlContent = translateMessage(message)
    if (!message.htmlContent) return ''
    // Who was not known when it came may be known by now.
    var sender = message.sender.isUnknown
      ? buddylist.getFriendByUin(message.sender_uin) || message.sender
      : message.sender
    var isSelf = message.sender_uin === buddylist.getSelfUin()
    var time = Math.abs(message.time - lastShownAt) > APART_MS ? timeHtml(message.time) : ''
    lastShownAt = message.time
    var cls = [isSelf ? 'self' : 'buddy', sender.isUnknown ? 'need_update' : '', message.isSystem ? 'system' : '']
    var nick = message.from_group && sender.cardName ? sender.cardName : sender.name
    var avatar = sender.avatar || '/css/image/avatar_default.jpg'
    return (
      time +
      ('<div class="chat_content_group ' + cls.join(' ') + '" _sender_uin="' + message.sender_uin + '">') +
      (message.isSystem
        ? ''
        : '<img class="chat_content_avatar" src="' +
          encode(avatar) +
          '" width="40px" height="40px" onerror="this.src=\'/css/image/avatar_default.jpg\'">' +
          ('<p class="chat_nick">' + encode(nick) + '</p>')) +
      ('<p class="chat_content ">' + message.htmlContent + '</p></div>')
    )
  }

  // Every node that is there is made anew with each message.
  function append(messages) {
    var body = panel.part('Body')
    body.innerHTML += messages.map(messageHtml).join('')
    loadPictures(body)
    toBottom()
  }

  // There is no scroll bar: the body is moved.
  var offset = 0
  function moveTo(next) {
    var body = panel.part('Body')
    var most = Math.max(0, body.offsetHeight - panel.part('BodyWrapper').clientHeight)
    offset = Math.min(Math.max(next, 0), most)
    body.style.transform = 'translate(0px, ' + -offset + 'px) translateZ(0px)'
  }
  function toBottom() {
    moveTo(Number.MAX_SAFE_INTEGER)
  }

  function send() {
    var area = byId('chat_textarea')
    var text = area.value
    area.value = ''
    grow()
    byId('face_images').style.display = 'none'
    if (text !== '') fire(chatView, 'sendMessage', { textContent: text })
  }

  function grow() {
    var area = byId('chat_textarea')
    var twin = panel.node.querySelector('.hidden_textarea')
    twin.value = area.value
    area.style.height = Math.min(80, Math.max(32, twin.scrollHeight)) + 'px'
  }

  function insertFace(name) {
    var area = byId('chat_textarea')
    area.value = name === 'delKey' ? area.value.replace(/(\[[^[\]]*\]|[^])$/, '') : area.value + '[' + name + ']'
    grow()
  }

  function showFacePage(page) {
    byId('face_images')
      .querySelectorAll('.faceIteam')
      .forEach(function (node, i) {
        node.style.display = i === Number(page) ? 'block' : 'none'
      })
  }

  function makePageButtons() {
    var bar = byId('face_images').querySelector('.btnsWrap')
    for (var page = bar.children.length; page < FACE_PAGES; page++) {
      bar.appendChild(document.createElement('li')).addEventListener('click', showFacePage.bind(null, page))
    }
  }

  function create() {
    panel = createPanel({
      cls: 'chat-panel',
      bodyCls: 'chat_container',
      left: '',
      leftCls: 'btn_setting',
      right: '关闭',
      rightCls: 'btn_setting',
      footerCls: 'chat_toolbar_footer',
      footer:
        CHAT_FOOTER +
        ('<div id="face_images" class="qq_face_area" style="display: none;">' + facesHtml() + '</div>') +
        '<iframe id="panel_uploadFilIframe" name="panel_uploadFilIframe" style="display: none;"></iframe>',
      commands: {
        clickLeftButton: function () {
          panel.menu().classList.toggle('show')
        },
        clickRightButton: function () {
          fire(chatView, 'close')
        },
        viewQzone: function () {
          window.open('http://user.qzone.qq.com/' + (peer.ruin || peer.uin))
        },
        viewInfo: function () {
          panel.menu().classList.remove('show')
          fire(mq.view, 'viewProfile', { from: '返回', account: peer.account, type: peer.type })
        },
        viewRecord: function () {
          panel.menu().classList.remove('show')
          fire(mq.view, 'viewRecord', { user: peer })
        },
        viewMembers: function () {
          panel.menu().classList.remove('show')
          if (peer.type === 'group') fire(mq.view, 'viewGroupMember', { group: peer })
          else fire(mq.view, 'viewDiscussMember', { discuss: peer })
        },
        sendMsg: send,
        chooseFace: function (param, node, event) {
          if (event.target.title) insertFace(event.target.title)
        },
      },
    })
    byId('container').appendChild(panel.node)
    transitionManager.add('chat', panel)
    panel.part('BodyWrapper').addEventListener(
      'wheel',
      function (event) {
        moveTo(offset + event.deltaY)
      },
      { passive: true },
    )
    byId('add_face_btn').addEventListener('click', function () {
      var faces = byId('face_images')
      faces.style.display = faces.style.display === 'none' ? 'block' : 'none'
      makePageButtons()
      showFacePage(0)
    })
    var area = byId('chat_textarea')
    area.addEventListener('input', grow)
    area.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' || event.isComposing) return
      if (event.ctrlKey === mq.setting.get('enableCtrlEnter')) {
        event.preventDefault()
        send()
      } else if (event.ctrlKey) {
        event.preventDefault()
        area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end')
        grow()
      }
    })
  }

  function open(target) {
    if (!target) return
    if (!panel) create()
    if (!chat.isChating(target)) {
      peer = target
      panel.setTitle(encode(target.type === 'friend' ? target.nick : target.name))
      panel.menu().innerHTML = menuHtml(target.type)
      panel.menu().classList.remove('show')
      panel.part('Body').innerHTML = ''
      lastShownAt = 0
      append(chatModel.getMessages(target.account, target.type))
    }
    fire(chatView, 'startChat', target)
    buddylist.getBuddyInfo(target)
    if (target.type === 'friend' && !target.ruin) buddylist.getFriendUin(target)
    if (target.isStrange) chatModel.askGroupSig(target)
    transitionManager.go('chat')
    toBottom()
  }

  // Somebody's details have come: his nodes get his name and his face, and lose the number.
  function updateBuddyInfo(person) {
    panel
      .part('Body')
      .querySelectorAll('div[_sender_uin="' + person.account + '"]')
      .forEach(function (node) {
        var picture = node.querySelector('.chat_content_avatar')
        var nick = node.querySelector('.chat_nick')
        if (picture) picture.src = person.avatar
        if (nick) nick.innerHTML = encode(person.name)
        node.removeAttribute('_sender_uin')
      })
  }

  function detailsCame(place) {
    if (chat.isChating(place)) place.members.forEach(updateBuddyInfo)
  }

  function received(message) {
    var from = message.send_to || message.from_group || message.from_discuss || message.from_user
    if (chat.isChating(from)) append([message])
  }

  chat.init = function () {
    on(chatModel, 'messageReceived', received)
    on(chatModel, 'groupMessageReceived', received)
    on(chatModel, 'discussMessageReceived', received)
    on(buddylist, 'groupInfoUpdate', detailsCame)
    on(buddylist, 'discussInfoUpdate', detailsCame)
    on(mq.view, 'startChat', function (given) {
      var id =
        given.type === 'group'
          ? given.group_uin || given.uin
          : given.type === 'discuss'
            ? given.discuss_uin || given.uin
            : given.uin
      open(buddylist.peerOf(id, given.type))
    })
    on(chatView, 'sendMessage', function (given) {
      if (!mq.main.isOnline())
        return mq.bubble('您已经离线，请重新<a href="javascript:void(0);" cmd="gotoLogin">登录</a>')
      if (peer) chatModel.say(peer, given.textContent)
    })
    on(chatView, 'close', function () {
      peer = null
      transitionManager.go('main')
    })
  }
})()
