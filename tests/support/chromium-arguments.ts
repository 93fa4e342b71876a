/** Where the simulator listens, on 127.0.0.1. */
export interface Ports {
  httpPort: number
  httpsPort: number
}

/** Names the simulator answers for. Chromium matches `*.qq.com` with sub-sub-domains too. */
const SIMULATED = ['*.qq.com', 'qq.com', '*.qlogo.cn', '*.idqqimg.com']

/**
 * Chromium's command line for a world that consists of the simulator: its host names lead to its ports, every other name
 * is not found, so nothing can leave the machine.
 * @param extension Folder of the unpacked build, the only extension allowed.
 */
export function chromiumArguments(extension: string, { httpPort, httpsPort }: Ports): string[] {
  const names = SIMULATED.flatMap((name) => [
    `MAP ${name}:80 127.0.0.1:${httpPort}`,
    `MAP ${name}:443 127.0.0.1:${httpsPort}`,
  ])
  return [
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    `--host-resolver-rules=${[...names, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(',')}`,
    '--ignore-certificate-errors',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-default-browser-check',
    '--no-first-run',
    '--password-store=basic',
  ]
}

/**
 * What is switched off in Chromium, as one list, since a second `--disable-features` would replace the first.
 * HttpsUpgrades: else `http://w.qq.com` is tried as https first. The rest keeps helpers of the browser from starting.
 */
export const DISABLED_FEATURES =
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,Translate,MediaRouter,OptimizationHints,DialMediaRouteProvider,InterestFeedContentSuggestions'
