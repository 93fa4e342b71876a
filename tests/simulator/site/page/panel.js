/* oxlint-disable no-restricted-properties, no-unused-vars -- the parts are one script and share its scope; nodes are made as the official page makes them */
// A panel: header, body, menu and foot. Numbers count up in the order in which panels are made.
var panelCount = 0
var SLIDE_MS = 200

/**
 * option: {cls, title, left, right ('' = a picture), leftCls, rightCls, hasHeader, isVoid, body, footer, bodyCls, footerCls, menu, commands}.
 * Gives {node, number, part(name), setTitle(text)}.
 */
function createPanel(option) {
  var n = panelCount++
  var header = ''
  if (option.hasHeader !== false) {
    header =
      '<header id="panelHeader-' +
      n +
      '" class="panel_header">' +
      (option.left === undefined ? '' : buttonOf('div', 'left', n, option.left, option.leftCls)) +
      ('<h1 id="panelTitle-' + n + '" class="text_ellipsis padding_20">' + (option.title || '') + '</h1>') +
      (option.right === undefined ? '' : buttonOf('button', 'right', n, option.right, option.rightCls)) +
      '</header>'
  }
  var footer =
    option.footer === undefined
      ? ''
      : '<footer id="panelFooter-' + n + '" class="' + (option.footerCls || '') + '">' + option.footer + '</footer>'
  var node = nodeOf(
    '<div id="' +
      (option.id || 'panel-' + n) +
      '" class="panel ' +
      (option.cls || '') +
      (option.isVoid === false ? '">' : '" cmd="void">') +
      header +
      ('<div id="panelBodyWrapper-' + n + '" class="panel_body_container">') +
      ('<div id="panelBody-' +
        n +
        '" class="panel_body ' +
        (option.bodyCls || '') +
        '">' +
        (option.body || '') +
        '</div>') +
      ('<ul id="pannelMenuList-' + n + '" class="pannel_menu_list"></ul></div>' + footer + '</div>'),
  )
  var panel = {
    node: node,
    number: n,
    /** Header, Title, LeftButton, RightButton, Body, BodyWrapper, Footer */
    part: function (name) {
      return node.querySelector('#panel' + name + '-' + n)
    },
    menu: function () {
      return node.querySelector('#pannelMenuList-' + n)
    },
    setTitle: function (html) {
      panel.part('Title').innerHTML = html
    },
  }
  J.dom.bindCommands(node, option.commands || {})
  return panel
}

function buttonOf(tag, side, n, text, cls) {
  var name = side === 'left' ? 'Left' : 'Right'
  return (
    '<' +
    tag +
    ' id="panel' +
    name +
    'Button-' +
    n +
    '" class="btn btn_small btn_' +
    side +
    ' btn_black ' +
    (cls || '') +
    ('" cmd="click' +
      name +
      'Button"><span id="panel' +
      name +
      'ButtonText-' +
      n +
      '" class="' +
      (text === '' ? 'btn_img' : 'btn_text') +
      '">' +
      text) +
    ('</span></' + tag + '>')
  )
}

// --- which panel is in front ---
var transitionManager = (mq.view.transitionManager = (function () {
  var panels = {}
  var current = 'main'
  return {
    add: function (name, panel) {
      panels[name] = panel
      if (name !== 'main') panel.node.style.display = 'none'
    },
    current: function () {
      return current
    },
    go: function (to) {
      var from = current
      if (from === to) return
      current = to
      var shown = panels[to].node
      var hidden = panels[from].node
      shown.style.display = 'block'
      shown.style.transform = 'translate3d(0px, 0px, 0px)'
      hidden.style.transform = 'translate3d(-100%, 0px, 0px)'
      setTimeout(function () {
        if (current !== from) hidden.style.display = 'none'
        fire(transitionManager, 'transitionEnd', { from: from, to: to })
      }, SLIDE_MS)
    },
  }
})())

// Pictures are asked for once they can be seen; one that does not come leaves the stand-in.
function loadPictures(container) {
  container.querySelectorAll('img[_ori_src]').forEach(function (picture) {
    var src = picture.getAttribute('_ori_src')
    picture.removeAttribute('_ori_src')
    var loader = new Image()
    loader.addEventListener('load', function () {
      picture.src = src
      picture.classList.add('lazyLoadImg', 'loaded')
    })
    loader.src = src
  })
}

// --- two columns above 1000 pixels, one below ---
var WIDE = 1000
function placeMainPanel() {
  var home = byId(window.innerWidth > WIDE ? 'main_container' : 'container')
  document.querySelectorAll('.main-panel').forEach(function (node) {
    if (node.parentNode !== home) home.appendChild(node)
  })
}
