/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// The panel of all friends by category, groups and discussions; and the search over them.
var contact = (mq.view.contact = (function () {
  var view = {}
  var TABS = [
    ['friend', '好友', 'f_list_scroll_area', 'friend_groupList', 'group_list member_group_list'],
    ['group', '群', 'group_list_scroll_area', 'g_list', 'list list_white catogory_List'],
    ['discuss', '讨论组', 'discuss_list_scroll_area', 'd_list', 'list list_white catogory_List'],
  ]

  function stateBelow(id, friend) {
    return (
      '<p class="member_msg text_ellipsis"><span class="member_state">' + encode(friend.stateName || '') + '</span></p>'
    )
  }

  function nothingBelow() {
    return '<p class="member_msg text_ellipsis"></p>'
  }

  function bodyHtml() {
    var heads = TABS.map(function (tab, i) {
      return (
        '<li' + (i === 0 ? ' class="active"' : '') + ' cmd="clickMemberTab" param="' + tab[0] + '">' + tab[1] + '</li>'
      )
    })
    var bodies = TABS.map(function (tab, i) {
      return (
        '<li id="memberTabBody-' +
        tab[0] +
        '"' +
        (i === 0 ? ' class="active"' : '') +
        '>' +
        ('<div id="' +
          tab[2] +
          '" class="member_scroll_area"><ul id="' +
          tab[3] +
          '" class="' +
          tab[4] +
          '"></ul></div></li>')
      )
    })
    return (
      '<div id="contactList" class="tab tab_animate member_tab"><ul id="memberTab" class="tab_head">' +
      heads.join('') +
      ('</ul><ul class="tab_body member_tab_body">' + bodies.join('') + '</ul></div>')
    )
  }

  function inCategory(category) {
    var rank = function (friend) {
      return STATE_ORDER.indexOf(friend.state)
    }
    return buddylist
      .getFriends()
      .filter(function (friend) {
        return friend.category === category.index
      })
      .sort(function (a, b) {
        return rank(a) - rank(b)
      })
  }

  function percent(friends) {
    var online = friends.filter(function (friend) {
      return friend.state !== 'offline'
    })
    return online.length + '/' + friends.length
  }

  function fillFriends() {
    byId('friend_groupList').innerHTML = buddylist
      .getCatagories()
      .map(function (category) {
        var friends = inCategory(category)
        return (
          '<li class="list_group"><div id="groupTitle-' +
          category.index +
          '" class="list_group_title list_group_white_title list_arrow_right" ' +
          ('cmd="clickMemberGroup" param="' + category.index + '"><span>' + encode(category.name) + '</span>') +
          ('<span class="onlinePercent">' + percent(friends) + '</span></div>') +
          ('<ul id="groupBodyUl-' + category.index + '" class="list_group_body list list_white catogory_List">') +
          friends
            .map(function (friend) {
              return itemHtml(friend, { prefix: 'friend-', below: stateBelow })
            })
            .join('') +
          '</ul></li>'
        )
      })
      .join('')
  }

  // Once the states are known; a friend whose category is not in the list has no place to go to, and this throws.
  function orderByState() {
    buddylist.getFriends().forEach(function (friend) {
      byId('groupBodyUl-' + friend.category).appendChild(document.getElementById('friend-item-friend-' + friend.uin))
    })
    buddylist.getCatagories().forEach(function (category) {
      var body = byId('groupBodyUl-' + category.index)
      var friends = inCategory(category)
      friends.forEach(function (friend) {
        var item = byId('friend-item-friend-' + friend.uin)
        item.querySelector('.member_state').textContent = friend.stateName
        body.appendChild(item)
      })
      byId('groupTitle-' + category.index).querySelector('.onlinePercent').textContent = percent(friends)
    })
  }

  function fill(listId, peers, prefix) {
    byId(listId).innerHTML = peers
      .map(function (peer) {
        return itemHtml(peer, { prefix: prefix, below: nothingBelow })
      })
      .join('')
  }

  view.createPanel = function () {
    var panel = createPanel({
      title: '联系人',
      left: '返回',
      leftCls: 'contact_null_btn',
      right: '',
      rightCls: 'btn_search',
      body: bodyHtml(),
      commands: {
        clickRightButton: function () {
          fire(mq.view, 'startSearch')
        },
        clickMemberTab: function (param) {
          TABS.forEach(function (tab) {
            var isThis = tab[0] === param
            panel.node.querySelector('#memberTab > li[param=' + tab[0] + ']').classList.toggle('active', isThis)
            byId('memberTabBody-' + tab[0]).classList.toggle('active', isThis)
            if (isThis && param !== 'friend') loadPictures(byId('memberTabBody-' + tab[0]))
          })
        },
        clickMemberGroup: function (param, node) {
          node.parentNode.classList.toggle('active')
          loadPictures(node.parentNode)
        },
        clickMemberItem: function (param, node) {
          startChat(peerOfItem(node))
        },
      },
    })
    return panel
  }

  view.init = function () {
    on(buddylist, 'friendsListChange', fillFriends)
    on(buddylist, 'groupListChange', function (groups) {
      fill('g_list', groups, 'group-')
    })
    on(buddylist, 'discussListChange', function (discusses) {
      fill('d_list', discusses, 'discuss-')
    })
    on(buddylist, 'allBuddyStateChange', orderByState)
    on(buddylist, 'userSignatureChange', function (friend) {
      var below = document.querySelector('#friend-item-friend-' + friend.uin + ' .member_msg')
      if (!below) return
      var old = below.querySelector('.member_signature')
      if (old) old.remove()
      below.appendChild(nodeOf('<span class="member_signature">' + encode(friend.signature) + '</span>'))
    })
  }
  return view
})())
