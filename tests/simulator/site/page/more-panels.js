/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// The smaller panels: members, search, chat record, and the links to other services.
function backPanel(name, option) {
  var panel = createPanel(option)
  panel.back = 'main'
  panel.show = function () {
    if (transitionManager.current() !== name) panel.back = transitionManager.current()
    transitionManager.go(name)
  }
  byId('container').appendChild(panel.node)
  transitionManager.add(name, panel)
  return panel
}

/** A search line above a list; `prefix` is that of the ids. */
function searchHtml(prefix, inputCls) {
  return (
    '<div id="' +
    prefix +
    'searchBar" class="search_wrapper"><div class="search_inner">' +
    ('<input id="' +
      prefix +
      'searchInput" class="' +
      inputCls +
      '" type="text" autocapitalize="off" placeholder="搜索">') +
    ('<button id="' + prefix + 'searchClear" class="searchClear" cmd="clearSearchWord"></button></div>') +
    '<button id="searchCancel" class="searchCancel" cmd="clearSearchWord">取消</button></div>' +
    ('<div id="' + prefix + 'search_container_scroll_area" class="scrollWrapper search">') +
    ('<div id="' + prefix + 'search_container" class="search_container">') +
    ('<ul id="' + prefix + 'search_result_list" class="list list_white catogory_List"></ul></div></div>')
  )
}

mq.view.members = (function () {
  var panel = null
  var place = null

  function fill(keyword) {
    var members = place.members.filter(function (member) {
      return !keyword || member.nick.indexOf(keyword) >= 0
    })
    byId('member_search_result_list').innerHTML = members
      .map(function (member) {
        return itemHtml(member, { prefix: 'search-', withCard: true })
      })
      .join('')
    loadPictures(byId('member_search_result_list'))
  }

  function create() {
    panel = backPanel('members', {
      cls: 'member-panel',
      title: '成员',
      left: '返回',
      leftCls: 'btn_arrow_left',
      body: searchHtml('member_', 'input_search'),
      commands: {
        clickLeftButton: function () {
          transitionManager.go(panel.back)
        },
        clearSearchWord: function () {
          byId('member_searchInput').value = ''
          fill('')
        },
        clickMemberItem: function (param, node) {
          fire(mq.view, 'viewProfile', { from: '会话', account: node.getAttribute('_uin'), type: 'friend' })
        },
      },
    })
    byId('member_searchInput').addEventListener('input', function () {
      fill(byId('member_searchInput').value)
    })
  }

  function show(target) {
    if (!target.members) return
    if (!panel) create()
    place = target
    fill('')
    panel.show()
  }

  return {
    init: function () {
      on(mq.view, 'viewGroupMember', function (given) {
        show(given.group)
      })
      on(mq.view, 'viewDiscussMember', function (given) {
        show(given.discuss)
      })
    },
  }
})()

mq.view.search = (function () {
  var panel = null

  function find() {
    var keyword = byId('searchInput').value
    byId('searchBar').classList.toggle('hascontent', keyword !== '')
    byId('search_result_list').innerHTML = (keyword === '' ? [] : buddylist.searchFriends(keyword))
      .map(function (peer) {
        return itemHtml(peer, { prefix: 'search-' })
      })
      .join('')
    loadPictures(byId('search_result_list'))
  }

  function create() {
    panel = backPanel('search', {
      cls: 'search-panel',
      title: '搜索',
      left: '联系人',
      leftCls: 'btn_arrow_left',
      body: searchHtml('', 'searchInput'),
      commands: {
        clickLeftButton: function () {
          transitionManager.go(panel.back)
        },
        clearSearchWord: function () {
          byId('searchInput').value = ''
          find()
        },
        clickMemberItem: function (param, node) {
          startChat(peerOfItem(node))
        },
      },
    })
    byId('searchInput').addEventListener('input', find)
  }

  return {
    init: function () {
      on(mq.view, 'startSearch', function () {
        if (!panel) create()
        byId('searchInput').value = ''
        find()
        panel.show()
        byId('searchInput').focus()
      })
    },
  }
})()

mq.model.record = {
  // Called by the script that the record comes as.
  getRecordSuccess: function (data) {
    fire(mq.model.record, 'recordGot', data)
  },
}
mq.view.record = (function () {
  var panel = null
  var user = null
  var page = 1
  var pages = 1
  var RECEIVED = 17

  function ask() {
    var query = encoded({
      cmd: 1,
      tuin: user.account,
      vfwebqq: mq.vfwebqq,
      page: page,
      row: 10,
      callback: 'mq.model.record.getRecordSuccess',
      t: Date.now(),
    })
    var script = document.createElement('script')
    script.src = SCHEME + '//web2.qq.com/cgi-bin/webqq_chat/?' + query.join('&')
    document.head.appendChild(script)
  }

  function turn(step) {
    var next = page + step
    if (next < 1 || next > pages) return
    page = next
    ask()
  }

  function create() {
    panel = backPanel('record', {
      cls: 'record-panel',
      title: '聊天记录',
      left: '返回',
      leftCls: 'btn_arrow_left',
      footer:
        '<span cmd="selectPrePage">上一页</span><input id="record_page_input" value="1"> / <span id="record_total_count">1</span>' +
        '<span cmd="selectNextPage">下一页</span>',
      commands: {
        clickLeftButton: function () {
          transitionManager.go(panel.back)
        },
        selectPrePage: function () {
          turn(-1)
        },
        selectNextPage: function () {
          turn(1)
        },
      },
    })
  }

  function shown(data) {
    if (!panel || !data) return
    pages = data.total || 1
    byId('record_page_input').value = data.page
    byId('record_total_count').textContent = pages
    var lines = (data.chatlogs || []).map(function (line) {
      var isOther = line.cmd === RECEIVED
      var name = isOther ? user.nick : buddylist.getSelfInfo().nick
      return (
        '<dl class="' +
        (isOther ? 'buddy' : 'me') +
        '"><dt>' +
        encode(name) +
        '<span>' +
        new Date(line.time * 1000).toLocaleString() +
        ('</span></dt><dd>' + encode(line.msg[0]) + '</dd></dl>')
      )
    })
    panel.part('Body').innerHTML = lines.length ? lines.join('') : '<p class="no_record">没有聊天记录</p>'
  }

  return {
    init: function () {
      on(mq.model.record, 'recordGot', shown)
      on(mq.view, 'viewRecord', function (given) {
        if (!panel) create()
        user = given.user
        page = 1
        ask()
        panel.show()
      })
    },
  }
})()

mq.view.plugin = {
  LINKS: [
    ['qzone', 'QQ空间', 'http://qzone.qq.com'],
    ['qmail', 'QQ邮箱', 'http://mail.qq.com'],
    ['qq_portal', '腾讯网', 'http://www.qq.com'],
  ],
  createPanel: function () {
    return createPanel({
      title: '发现',
      bodyCls: 'plugin',
      body:
        '<ul id="plugin_list" class="clearfix">' +
        mq.view.plugin.LINKS.map(function (link) {
          return '<li id="' + link[0] + '" cmd="clickItem"><span class="icon"></span><a>' + link[1] + '</a></li>'
        }).join('') +
        '</ul>',
      commands: {
        clickItem: function (param, node) {
          mq.view.plugin.LINKS.forEach(function (link) {
            if (link[0] === node.id) window.open(link[2])
          })
        },
      },
    })
  },
}
