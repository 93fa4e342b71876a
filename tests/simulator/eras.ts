import type { Settings } from './settings.ts'

/**
 * The service at five times of its life. `2015` is before the change of December 2015, `2016` after it, `2017` the second
 * half of that year, `2018` the last. docs/SIMULATOR.md has the dates.
 */
export const ERAS = ['2013', '2015', '2016', '2017', '2018'] as const
export type Era = (typeof ERAS)[number]

/** The settings that an era sets; each may still be set by itself. */
export type EraPreset = Pick<
  Settings,
  | 'itemFormat'
  | 'chinese'
  | 'msgTypes'
  | 'emptyForm'
  | 'sendReply'
  | 'pictures'
  | 'faces'
  | 'phoneFaces'
  | 'echo'
  | 'ptwebqq'
  | 'oldKinds'
  | 'login2Vfwebqq'
  | 'dHost'
  | 'onlineFirst'
  | 'ptqrtoken'
  | 'friendUin2'
  | 'qun'
  | 'tempMessages'
  | 'webqqCalls'
>

const OLD: EraPreset = {
  itemFormat: 'old',
  chinese: 'escaped',
  msgTypes: 'kinds',
  emptyForm: '102',
  sendReply: 'retcode',
  pictures: 'delivered',
  faces: 'all',
  phoneFaces: 'kept',
  echo: false,
  ptwebqq: 'issued',
  oldKinds: 'delivered',
  login2Vfwebqq: 'right',
  dHost: 'open',
  onlineFirst: false,
  ptqrtoken: 'ignored',
  friendUin2: 'open',
  qun: 'open',
  tempMessages: 'delivered',
  webqqCalls: 'open',
}

const IN_2016: EraPreset = {
  ...OLD,
  itemFormat: 'new',
  chinese: 'raw',
  msgTypes: 'zero',
  emptyForm: 'error!!!',
  sendReply: 'errCode',
  pictures: 'stripped',
  faces: 'mapped',
  login2Vfwebqq: 'wrong',
  dHost: 'closed',
  onlineFirst: true,
  tempMessages: 'swallowed',
  webqqCalls: 'gone',
}

const IN_2017: EraPreset = {
  ...IN_2016,
  msgTypes: 'kinds',
  phoneFaces: 'lost',
  echo: true,
  oldKinds: 'withheld',
  ptqrtoken: 'required',
  friendUin2: 'closed',
}

/** What each era presets. */
export const PRESETS: Record<Era, EraPreset> = {
  '2013': OLD,
  '2015': { ...OLD, emptyForm: 'ok-string' },
  '2016': IN_2016,
  '2017': IN_2017,
  '2018': { ...IN_2017, emptyForm: '100012', ptwebqq: 'none', qun: 'closed' },
}
