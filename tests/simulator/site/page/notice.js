/* oxlint-disable no-unused-vars -- the parts are one script and share its scope */
// What comes with a new message besides: the sound, the notice of the desktop, and the details of who wrote.
mq.presenter.notification = (function () {
  var MOST = 3
  var SHOWN_MS = 3000
  var shown = []
  var audio = null

  function play() {
    audio = audio || new Audio('../audio/classic.mp3')
    // Refused until somebody has clicked on the page.
    audio.play().catch(function () {})
  }

  function notify(peer, message) {
    if (typeof Notification === 'undefined' || Notification.permission !== 'granted' || !document.hidden) return
    if (shown.length >= MOST) shown.shift().close()
    var title = peer.type === 'friend' ? peer.nick : peer.name
    var notice = new Notification(title, { body: translateMessage2Text(message), icon: peer.avatar })
    shown.push(notice)
    notice.addEventListener('click', function () {
      window.focus()
      startChat(peer)
    })
    setTimeout(function () {
      notice.close()
    }, SHOWN_MS)
  }

  function askPermission() {
    document.body.removeEventListener('click', askPermission)
    if (typeof Notification !== 'undefined' && Notification.permission === 'default')
      void Notification.requestPermission()
  }

  return {
    init: function () {
      document.body.addEventListener('click', askPermission)
      on(chatModel, 'allMessageReceived', function (message) {
        if (message.notNotify) return
        var peer = message.from_group || message.from_discuss || message.from_user
        buddylist.getBuddyInfo(peer)
        if (mq.setting.get('enableVoice')) play()
        if (mq.setting.get('enableNotification')) notify(peer, message)
      })
    },
  }
})()
