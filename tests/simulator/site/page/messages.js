/* oxlint-disable no-unused-vars -- the parts are one script and share its scope */
// What was said since the page was loaded, and what is made of a poll's items.
var chatModel = (mq.model.chat = (function () {
  var kept = { friend: {}, group: {}, discuss: {} }
  var lastId = (Math.floor(Date.now() / 1000) % 10000) * 10000
  var groupSig = ''

  function keep(type, id, message) {
    var list = (kept[type] = kept[type] || {})
    ;(list[id] = list[id] || []).push(message)
  }

  // The newest first, in place; of one second the later first too.
  function newestFirst(items) {
    items.reverse()
    items.sort(function (a, b) {
      return b.value.time - a.value.time
    })
  }

  function milliseconds(value) {
    return value.time ? value.time * 1000 : Date.now()
  }

  /** Somebody who writes in a group or discussion. The card is that of the group in which he spoke last. */
  function senderOf(uin) {
    return uin === buddylist.getSelfUin() ? buddylist.getSelfInfo() : buddylist.getFriendByUin(uin)
  }

  var model = {
    getMessages: function (uin, type) {
      return (kept[type] && kept[type][uin]) || []
    },
    addMessage: function (message) {
      var peer = message.from_user
      keep(peer.type, peer.account, message)
      fire(model, 'messageReceived', message)
      return message
    },
    addGroupMessage: function (message) {
      keep('group', message.from_group.gid, message)
      fire(model, 'groupMessageReceived', message)
      return message
    },
    addDiscussMessage: function (message) {
      keep('discuss', message.from_discuss.did, message)
      fire(model, 'discussMessageReceived', message)
      return message
    },

    // --- items of a poll ---
    receive: function (items) {
      newestFirst(items)
      items.forEach(function (item) {
        var handler = HANDLERS[item.poll_type]
        if (!handler) return
        fire(mq.main, handler === fromFile ? 'receiveFileMessage' : 'receiveMessage', item)
        handler(item.value, item)
      })
    },

    // --- sending: into the page at once, and nobody looks at the answer ---
    sendMsg: function (r) {
      post('send_buddy_msg2', { to: r.to, content: r.content, face: r.face })
    },
    sendGroupMsg: function (r) {
      post('send_qun_msg2', { group_uin: r.group_uin, content: r.content, face: r.face })
    },
    sendDiscussMsg: function (r) {
      post('send_discu_msg2', { did: r.did, content: r.content, face: r.face })
    },
    sendSessMsg: function (r) {
      var more = { group_sig: groupSig, service_type: r.service_type }
      post('send_sess_msg2', { to: r.to, content: r.content, face: r.face }, more)
    },
    askGroupSig: function (friend) {
      var isGroup = Boolean(friend.group)
      call({
        url: D_CHANNEL + 'get_c2cmsg_sig2',
        param: {
          id: isGroup ? friend.groupUin : friend.discussUin,
          to_uin: friend.uin,
          clientid: CLIENT_ID,
          psessionid: mq.psessionid,
          service_type: isGroup ? 0 : 1,
        },
        onSuccess: function (data) {
          if (data.retcode === 0) groupSig = data.result.value
        },
      })
    },
    /** Sends what was typed to somebody, and shows it. */
    say: function (peer, text) {
      var parts = partsOf(text)
      var content = JSON.stringify(parts)
      var self = buddylist.getSelfInfo()
      var face = self.face
      if (peer.type === 'group') model.sendGroupMsg({ group_uin: peer.gid, content: content, face: face })
      else if (peer.type === 'discuss') model.sendDiscussMsg({ did: peer.did, content: content, face: face })
      else if (peer.isStrange) {
        model.sendSessMsg({ to: peer.uin, content: content, face: face, service_type: peer.group ? 0 : 1 })
      } else model.sendMsg({ to: peer.uin, content: content, face: face })

      var message = {
        notNotify: true,
        content: parts,
        from_uin: self.uin,
        sender_uin: self.uin,
        from_user: self,
        sender: self,
        to_uin: peer.account,
        to_type: peer.type,
        send_to: peer,
        time: Date.now(),
      }
      keep(peer.type, peer.account, message)
      fire(model, SHOWN_AS[peer.type], message)
    },
  }

  var SHOWN_AS = { friend: 'messageReceived', group: 'groupMessageReceived', discuss: 'discussMessageReceived' }

  function post(name, what, more) {
    var param = Object.assign(what, { clientid: CLIENT_ID, msg_id: ++lastId, psessionid: mq.psessionid }, more)
    call({
      url: D_CHANNEL + name,
      method: 'POST',
      // The one for strangers stayed with the http frame.
      https: name !== 'send_sess_msg2',
      param: param,
      onSuccess: function () {},
      onError: function () {},
      onTimeout: function () {},
    })
  }

  function received(message, add) {
    add(message)
    fire(model, 'allMessageReceived', message)
  }

  function fromFriend(value) {
    var message = {
      content: value.content,
      from_uin: value.from_uin,
      sender_uin: value.from_uin,
      time: milliseconds(value),
    }
    // Written by the account itself somewhere else; to whom, the page does not look.
    if (value.from_uin === 0) {
      message.sender_uin = buddylist.getSelfUin()
      message.from_user = message.sender = buddylist.getSelfInfo()
      message.notNotify = true
      return received(message, model.addMessage)
    }
    var friend = buddylist.getFriendByUin(value.from_uin)
    if (!friend) return undefined
    message.from_user = message.sender = friend
    return received(message, model.addMessage)
  }

  function fromGroup(value) {
    // Of a group that is not known this throws, and the rest of the reply is lost with it.
    var group = buddylist.getGroupByGid(value.from_uin)
    if (group.mask === 2) return undefined
    var sender = senderOf(value.send_uin)
    if (!sender && BUILD === '20161220') return console.log('from uin is undefined')
    var message = {
      content: value.content,
      from_uin: value.from_uin,
      sender_uin: value.send_uin,
      sender: sender || { uin: value.send_uin, name: value.send_uin, isUnknown: true },
      from_group: group,
      time: milliseconds(value),
    }
    if (group.mask === 1) message.notNotify = true
    if (group.hasDetailInfo) {
      // Of nobody this throws: build 201604 loses the message.
      var member = group.members.find(function (each) {
        return each.uin === sender.uin
      })
      if (member) sender.cardName = member.cardName
    }
    return received(message, model.addGroupMessage)
  }

  function fromDiscuss(value) {
    var discuss = buddylist.getDiscussById(value.did)
    if (!discuss) return undefined
    var sender = senderOf(value.send_uin)
    var message = {
      content: value.content,
      from_uin: value.did,
      sender_uin: value.send_uin,
      sender: sender || { uin: value.send_uin, name: value.send_uin, isUnknown: true },
      from_discuss: discuss,
      time: milliseconds(value),
    }
    return received(message, model.addDiscussMessage)
  }

  var FILE_WORDS = { recv: '文件：', refuse: '对方取消了文件：', send_ack: '对方接受了文件：' }
  function fromFile(value, item) {
    var friend = buddylist.getFriendByUin(value.from_uin)
    if (!friend) return
    var info = (value.file_infos && value.file_infos[0]) || {}
    var words = (FILE_WORDS[value.mode] || '文件：') + (value.name || info.file_name || '')
    var kind = item.poll_type === 'push_offfile' ? 'offfile' : value.mode === 'refuse' ? 'refuse' : 'rfile'
    model.addMessage({
      content: [[kind, words, value.session_id || value.msg_id]],
      from_uin: value.from_uin,
      sender_uin: value.from_uin,
      sender: friend,
      from_user: friend,
      isSystem: true,
      time: milliseconds(value),
    })
  }

  var HANDLERS = {
    message: fromFriend,
    sess_message: fromFriend,
    group_message: fromGroup,
    discu_message: fromDiscuss,
    file_message: fromFile,
    filesrv_transfer: fromFile,
    push_offfile: fromFile,
    notify_offfile: fromFile,
    kick_message: function (value) {
      mq.main.kicked(value.reason)
    },
  }

  return model
})())
