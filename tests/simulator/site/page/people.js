/* oxlint-disable no-unused-vars -- the parts are one script and share its scope */
// Friends, groups and discussions, and what is asked about them.
var buddylist = (mq.model.buddylist = (function () {
  var friends = {}
  var friendOrder = []
  var groups = {}
  var groupOrder = []
  var discusses = {}
  var discussOrder = []
  var categories = []
  var recents = []
  var self = { uin: 0, nick: '', face: 0 }

  function avatarOf(uin, type) {
    return (
      SCHEME +
      ('//face' + (uin % 10) + '.web.qq.com/cgi/svr/face/getface?cache=1&type=' + type + '&f=40&uin=' + uin) +
      ('&t=' + Math.floor(Date.now() / 1000) + '&vfwebqq=' + mq.vfwebqq)
    )
  }

  function setState(friend, state) {
    friend.state = state
    friend.stateName = '[' + (STATES[state] || state) + ']'
  }

  var model = {
    getSelfUin: function () {
      return self.uin
    },
    getSelfInfo: function () {
      return self
    },
    setSelfUin: function (uin) {
      self.uin = self.account = uin
    },
    getFriends: function () {
      return friendOrder
    },
    getFriendByUin: function (uin) {
      return friends[uin]
    },
    getGroupByGid: function (gid) {
      return groups[gid]
    },
    getDiscussById: function (did) {
      return discusses[did]
    },
    getCatagories: function () {
      return categories
    },
    getRecents: function () {
      return recents
    },
    getGroups: function () {
      return groupOrder
    },
    getDiscusses: function () {
      return discussOrder
    },

    addFriend: function (friend) {
      friends[friend.uin] = friend
      if (!friend.isStrange) friendOrder.push(friend)
      return friend
    },
    addGroup: function (group) {
      groups[group.gid] = group
      groupOrder.push(group)
      return group
    },
    addDiscuss: function (discuss) {
      discusses[discuss.did] = discuss
      discussOrder.push(discuss)
      return discuss
    },

    /** A friend or a member as the rest of the page knows him. */
    personOf: function (uin, nick, more) {
      var person = {
        account: uin,
        uin: uin,
        name: nick,
        nick: nick,
        mark: false,
        type: 'friend',
        avatar: avatarOf(uin, 1),
      }
      setState(person, 'offline')
      return Object.assign(person, more)
    },
    peerOf: function (id, type) {
      return type === 'group' ? groups[id] : type === 'discuss' ? discusses[id] : friends[id]
    },

    // --- the lists ---
    setFriends: function (result) {
      categories = (result.categories || []).map(function (category) {
        return { index: category.index, name: category.name, sort: category.sort }
      })
      var hasFirst = categories.some(function (category) {
        return category.index === 0
      })
      if (!hasFirst) categories.unshift({ index: 0, name: '我的好友', sort: 0 })
      categories.sort(function (a, b) {
        return a.sort - b.sort
      })
      var marks = {}
      ;(result.marknames || []).forEach(function (mark) {
        marks[mark.uin] = mark.markname
      })
      // Joined by position, whatever the uins say.
      result.friends.forEach(function (row, i) {
        var info = result.info[i]
        model.addFriend(
          model.personOf(row.uin, info.nick, {
            face: info.face,
            category: row.categories,
            mark: marks[row.uin] === undefined ? false : marks[row.uin],
            vip: (result.vipinfo && result.vipinfo[i] && result.vipinfo[i].is_vip) || 0,
          }),
        )
      })
      fire(model, 'friendsListChange', categories, friendOrder)
    },
    setGroups: function (result) {
      var masks = {}
      ;(result.gmasklist || []).forEach(function (mask) {
        masks[mask.gid] = Number(mask.mask)
      })
      result.gnamelist.forEach(function (row) {
        model.addGroup({
          account: row.gid,
          gid: row.gid,
          code: row.code,
          name: row.name,
          flag: row.flag,
          mask: masks[row.gid] || 0,
          type: 'group',
          avatar: avatarOf(row.gid, 4),
        })
      })
      fire(model, 'groupListChange', groupOrder)
    },
    setDiscusses: function (result) {
      result.dnamelist.forEach(function (row) {
        model.addDiscuss({
          account: row.did,
          did: row.did,
          name: row.name,
          mask: 0,
          type: 'discuss',
          avatar: 'http://0.web.qstatic.com/webqqpic/style/images/discu_avatar.png',
        })
      })
      fire(model, 'discussListChange', discussOrder)
    },
    setOnline: function (rows) {
      rows.forEach(function (row) {
        var friend = friends[row.uin]
        if (!friend) return
        setState(friend, row.status)
        friend.clientType = row.client_type
        fire(model, 'buddyStateChange', { uin: row.uin })
      })
      fire(model, 'allBuddyStateChange')
    },
    setRecents: function (rows) {
      var kinds = ['friend', 'group', 'discuss']
      recents = rows
        .map(function (row) {
          return model.peerOf(row.uin, kinds[row.type])
        })
        .filter(Boolean)
        .slice(0, 10)
      fire(model, 'recentListChange', recents)
    },
    setSelf: function (result) {
      Object.assign(self, result, { uin: self.uin, account: self.uin, nick: result.nick, name: result.nick })
      self.avatar = SCHEME + '//q.qlogo.cn/g?b=qq&nk=' + self.uin + '&s=100&t=' + Date.now()
      self.signature = result.lnick
      fire(model, 'getFirstSelfInfo', self)
      fire(model, 'selfInfoChange', self)
    },

    // --- details, asked for once somebody wants them ---
    getBuddyInfo: function (peer) {
      if (!peer || peer.hasDetailInfo || peer.isDetailAsked) return
      peer.isDetailAsked = true
      if (peer.type === 'group') askGroup(peer)
      else if (peer.type === 'discuss') askDiscuss(peer)
      else if (peer.type === 'friend') askFriend(peer)
    },
    getFriendUin: function (friend) {
      call({
        url: S_API + 'get_friend_uin2',
        param: { tuin: friend.uin, type: 1, vfwebqq: mq.vfwebqq },
        onSuccess: function (data) {
          if (data.retcode !== 0) return
          friend.ruin = data.result.account
          fire(model, 'friendInfoUpdate', friend)
        },
      })
    },
    searchFriends: function (keyword) {
      function fits(peer) {
        return [peer.name, peer.mark].some(function (text) {
          return typeof text === 'string' && text.toLowerCase().indexOf(keyword.toLowerCase()) >= 0
        })
      }
      return Object.values(friends).concat(groupOrder, discussOrder).filter(fits)
    },
  }

  function askFriend(friend) {
    call({
      url: S_API + 'get_single_long_nick2',
      param: { tuin: friend.uin, vfwebqq: mq.vfwebqq },
      onSuccess: function (data) {
        if (data.retcode !== 0) return
        friend.signature = data.result[0].lnick
        fire(model, 'signatureGot', friend.uin, friend.signature)
        fire(model, 'userSignatureChange', friend)
      },
    })
    call({
      url: S_API + 'get_friend_info2',
      param: { tuin: friend.uin, vfwebqq: mq.vfwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid },
      onSuccess: function (data) {
        if (data.retcode !== 0) return
        Object.assign(friend, data.result)
        friend.hasDetailInfo = true
        fire(model, 'friendInfoUpdate', friend)
      },
    })
  }

  // Whoever is in no list yet is from now on somebody whom the page knows. Of the others a place has persons of its own,
  // who have no type.
  function memberOf(uin, nick, more) {
    var member = model.personOf(uin, nick, Object.assign({ isStrange: 1 }, more))
    if (friends[uin]) member.type = undefined
    else model.addFriend(member)
    return member
  }

  function askGroup(group) {
    call({
      url: S_API + 'get_group_info_ext2',
      param: { gcode: group.code, vfwebqq: mq.vfwebqq },
      onSuccess: function (data) {
        if (data.retcode !== 0) return
        var result = data.result
        group.memo = result.ginfo.memo
        group.owner = result.ginfo.owner
        group.createtime = result.ginfo.createtime
        var cards = {}
        ;(result.cards || []).forEach(function (card) {
          cards[card.muin] = card.card
        })
        group.members = result.ginfo.members.map(function (row, i) {
          var info = result.minfo[i]
          return memberOf(row.muin, info.nick, {
            gender: info.gender,
            country: info.country,
            province: info.province,
            city: info.city,
            vip: result.vipinfo[i].is_vip,
            group: group,
            groupUin: group.gid,
            cardName: cards[row.muin] || '',
          })
        })
        group.hasDetailInfo = true
        fire(model, 'groupInfoUpdate', group)
      },
    })
  }

  function askDiscuss(discuss) {
    call({
      url: D_CHANNEL + 'get_discu_info',
      param: { did: discuss.did, vfwebqq: mq.vfwebqq, clientid: CLIENT_ID, psessionid: mq.psessionid },
      onSuccess: function (data) {
        if (data.retcode !== 0) return
        discuss.members = data.result.info.mem_list.map(function (row, i) {
          return memberOf(row.mem_uin, data.result.mem_info[i].nick, { discuss: discuss, discussUin: discuss.did })
        })
        discuss.hasDetailInfo = true
        fire(model, 'discussInfoUpdate', discuss)
      },
    })
  }

  return model
})())
