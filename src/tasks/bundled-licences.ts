import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** Where the licences of what is bundled stand, beside the bundle: whoever copies the one to a static host copies the other. */
export const LICENCES_FILE = 'licences.txt'

interface BundledPackage {
  /** As in its package.json. */
  readonly name: string
  readonly version: string
  /** SPDX */
  readonly licence: string
  /** Its licence files, and the notices that the Apache License wants handed on. */
  readonly texts: readonly string[]
}

/** What comes with the page and has no package.json. */
const OPEN_SANS: BundledPackage = {
  name: 'Open Sans, by Ascender Corporation',
  version: '1.10',
  licence: 'Apache-2.0',
  texts: [],
}

/**
 * Plugins that write down whose code went into a build. Vite's own `build.license` sees no workers, and each worker is a build of its
 * own: `inWorker` is for those, `inBuild` for the one that contains them and writes the file.
 */
export function bundledLicences(): { readonly inBuild: Plugin; readonly inWorker: Plugin } {
  const packages = new Map<string, BundledPackage>()
  const note = (bundle: Readonly<Record<string, object>>) => {
    for (const folder of packageFolders(bundle)) if (!packages.has(folder)) packages.set(folder, readPackage(folder))
  }
  return {
    inWorker: { name: 'sfn-timeline-licences-of-worker', generateBundle: (_, bundle) => note(bundle) },
    inBuild: {
      name: 'sfn-timeline-licences',
      apply: 'build',
      generateBundle(_, bundle) {
        note(bundle)
        const hasFont = Object.keys(bundle).some(name => name.includes('open-sans'))
        const all = [...packages.values(), ...(hasFont ? [OPEN_SANS] : [])]
        const apacheText = readFileSync(join(this.environment.config.root, 'LICENSE'), 'utf8').trim()
        this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: licencesText(all, apacheText) })
      },
    },
  }
}

function packageFolders(bundle: Readonly<Record<string, object>>): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const chunk of Object.values(bundle)) {
    if (!('moduleIds' in chunk) || !Array.isArray(chunk.moduleIds)) continue
    for (const id of chunk.moduleIds) {
      const folder = typeof id === 'string' ? packageFolderOf(id) : undefined
      if (folder !== undefined) folders.add(folder)
    }
  }
  return folders
}

/** The innermost `node_modules/name` or `node_modules/@scope/name` that a module lies in; undefined: our own. */
function packageFolderOf(moduleId: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(moduleId.replaceAll('\0', ''))?.[0]
}

/** @throws Error where a package tells no licence: it must not be shipped unseen. */
function readPackage(folder: string): BundledPackage {
  const file = join(folder, 'package.json')
  const about: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const { name, version, license } = Object(about)
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string') {
    throw new Error(`${file} does not say what it is and under which licence.`)
  }
  const texts = readdirSync(dirname(file))
    .filter(entry => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(entry))
    .toSorted()
    .map(entry => readFileSync(join(folder, entry), 'utf8').replaceAll('\r\n', '\n').trim())
  return { name, version, licence: license, texts }
}

/**
 * Packages of one text stand above it together: those of the AWS SDK share one.
 * @throws Error where a package comes without the text of its licence, and it is not the Apache License, which is the same for all.
 */
function licencesText(packages: readonly BundledPackage[], apacheText: string): string {
  const titlesOfText = new Map<string, Set<string>>()
  for (const { name, version, licence, texts } of packages) {
    const text = texts.join('\n\n') || (licence === 'Apache-2.0' ? apacheText : '')
    if (text === '') throw new Error(`${name} comes without the text of its licence (${licence}).`)
    const titles = titlesOfText.get(text) ?? new Set()
    titlesOfText.set(text, titles.add(`${name} ${version} (${licence})`))
  }
  const parts = [...titlesOfText].map(([text, titles]) => `${[...titles].toSorted().join('\n')}\n\n${text}\n`)
  const intro = 'What sfn-timeline brings along of others, and under which licences.\n'
  return [intro, ...parts.toSorted()].join(`\n${'-'.repeat(80)}\n\n`)
}
