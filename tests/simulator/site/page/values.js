/* oxlint-disable no-unused-vars -- the parts are one script and share its scope */
// Numbers and names that calls carry.
var CLIENT_ID = 53999199
var STATES = {
  online: '在线',
  offline: '离线',
  away: '离开',
  hidden: '隐身',
  busy: '忙碌',
  callme: 'Q我',
  silent: '静音',
}
/** Who stands above whom within a category. */
var STATE_ORDER = ['callme', 'online', 'away', 'busy', 'silent', 'offline']

// The hash of the two big lists: ptwebqq folded into four bytes, between the bytes of the own number under a mask.
function listHash(uin, ptwebqq) {
  var folded = [0, 0, 0, 0]
  for (var i = 0; i < ptwebqq.length; i++) folded[i % 4] ^= ptwebqq.charCodeAt(i)
  return [0, 1, 2, 3]
    .map(function (k) {
      var masked = ((uin >>> (24 - 8 * k)) & 255) ^ 'ECOK'.charCodeAt(k)
      return ('0' + folded[k].toString(16)).slice(-2) + ('0' + masked.toString(16)).slice(-2)
    })
    .join('')
    .toUpperCase()
}
