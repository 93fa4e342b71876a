/* oxlint-disable no-unused-vars -- the parts are one script and share its scope */
// What of a chat is the same for everybody: times, menus, faces, the line to write in.
function twoDigits(number) {
  return ('0' + number).slice(-2)
}
function timeHtml(time) {
  var at = new Date(time)
  var clock = twoDigits(at.getHours()) + ':' + twoDigits(at.getMinutes())
  var isToday = at.toDateString() === new Date().toDateString()
  var day = at.getFullYear() + '-' + twoDigits(at.getMonth() + 1) + '-' + twoDigits(at.getDate())
  return '<div class="chat_time"><span>' + (isToday ? clock : day + ' ' + clock) + '</span></div>'
}

var CHAT_MENUS = {
  friend: [
    ['viewQzone', 'QQ空间'],
    ['viewInfo', '详细资料'],
    ['viewRecord', '聊天记录'],
  ],
  group: [
    ['viewMembers', '群成员'],
    ['viewInfo', '群资料'],
    ['viewRecord', '聊天记录'],
  ],
}
CHAT_MENUS.discuss = [
  ['viewMembers', '讨论组成员'],
  ['viewInfo', '讨论组资料'],
  ['viewRecord', '聊天记录'],
]

function menuHtml(type) {
  return CHAT_MENUS[type]
    .map(function (row) {
      return '<li class="' + row[0] + '" cmd="' + row[0] + '"><div class="menu_list_icon"></div>' + row[1] + '</li>'
    })
    .join('')
}

function facesHtml() {
  var pages = ''
  for (var page = 0; page < FACE_PAGES; page++) {
    var faces = FACES.slice(page * FACES_A_PAGE, (page + 1) * FACES_A_PAGE)
    pages +=
      '<li class="faceIteam faceIteam' +
      (page + 1) +
      '" cmd="chooseFace">' +
      faces
        .map(function (face) {
          return (
            '<i href="javascript:;" title="' +
            face.name +
            '" style="background-image:url(http://pub.idqqimg.com/lib/qqface/' +
            face.gif +
            '.gif)"></i>'
          )
        })
        .join('') +
      '<i href="javascript:;" title="delKey"></i></li>'
  }
  return '<ul class="wrap">' + pages + '</ul><ul class="btnsWrap"></ul>'
}

var CHAT_FOOTER =
  '<div class="chat_toolbar"><div id="add_face_btn" class="btn btn_face"><span class="btn_img"></span></div>' +
  '<textarea id="chat_textarea" class="input input_white chat_textarea"></textarea>' +
  '<button id="send_chat_btn" class="btn btn_small btn_blue" cmd="sendMsg"><span class="btn_text">发送</span></button>' +
  '<textarea class="input input_white chat_textarea hidden_textarea" id=""></textarea></div>'
