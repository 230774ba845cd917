import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { APP_FOLDERS, DOM_HOMES, IMPORT_RULE, PACKAGE_HOMES } from './import-rule.mjs'

const CONFIG = fileURLToPath(new URL('../../.oxlintrc.imports.json', import.meta.url))

/**
 * The lint configuration that holds the import rule. An override replaces the ones before it, so each set of files gets all
 * of its patterns in one place.
 */
export function importLintConfig() {
  const folders = Object.keys(IMPORT_RULE).flatMap(overridesOf)
  return { overrides: [...folders, ...APP_FOLDERS.map(appOverride), ...testOverrides(), ...domOverrides()] }
}

function overridesOf(folder) {
  const globs = [`src/${folder}/**`]
  // React in state/ is for hooks alone.
  if (folder === 'state') globs.push('src/state/use-*')
  return globs.map(glob => ({ files: [glob], rules: restricted([folderPattern(folder), ...packagePatterns(glob)]) }))
}

function folderPattern(folder) {
  const allowed = IMPORT_RULE[folder]
  const forbidden = Object.keys(IMPORT_RULE).filter(other => other !== folder && !allowed.includes(other))
  const words = allowed.length === 0 ? 'no other folder' : allowed.join(', ')
  return {
    regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
    message: `${folder}/ may import ${words} (src/tasks/import-rule.mjs).`,
  }
}

/** A folder of the page: what holds for `app/` all the same, and the order among its folders. */
function appOverride(folder, at) {
  const glob = `src/app/${folder}/**`
  const later = APP_FOLDERS.slice(at + 1)
  // One step up: a folder of `src/` may be called as one of `app/` is, and lies two.
  const order = {
    regex: `^(\\.\\./(${later.join('|') || '-'})(/|$)|(\\.\\./)+[^/]+\\.tsx?$)`,
    message: `app/${folder}/ may import ${APP_FOLDERS.slice(0, at).join(', ') || 'no other folder'} of app/ (src/tasks/import-rule.mjs).`,
  }
  return { files: [glob], rules: restricted([folderPattern('app'), order, ...packagePatterns('src/app/**')]) }
}

function packagePatterns(glob) {
  return PACKAGE_HOMES.filter(({ homes }) => !homes.includes(glob)).map(({ regex, message }) => ({ regex, message }))
}

/** A test may take its material from anywhere; only the page stays out of what is tested without one. */
function testOverrides() {
  const pageless = Object.keys(IMPORT_RULE).filter(folder => !['kit', 'chart', 'app'].includes(folder))
  return [
    { files: ['src/**/*.test.ts'], rules: { 'no-restricted-imports': 'off' } },
    {
      files: pageless.map(folder => `src/${folder}/**/*.test.ts`),
      rules: restricted([
        { regex: '^(\\.\\./)+(kit|chart|app)/', message: 'All but pixels and DOM is tested without a page.' },
      ]),
    },
  ]
}

function domOverrides() {
  const message = 'The page is touched in kit/, chart/, app/, paint/ and state/url* only.'
  const names = ['window', 'document'].map(name => ({ name, message }))
  return [
    { files: ['src/**'], rules: { 'no-restricted-globals': ['error', ...names] } },
    { files: DOM_HOMES, rules: { 'no-restricted-globals': 'off' } },
  ]
}

function restricted(patterns) {
  return { 'no-restricted-imports': ['error', { patterns }] }
}

/** The folders of `src/` and `src/app/` that the rule does not name. */
export function foldersWithoutRule() {
  const unnamed = foldersOf('..').filter(name => !Object.hasOwn(IMPORT_RULE, name))
  return [...unnamed, ...foldersOf('../app').filter(name => !APP_FOLDERS.includes(name))]
}

function foldersOf(place) {
  const entries = readdirSync(fileURLToPath(new URL(place, import.meta.url)), { withFileTypes: true })
  return entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
}

/** What is committed. */
export function committedLintConfig() {
  return JSON.parse(readFileSync(CONFIG, 'utf8'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(CONFIG, `${JSON.stringify(importLintConfig(), null, 2)}\n`)
}
