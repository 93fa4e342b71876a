import preact from '@preact/preset-vite'
import { defineConfig } from 'wxt'
import { connectSources, hostPermissions } from './lib/smartqq/wire/endpoints.ts'

/**
 * Hosts, permissions and CSP come from the table of SmartQQ calls: no host outside it can be reached. `data:` pictures
 * are the QR code and the avatars in the archive; everything else a page shows is its own. Said in full for Firefox too,
 * whose default would turn the http calls into https ones.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  `connect-src 'self' ${connectSources().join(' ')}`,
].join('; ')

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill'],
  manifestVersion: 3,
  imports: false,
  vite: () => ({
    plugins: [preact()],
    // WXT's own wrapper around a content script brings a context, and with it the polyfill, which nothing there uses.
    resolve: {
      alias: {
        'wxt/utils/content-script-context': `${import.meta.dirname}/entrypoints/drawer-host.content/no-context.ts`,
      },
    },
  }),
  zip: { excludeSources: ['demo-output/**', 'test-results/**'] },
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'zh_CN',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'cookies', 'declarativeNetRequestWithHostAccess'],
    host_permissions: hostPermissions(),
    content_security_policy: { extension_pages: contentSecurityPolicy },
    commands: {
      'toggle-auto-reply': {
        suggested_key: { default: 'Alt+Shift+K' },
        description: '__MSG_commandToggle__',
      },
      'toggle-drawer': {
        suggested_key: { default: 'Alt+Shift+Q' },
        description: '__MSG_commandDrawer__',
      },
    },
    // The drawer stands in a frame on the official page, and nowhere else.
    web_accessible_resources: [{ resources: ['drawer.html'], matches: ['*://w.qq.com/*', '*://web2.qq.com/*'] }],
    incognito: 'not_allowed',
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'companion@smartqq.example',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '120' }),
  }),
  hooks: {
    // WXT takes the button's words from the popup's <title>, which has one language.
    'build:manifestGenerated': (_wxt, { action }) => {
      if (action) action.default_title = '__MSG_extName__'
    },
  },
})
