import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

// Files that nothing here runs: what they name is there at least.

const scripts: Readonly<Record<string, string>> = Object(JSON.parse(readFileSync('package.json', 'utf8'))).scripts
const guides = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', '.github/workflows/test.yml']

it.each(guides)('%s names npm scripts and files that there are', file => {
  const text = readFileSync(file, 'utf8')
  const named = [...text.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name = '']) => name)
  expect(named.filter(name => !Object.hasOwn(scripts, name))).toEqual([])
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path)
  for (const link of links) expect(() => readdirSync(join(link, '..'))).not.toThrow()
  for (const link of links) expect(readdirSync(join(link, '..'))).toContain(link.split('/').at(-1))
})

it('what GitHub reads is YAML, and no workflow may write', () => {
  const files = readdirSync('.github', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yml'))
  expect(files).toHaveLength(5)
  for (const file of files) expect(() => parse(readFileSync(join('.github', file), 'utf8'))).not.toThrow()
  expect(Object(parse(readFileSync('.github/workflows/test.yml', 'utf8')))).toMatchObject({
    permissions: { contents: 'read' },
  })
})
