/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// The one template of all lists, and the list of sessions.

function nameHtml(peer, withCard) {
  if (withCard && peer.cardName) return encode(peer.cardName) + '<span> (' + encode(peer.nick) + ')</span>'
  if (peer.mark) return encode(peer.mark) + '<span>(' + encode(peer.nick) + ')</span>'
  return encode(peer.name)
}

/** option: {prefix, withCard, below (html under the name; absent: nothing there)} */
function itemHtml(peer, option) {
  var type = peer.type
  var id = option.prefix + 'item-' + type + '-' + peer.account
  var standIn = type === 'group' ? 'avatar_group_default.jpg' : 'avatar_default.jpg'
  var ofPeer = '_uin="' + peer.account + '" _type="' + (type || '') + '"'
  return (
    '<li id="' +
    id +
    '" class="list_item" ' +
    ofPeer +
    ' cmd="clickMemberItem">' +
    ('<a href="javascript:void(0);" class="avatar" cmd="clickMemberAvatar" ' + ofPeer + '>') +
    ('<img src="/css/image/' + standIn + '" _ori_src="' + encode(peer.avatar || '') + '">') +
    (peer.mask > 0 ? '<span class="group_mask"></span>' : '') +
    ('</a><p class="member_nick" id="userNick-' + peer.account + '">\n' + nameHtml(peer, option.withCard) + '\n</p>') +
    (option.below === undefined ? '' : option.below(id, peer)) +
    '</li>'
  )
}

function peerOfItem(node) {
  var type = node.getAttribute('_type')
  return buddylist.peerOf(node.getAttribute('_uin'), type)
}

function startChat(peer) {
  if (peer.type === 'group') fire(mq.view, 'startChat', { uin: peer.gid, type: 'group', group_uin: peer.gid })
  else if (peer.type === 'discuss')
    fire(mq.view, 'startChat', { uin: peer.did, type: 'discuss', discuss_uin: peer.did })
  else fire(mq.view, 'startChat', { uin: peer.uin, type: 'friend' })
}

var session = (mq.view.session = (function () {
  var MOST = 10
  // Peers that ever had an unread message count one each, and are taken off again whenever their chat is opened: nobody
  // sets them back, so the mark goes too early after the first round.
  var marked = {}
  var total = 0
  var view = {}

  function below(id) {
    return '<p id="' + id + '-msg" class="member_msg text_ellipsis"></p>'
  }
  function itemOf(peer) {
    return byId('recent-item-' + peer.type + '-' + peer.account)
  }
  function list() {
    return byId('current_chat_list')
  }

  function add(peer) {
    while (list().children.length >= MOST) list().lastElementChild.remove()
    list().appendChild(nodeOf(itemHtml(peer, { prefix: 'recent-', below: below })))
    loadPictures(list())
    return itemOf(peer)
  }

  function mark(item) {
    if (!marked[item.id]) {
      marked[item.id] = 1
      total += 1
    }
    byId('session').classList.add('point')
  }

  view.createPanel = function () {
    return createPanel({
      isVoid: false,
      title: '会话',
      body: '<div id="current_chat_scroll_area" class="scrollWrapper" cmd="void"><ul id="current_chat_list" class="list list_white"></ul></div>',
      commands: {
        clickMemberItem: function (param, node) {
          var peer = peerOfItem(node)
          if (peer) startChat(peer)
          node.classList.remove('notify')
        },
        clickMemberAvatar: function (param, node) {
          var peer = peerOfItem(node)
          if (peer) fire(mq.view, 'viewProfile', { from: '会话', account: peer.account, type: peer.type })
        },
      },
    })
  }

  view.init = function () {
    on(buddylist, 'recentListChange', function (peers) {
      peers.forEach(function (peer) {
        if (!itemOf(peer)) add(peer)
      })
    })
    function shown(message) {
      var peer = message.send_to || message.from_group || message.from_discuss || message.from_user
      var html = message.htmlContent === undefined ? translateMessage(message) : message.htmlContent
      if (!html) return
      var item = itemOf(peer) || add(peer)
      list().insertBefore(item, list().firstChild)
      var preview = byId(item.id + '-msg')
      preview.innerHTML = html
      loadPictures(preview)
      if (message.notNotify || mq.presenter.chat.isChating(peer)) return
      item.classList.add('notify')
      mark(item)
    }
    on(mq.view.chat, 'startChat', function (peer) {
      total -= marked['recent-item-' + peer.type + '-' + peer.account] || 0
      if (total < 1) byId('session').classList.remove('point')
    })
    on(chatModel, 'messageReceived', shown)
    on(chatModel, 'groupMessageReceived', shown)
    on(chatModel, 'discussMessageReceived', shown)
  }
  return view
})())
