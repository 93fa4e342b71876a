/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// The main panel: own head, four panels, and the bar that leads to them
var NAV = [
  ['session', 'contact', '会话'],
  ['contact', 'conversation', '联系人'],
  ['plugin', 'plugin', '发现'],
  ['setting', 'setup', '设置'],
]
var LINKS = [
  ['qzone', 'QQ空间', 'http://qzone.qq.com'],
  ['mail', 'QQ邮箱', 'http://mail.qq.com'],
  ['weibo', '腾讯微博', 'http://t.qq.com'],
  ['video', '腾讯视频', 'http://v.qq.com'],
  ['qqwebsite', '腾讯网', 'http://www.qq.com'],
  ['music', 'QQ音乐', 'http://y.qq.com'],
  ['wallet', 'QQ钱包', 'http://wallet.tenpay.com/web/'],
  ['pengyou', '朋友网', 'http://www.pengyou.com'],
  ['weiyun', '微云', 'http://www.weiyun.com'],
]
var WALLPAPERS = 29

function wallpaperCtrl() {
  function step(name, cls, cmd) {
    var at = 'class="wallpaperImg ' + cls + '" id="wp-ctrl-' + name + '" cmd="' + cmd + '"'
    return '<a ' + at + ' href="###" title="点击切换背景图片"></a>'
  }
  return (
    '<div class="wallpaper-ctrl">' + step('pre', 'pre', 'clickWPPre') + step('next', 'next', 'clickWPNext') + '</div>'
  )
}

function navHtml() {
  return (
    '<nav id="nav_tab" cmd="void"><ul class="nav_tab_head">' +
    NAV.map(function (row, i) {
      var cls = row[1] + (i === 0 ? ' selected' : '')
      return (
        '<li id="' +
        row[0] +
        '" class="' +
        cls +
        '" cmd="clickNav" param="' +
        row[0] +
        '">' +
        ('<a><div class="icon"></div><span>' + row[2] + '</span></a></li>')
      )
    }).join('') +
    '</ul>' +
    wallpaperCtrl() +
    '<div class="suggestion"><a href="http://support.qq.com/discuss/513_1.shtml" target="_blank">意见反馈</a></div></nav>'
  )
}

function createMainPanel() {
  var main = createPanel({
    cls: 'main-panel',
    isVoid: false,
    hasHeader: false,
    footer: navHtml(),
    commands: {
      clickNav: function (name) {
        Object.keys(inner).forEach(function (key) {
          inner[key].node.classList.toggle('selected', key === name)
          main.node.querySelector('#' + key).classList.toggle('selected', key === name)
        })
        fire(mq.view[name], 'show')
      },
      clickWPPre: function () {
        turnWallpaper(-1)
      },
      clickWPNext: function () {
        turnWallpaper(1)
      },
    },
  })
  var inner = {}
  byId('container').appendChild(main.node)
  NAV.forEach(function (row, i) {
    var panel = (inner[row[0]] = mq.view[row[0]].createPanel())
    if (i === 0) panel.node.classList.add('selected')
    main.part('Body').appendChild(panel.node)
  })
  transitionManager.add('main', main)
  placeMainPanel()
  window.addEventListener('resize', placeMainPanel)
  turnWallpaper(0)
  on(buddylist, 'selfInfoChange', function (self) {
    var head = byId('mainTopAll')
    if (head) head.remove()
    main.part('Body').insertBefore(nodeOf(headHtml(self)), main.part('Body').firstChild)
  })
  on(mq, 'onlineStateChange', function (given) {
    var mark = byId('user_online_state')
    if (mark) mark.className = 'state_' + given.state
  })
}

function headHtml(self) {
  return (
    '<div id="mainTopAll" cmd="void"><div class="accountHeader"><div class="avatar_wrap">' +
    ('<img src="' + encode(self.avatar) + '" width="40" height="40">') +
    ('<span id="user_online_state" class="state_' + mq.main.getCurrentOnlineState() + '"></span></div>') +
    ('<span class="text_ellipsis user_nick">' + encode(self.nick) + '</span>') +
    ('<span class="text_ellipsis user_shuoshuo">' + encode(self.signature || '') + '</span><div class="icons_list">') +
    LINKS.map(function (link) {
      return (
        '<a class="i_' +
        link[0] +
        '" href="' +
        link[2] +
        '" target="_blank" title="' +
        link[1] +
        '">' +
        link[1] +
        '</a>'
      )
    }).join('') +
    '</div></div>' +
    wallpaperCtrl() +
    '</div>'
  )
}

function turnWallpaper(step) {
  var number = (Number(localStorage.getItem('localBgImage') || '1') + step + WALLPAPERS) % WALLPAPERS
  if (step !== 0) localStorage.setItem('localBgImage', String(number))
  var ground = byId('bgAllImage')
  if (ground) ground.innerHTML = '<img class="bgAllImage" src="img/bg/' + number + '.jpg">'
}
