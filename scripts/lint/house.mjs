/**
 * The house's own lint rules, loaded by oxlint: who may import whom (docs/ARCHITECTURE.md), and TODOs that carry the
 * day they run out (`// TODO [2027-06-01]: …`).
 */
import { dirname, relative, resolve, sep } from 'node:path'

/**
 * Room -> rooms it may import from; its own files always. The most exact room wins. A name that is not listed as a room
 * here is a file nobody has placed yet, which is an error: a new room needs a line.
 */
const MAY_IMPORT = {
  entrypoints: ['lib'],
  'lib/chat': [],
  'lib/time.ts': [],
  'lib/log.ts': [],
  'lib/backend.ts': ['lib/chat'],
  'lib/companion': [
    'lib/chat',
    'lib/backend.ts',
    'lib/contacts',
    'lib/archive',
    'lib/rules',
    'lib/outbox',
    'lib/ports.ts',
  ],
  'lib/smartqq/wire': ['lib/chat', 'lib/backend.ts'],
  'lib/smartqq/link': ['lib/smartqq/wire', 'lib/backend.ts', 'lib/chat', 'lib/ports.ts'],
  'lib/smartqq/page': ['lib/ports.ts'],
  'lib/contacts': ['lib/chat', 'lib/backend.ts'],
  'lib/archive': ['lib/chat', 'lib/search/grams.ts', 'lib/search/fold.ts'],
  'lib/search': ['lib/chat'],
  'lib/import': ['lib/chat', 'lib/export/format.ts', 'lib/export/ports.ts', 'lib/export/message-id.ts'],
  'lib/backup': ['lib/chat'],
  'lib/statistics': ['lib/chat'],
  'lib/rules': ['lib/chat'],
  'lib/outbox': ['lib/chat', 'lib/backend.ts'],
  'lib/export': ['lib/chat'],
  'lib/settings.ts': [
    'lib/chat',
    'lib/ports.ts',
    'lib/rules/rule.ts',
    'lib/rules/policy.ts',
    'lib/rules/migrations.ts',
    'lib/rules/is-object.ts',
  ],
  'lib/ports.ts': [],
  'lib/messaging.ts': ['lib/chat', 'lib/ports.ts', 'lib/settings.ts', 'lib/rules/rule.ts', 'lib/rules/policy.ts'],
  'lib/i18n': ['lib/chat', 'lib/ports.ts', 'lib/settings.ts', 'lib/messaging.ts', 'lib/rules/rule.ts'],
  'lib/ui': [
    'lib/chat',
    'lib/ports.ts',
    'lib/settings.ts',
    'lib/messaging.ts',
    'lib/i18n',
    'lib/rules/rule.ts',
    'lib/rules/describe.ts',
  ],
  'tests/simulator': [],
  'tests/conformance': ['tests/simulator', 'tests/support'],
  'tests/unit': [
    'lib',
    'entrypoints',
    'tests/support',
    'tests/fixtures',
    'tests/simulator',
    'scripts',
    'public',
    'wxt.config.ts',
  ],
  'tests/e2e': ['tests/simulator', 'tests/support', 'public'],
  'tests/death': ['tests/simulator', 'tests/support', 'tests/e2e/support'],
  'tests/bench': ['tests/simulator', 'tests/support', 'tests/e2e/support', 'tests/bench/rules', 'tests/bench/archive'],
  'tests/bench/archive': [
    'lib/export',
    'lib/chat',
    'tests/bench',
    'tests/support',
    'tests/e2e/support',
    'tests/simulator',
    'scripts',
  ],
  'tests/bench/rules': ['lib/rules', 'lib/chat', 'tests/bench', 'tests/support', 'scripts'],
  'tests/support': ['tests/simulator', 'tests/e2e/support', 'scripts', 'public'],
  scripts: ['tests'],
  'wxt.config.ts': ['lib/smartqq/wire/endpoints.ts', 'scripts'],
  'vitest.config.ts': [],
  'vitest.death.config.ts': [],
  'playwright.config.ts': ['tests/support', 'tests/e2e/support'],
}
/** Anybody inside the extension may use the units and the logger. */
const EVERYBODY = ['lib/time.ts', 'lib/log.ts']
/** npm packages that stay inside one room. */
const PACKAGES = {
  idb: ['lib/archive'],
  re2js: ['lib/rules'],
  'opencc-js': ['lib/rules'],
  'chinese-days': ['lib/rules'],
  'pinyin-pro': ['lib/contacts'],
  'client-zip': ['lib/export'],
}

const root = resolve(import.meta.dirname, '../..')
const inside = (path, room) => path === room || path.startsWith(room + '/')

function roomOf(path) {
  return Object.keys(MAY_IMPORT)
    .filter((room) => inside(path, room))
    .sort((a, b) => b.length - a.length)[0]
}

const importBoundaries = {
  create(context) {
    const path = relative(root, context.filename ?? context.getFilename())
      .split(sep)
      .join('/')
    const room = roomOf(path)
    if (path.startsWith('..')) return {}
    const check = (node) => {
      const wanted = node.source?.value
      if (typeof wanted !== 'string') return
      if (!wanted.startsWith('.')) {
        const rooms = PACKAGES[wanted.split('/')[0]]
        if (rooms && path.startsWith('lib/') && !rooms.some((allowed) => inside(path, allowed)))
          context.report({ node, message: `${wanted} is for ${rooms.join(', ')} only.` })
        return
      }
      const target = relative(root, resolve(root, dirname(path), wanted))
        .split(sep)
        .join('/')
      if (!room) {
        context.report({ node, message: `${path} stands in no room; add it to scripts/lint/house.mjs.` })
        return
      }
      const allowed = [room, ...MAY_IMPORT[room], ...(path.startsWith('tests/simulator') ? [] : EVERYBODY)]
      if (!allowed.some((place) => inside(target, place)))
        context.report({
          node,
          message: `${room} may not import ${target} (see "who may import whom" in docs/ARCHITECTURE.md).`,
        })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}

const expiringTodo = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/\b(TODO|FIXME)\b/.test(comment.value)) continue
          const day = /TODO \[(\d{4}-\d{2}-\d{2})\]: \S/.exec(comment.value)?.[1]
          if (!day)
            context.report({ loc: comment.loc, message: 'Write `TODO [YYYY-MM-DD]: what`, the day it runs out.' })
          else if (day <= new Date().toISOString().slice(0, 10))
            context.report({ loc: comment.loc, message: `This TODO ran out on ${day}.` })
        }
      },
    }
  },
}

export default {
  meta: { name: 'house' },
  rules: { 'import-boundaries': importBoundaries, 'expiring-todo': expiringTodo },
}
