import type { Ports } from './chromium-arguments.ts'

/** The add-on's UUID in the profiles of tests, so that its pages have a known address. */
export const ADDON_UUID = '5a1f0c52-7d0e-4a53-9c86-0d3f2b6c9e11'

/** A Firefox preference value as it stands in user.js. */
export type Preferences = Record<string, string | number | boolean>

/**
 * Firefox's preferences for a world that consists of the simulator: every name leads to 127.0.0.1, ports 80 and 443 to
 * the simulator's, so nothing can leave the machine.
 */
export function firefoxPreferences(addonId: string, { httpPort, httpsPort }: Ports): Preferences {
  return {
    'extensions.webextensions.uuids': JSON.stringify({ [addonId]: ADDON_UUID }),
    'network.dns.forceResolve': '127.0.0.1',
    'network.socket.forcePort': `80=${httpPort};443=${httpsPort}`,
    'dom.security.https_only_mode': false,
    'dom.security.https_first': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.aboutwelcome.enabled': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.reportingpolicy.firstRun': false,
    'app.update.enabled': false,
    'extensions.update.enabled': false,
    'extensions.getAddons.cache.enabled': false,
    'services.settings.server': 'data:,#remote-settings-off',
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
  }
}
