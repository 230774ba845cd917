import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const here = fileURLToPath(import.meta.url)

/** Sources, and texts about them; no data. */
const files = [
  ...['src', 'e2e', 'docs'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => join(root, folder, name)),
  ),
  ...readdirSync(root).map(name => join(root, name)),
].filter(file => /\.(?:tsx?|mjs|css|md)$/.test(file) && !file.includes('node_modules') && file !== here)

const DOCUMENTS = new Set(files.filter(file => file.endsWith('.md')).map(file => basename(file)))

/** Names of documents that were never part of the project, and words that make a reader look for one. */
const ELSEWHERE = /history-rules|design tokens?\b|\bsections? \d/i

function found(pattern: RegExp): readonly string[] {
  return files.flatMap(file =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${relative(root, file)}:${at + 1}: ${line.trim()}`] : [])),
  )
}

describe('what is written here', () => {
  it('cites no document that is not here', () => {
    const cited = files.flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(/[\w./-]*\w\.md\b/g)].flatMap(([name]) => {
        const isHere = DOCUMENTS.has(basename(name)) && (name.includes('/') ? isAt(file, name) : true)
        return isHere ? [] : [`${relative(root, file)}: ${name}`]
      }),
    )
    expect(cited).toEqual([])
    expect(found(ELSEWHERE)).toEqual([])
  })
})

/** A path is meant from the file that names it, from `src/`, or from the top. */
function isAt(file: string, name: string): boolean {
  return [dirname(file), join(root, 'src'), root].some(folder => existsSync(join(folder, name)))
}
