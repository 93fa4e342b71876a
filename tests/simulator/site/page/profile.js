/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// Who somebody is.
mq.view.profile = (function () {
  var panel = null
  var who = null
  var GENDERS = { male: '男', female: '女' }

  function row(label, value) {
    return value ? '<div class="row "><span class="label">' + label + '</span>' + encode(value) + '</div>' : ''
  }

  function birthday(day) {
    return day && day.year ? day.year + '/' + day.month + '/' + day.day : ''
  }

  function head(peer) {
    var canTalk = peer.type === 'friend' && !peer.isStrange
    return (
      '<div class="group"><div class="row clearfix"><div class="cloumn"><img class="avatar" src="' +
      encode(peer.avatar || '') +
      '"></div>' +
      ('<div class="cloumn profile_title"><div class="row profile_name">' + encode(peer.name) + '</div>') +
      ('<div class="row profile_account">' + (peer.ruin || '') + '</div></div>') +
      (canTalk ? '<button class="sendMsg2Member" cmd="sendMsg2Member">发消息</button>' : '') +
      '</div></div>'
    )
  }

  function group(rows) {
    return '<div class="group">' + rows.join('') + '</div>'
  }

  function bodyHtml(peer) {
    if (peer.type === 'group' || peer.type === 'discuss') {
      var isGroup = peer.type === 'group'
      var cmd = isGroup ? 'viewGroupMember' : 'viewDiscussMember'
      // Without the members this throws.
      var count = '<span class="text_right">' + peer.members.length + '人</span>'
      return (
        head(peer) +
        (isGroup ? group([row('公告', peer.memo)]) : '') +
        group(['<div class="row " cmd="' + cmd + '"><span class="label">成员</span>' + count + '</div>'])
      )
    }
    return (
      head(peer) +
      group([
        '<div class="row profile_signature"><span class="label">个性签名:</span><p class="row-content">' +
          (encode(peer.signature || '') + '</p></div>'),
      ]) +
      group([row('性别', GENDERS[peer.gender]), row('生日', birthday(peer.birthday))]) +
      group([row('国家', peer.country), row('省份', peer.province), row('城市', peer.city)]) +
      group([row('电话', peer.phone), row('手机', peer.mobile), row('电子邮箱', peer.email)])
    )
  }

  function create() {
    var back = 'main'
    panel = createPanel({
      cls: 'profile-panel',
      title: '详细资料',
      left: '返回',
      leftCls: 'btn_arrow_left',
      right: '聊天记录',
      bodyCls: 'list_page',
      footer: '',
      footerCls: 'profile-footer',
      commands: {
        clickLeftButton: function () {
          transitionManager.go(panel.back || back)
        },
        clickRightButton: function () {
          fire(mq.view, 'viewRecord', { user: who })
        },
        sendMsg2Member: function () {
          startChat(who)
        },
        viewGroupMember: function () {
          fire(mq.view, 'viewGroupMember', { group: who })
        },
        viewDiscussMember: function () {
          fire(mq.view, 'viewDiscussMember', { discuss: who })
        },
      },
    })
    byId('container').appendChild(panel.node)
    transitionManager.add('profile', panel)
  }

  function update(peer) {
    if (panel && who === peer) panel.part('Body').innerHTML = bodyHtml(peer)
  }

  return {
    init: function () {
      on(mq.view, 'viewProfile', function (given) {
        var peer = buddylist.peerOf(given.account, given.type)
        if (!peer) return
        if (!panel) create()
        who = peer
        panel.part('LeftButton').querySelector('.btn_text').textContent = given.from
        panel.back = transitionManager.current() === 'profile' ? panel.back : transitionManager.current()
        buddylist.getBuddyInfo(peer)
        panel.part('Body').innerHTML = bodyHtml(peer)
        transitionManager.go('profile')
      })
      on(buddylist, 'friendInfoUpdate', update)
      on(buddylist, 'userSignatureChange', update)
      on(buddylist, 'groupInfoUpdate', update)
      on(buddylist, 'discussInfoUpdate', update)
    },
  }
})()
