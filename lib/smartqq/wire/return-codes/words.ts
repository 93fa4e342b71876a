/**
 * What an answer of the service means to the user, where that can be said: `t('code.<name>')` has the words. The rest
 * are told by their number.
 */
export const wireWords = [
  'account-must-be-unlocked',
  'account-frozen',
  'not-on-white-list',
  'blacklisted',
  'overloaded',
  'blocked-for-a-while',
  'login-not-accepted',
  'elsewhere',
  'wrong-client',
  'cookies-missing',
  'captcha-needed',
  'security-check',
  'address-refused',
  'service-off',
  'service-refuses',
  'too-many-calls',
  'portal',
] as const
export type WireWords = (typeof wireWords)[number]
