import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const src = fileURLToPath(new URL('../../src', import.meta.url))

const texts = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:tsx?|css)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map(name => [join(src, name), readFileSync(join(src, name), 'utf8')] as const),
)

const isStyle = (file: string) => file.endsWith('.css')

/** What comes with a file, and what it loads later. */
function named(file: string, pattern: RegExp): readonly string[] {
  if (isStyle(file)) return []
  return [...(texts.get(file) ?? '').matchAll(pattern)]
    .map(([, path = '']) => resolve(dirname(file), path))
    .filter(existsSync)
}
const comesWith = (file: string) => named(file, /^(?:import|export) (?!type )(?:[^'";]*? from )?'(\.[^']+)'/gm)
const loadsLater = (file: string) => named(file, /\bimport\('(\.[^']+)'\)/g)

function allWith(start: string): ReadonlySet<string> {
  const reached = new Set([start])
  for (const file of reached) for (const next of comesWith(file)) reached.add(next)
  return reached
}

/** What is loaded in one go: the page's start, and whatever a file loads later. */
function loads(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>()
  const queue = [join(src, 'main.tsx')]
  for (const start of queue) {
    if (found.has(start)) continue
    const files = allWith(start)
    found.set(start, files)
    for (const file of files) queue.push(...loadsLater(file))
  }
  return found
}

/** The styles that are on the page for sure once a load is: its own, and those of each load that may have asked for it. */
function stylesAtHand(all: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, ReadonlySet<string>> {
  const styles = [...texts.keys()].filter(isStyle)
  const atHand = new Map([...all.keys()].map(start => [start, new Set(styles)]))
  for (let changed = true; changed; ) {
    changed = false
    for (const [start, files] of all) {
      const askers = [...all].filter(([, others]) => [...others].some(file => loadsLater(file).includes(start)))
      const isThere = (style: string) =>
        files.has(style) || (askers.length > 0 && askers.every(([asker]) => atHand.get(asker)?.has(style)))
      const next = new Set(styles.filter(isThere))
      changed ||= next.size !== atHand.get(start)?.size
      atHand.set(start, next)
    }
  }
  return atHand
}

/** Where each class is told how it looks: where rules begin with it, else wherever it stands. */
function homesOfClasses(): ReadonlyMap<string, ReadonlySet<string>> {
  const begins = new Map<string, Set<string>>()
  const stands = new Map<string, Set<string>>()
  const put = (map: Map<string, Set<string>>, name: string, file: string) =>
    map.set(name, (map.get(name) ?? new Set()).add(file))
  for (const [file, text] of texts) {
    if (!isStyle(file)) continue
    const selectors = [...text.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) =>
      list.split(','),
    )
    for (const selector of selectors) {
      for (const [, name = ''] of selector.matchAll(/\.([a-z][\w-]*)/g)) put(stands, name, file)
      const first = /^[^\s>+~]*?\.([a-z][\w-]*)/.exec(selector.trim())?.[1]
      if (first !== undefined) put(begins, first, file)
    }
  }
  return new Map([...stands].map(([name, files]) => [name, begins.get(name) ?? files]))
}

/** Names of classes in a file's strings; those of other folders' elements, which it looks for, stand behind a dot. */
function classesIn(text: string, known: ReadonlyMap<string, unknown>): readonly string[] {
  const strings = [...text.matchAll(/(['"`])((?:(?!\1)[^\n])*)\1/g)].map(([, , inside = '']) => inside)
  return [...new Set(strings.flatMap(inside => inside.split(/\s+/)))].filter(word => known.has(word))
}

describe('styles', () => {
  it('come with what has them, whatever was opened before', () => {
    const all = loads()
    const atHand = stylesAtHand(all)
    const homes = homesOfClasses()
    const bare = [...all].flatMap(([start, files]) =>
      [...files]
        .filter(file => file.endsWith('.tsx'))
        .flatMap(file =>
          classesIn(texts.get(file) ?? '', homes)
            .filter(name => ![...(homes.get(name) ?? [])].some(home => atHand.get(start)?.has(home)))
            .map(name => `${relative(src, file)} .${name}, loaded by ${relative(src, start)}`),
        ),
    )
    expect(all.size, 'loads').toBeGreaterThan(10)
    expect(homes.size, 'classes').toBeGreaterThan(200)
    expect(bare).toEqual([])
  })
})
