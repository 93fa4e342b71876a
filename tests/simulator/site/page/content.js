/* oxlint-disable no-unused-vars -- the parts are one script and share its scope */
// From the parts of a message to html, and from a typed text to parts.
mq.i18n = { cface: '[自定义表情]', picture: '自定义表情图片' }

var FILE_SYSTEM = { rfile: 'info', offfile: 'info', sendfile: 'info', transok: 'succ', senderr: 'err', refuse: 'err' }

function fileNotice(part) {
  return (
    '<span class="icon icon_' +
    FILE_SYSTEM[part[0]] +
    '"></span><span class="file_icon icon_other"></span>' +
    encode(part[1])
  )
}

function faceHtml(id) {
  var face = faceById(id)
  var gif = face ? face.gif : 'undefined'
  return '<img class="EQQ_faceImg" src="http://pub.idqqimg.com/lib/qqface/' + gif + '.gif" width="24px" height="24px">'
}

function pictureHtml(part, message) {
  var query = encoded({
    file_path: (part[1] && part[1].file_path) || '',
    f_uin: message.sender_uin,
    clientid: CLIENT_ID,
    psessionid: mq.psessionid,
  })
  return (
    '<img rdata="offpic" src="/css/image/img_loading.gif" _ori_src="http://w.qq.com/d/channel/get_offpic2?' +
    (encode(query.join('&')) + '" title="' + mq.i18n.picture + '" style="max-width:100%">')
  )
}

function textHtml(text) {
  return encode(text).replace(/\n\r|\r\n|\r|\n/g, '<br/>')
}

function partHtml(part, message) {
  if (typeof part === 'string') return textHtml(part)
  switch (part[0]) {
    case 'font':
      return ''
    case 'face':
      return faceHtml(part[1])
    case 'cface':
      return mq.i18n.cface
    case 'offpic':
      return pictureHtml(part, message)
    default:
      return FILE_SYSTEM[part[0]] ? fileNotice(part) : encode(part[1])
  }
}

// Goes on to the first part that is nothing: what stands behind it is lost. A number among the parts throws.
function translate(message, ofPart) {
  var html = ''
  for (var i = 0, part; (part = message.content[i]); i++) {
    if (typeof part === 'number') throw new TypeError('a part of a message is a number')
    html += ofPart(part, message)
  }
  return html
}

function translateMessage(message) {
  return translate(message, partHtml)
}

function translateMessage2Text(message) {
  return translate(message, function (part) {
    if (typeof part === 'string') return textHtml(part)
    if (part[0] === 'face') return '[' + ((faceById(part[1]) || {}).name || '') + ']'
    if (part[0] === 'cface' || part[0] === 'offpic') return mq.i18n.cface
    return part[0] === 'font' || FILE_SYSTEM[part[0]] ? '' : encode(part[1])
  })
}

var FONT = ['font', { name: '宋体', size: 10, style: [0, 0, 0], color: '000000' }]
var SPLIT = '@#'

/** What is typed, as parts: known names in brackets become faces. The mark that splits is lost where somebody types it. */
function partsOf(text) {
  var parts = text
    .replace(/\[[A-Za-z\u4e00-\u9fa5]{1,20}\]/g, function (name) {
      return SPLIT + name + SPLIT + ' '
    })
    .split(SPLIT)
    .filter(Boolean)
    .map(function (piece) {
      var face = /^\[.*\]$/.test(piece) ? faceByName(piece.slice(1, -1)) : undefined
      return face ? ['face', face.id] : piece
    })
  return parts.concat([FONT])
}
