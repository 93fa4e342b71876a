/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// The own state, what the page does when something comes, and the way out.
mq.view.setting = (function () {
  var NAMES = ['online', 'callme', 'away', 'busy', 'silent', 'hidden', 'offline']
  var panel = null
  var notify = null

  function html() {
    var self = buddylist.getSelfInfo()
    var state = mq.main.getCurrentOnlineState()
    var states = NAMES.map(function (name) {
      return '<li><i class="' + name + '_icon"></i>' + STATES[name] + '</li>'
    })
    function line(cmd, text) {
      return (
        '<div class="group clickAble" cmd="' +
        cmd +
        '"><div class="row ">' +
        text +
        '<span class="more_icon"></span></div></div>'
      )
    }
    return (
      '<div class="group"><div class="row clearfix"><div class="cloumn"><img class="avatar" src="' +
      encode(self.avatar || '') +
      '"></div>' +
      ('<div class="cloumn profile_title_setting"><div class="text_ellipsis profile_name row">' +
        encode(self.nick) +
        '</div>') +
      ('<div class="row profile_account">' + self.account + '</div></div>') +
      '<div id="online_state_setting" class="online_state_setting">' +
      ('<i id="main_icon" class="main_icon ' + state + '_icon"></i><i class="down_arrow"></i><ul>' + states.join('')) +
      '</ul></div></div></div><div class="group"><div class="row profile_signature"><span class="label">个性签名:</span>' +
      ('<span>' + encode(self.signature || '') + '</span></div></div>') +
      line('clickNotifySetting', '消息相关设置') +
      line('clickShowAbout', '关于QQ') +
      '<div class="group" id="about_qq_all" style="display:none;"><div class="row "><span class="label">当前版本</span>V1.0</div><div class="row ">服务条款</div>' +
      '<div class="row " cmd="clickFeedBack">帮助与反馈<span class="more_icon"></span></div></div>' +
      '<div class="group clickAble" cmd="clickLogout"><div class="row loginout">退出当前帐号</div></div>'
    )
  }

  function show() {
    panel.part('Body').innerHTML = html()
    var list = panel.node.querySelector('#online_state_setting ul')
    byId('online_state_setting').addEventListener('click', function () {
      list.style.display = list.style.display === 'block' ? 'none' : 'block'
    })
    Array.prototype.forEach.call(list.children, function (item, i) {
      item.addEventListener('click', function (event) {
        event.stopPropagation()
        changeState(NAMES[i])
        show()
      })
    })
  }

  function changeState(state) {
    call({
      url: D_CHANNEL + 'change_status2',
      param: { newstatus: state, clientid: CLIENT_ID, psessionid: mq.psessionid },
      onSuccess: function () {
        call({
          url: D_CHANNEL + 'get_online_buddies2',
          param: { newstatus: state, clientid: CLIENT_ID, psessionid: mq.psessionid },
          onSuccess: function () {},
        })
      },
    })
    mq.main.setOnlineState(state)
  }

  function checkbox(id, text, name) {
    var isFixed = name === 'enableHttps' && BUILD === '20161220'
    var attributes = isFixed ? ' checked disabled' : mq.setting.get(name) ? ' checked' : ''
    return (
      '<div class="row"><label>' +
      text +
      '</label><input type="checkbox" id="' +
      id +
      '" param="' +
      name +
      '"' +
      attributes +
      '></div>'
    )
  }

  function createNotify() {
    notify = createPanel({
      id: 'panel-notifySetting',
      cls: 'profile-panel',
      title: '消息设置',
      left: '设置',
      body:
        '<div class="group">' +
        checkbox('enableVoiceBtn', '声音', 'enableVoice') +
        checkbox('enableNotificationBtn', '桌面通知', 'enableNotification') +
        checkbox('enableHttpsBtn', 'HTTPS', 'enableHttps') +
        checkbox('enableCtrlEnterBtn', 'Ctrl+Enter 发送', 'enableCtrlEnter') +
        '</div>',
      commands: {
        clickLeftButton: function () {
          transitionManager.go('main')
        },
      },
    })
    byId('container').appendChild(notify.node)
    transitionManager.add('notifySetting', notify)
    notify.node.addEventListener('change', function (event) {
      mq.setting.set(event.target.getAttribute('param'), event.target.checked)
    })
  }

  return {
    createPanel: function () {
      panel = createPanel({
        bodyCls: 'list_page setting',
        title: '设置',
        commands: {
          clickNotifySetting: function () {
            fire(mq.view, 'viewNotifySetting')
          },
          clickShowAbout: function () {
            byId('about_qq_all').style.display = 'block'
          },
          clickFeedBack: function () {
            window.open('http://support.qq.com/')
          },
          clickLogout: function () {
            if (window.confirm('您确定要退出吗？')) mq.main.logout()
          },
        },
      })
      return panel
    },
    init: function () {
      on(mq.view.setting, 'show', show)
      on(mq.view, 'viewNotifySetting', function () {
        if (!notify) createNotify()
        transitionManager.go('notifySetting')
      })
    },
  }
})()
