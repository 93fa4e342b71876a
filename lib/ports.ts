/** Name of the port a popup keeps open while it shows the QR code: the code lives as long as somebody looks at it. */
export const QR_PORT = 'qr'

/** Name of the port that a w.qq.com tab keeps open while it is there. */
export const PRESENCE_PORT = 'presence'

/** What a w.qq.com tab says over its port: whether the page shows its login form (then it listens to nobody). */
export interface PresenceReport {
  loginForm: boolean
}
