import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

// Files that nothing here runs: what they name is there at least.

const scripts: Readonly<Record<string, string>> = Object(JSON.parse(readFileSync('package.json', 'utf8'))).scripts
const workflows = readdirSync('.github/workflows').map(name => `.github/workflows/${name}`)
const guides = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...workflows]

const STEP = v.object({ uses: v.optional(v.string()), run: v.optional(v.string()) })
const JOB = v.object({ permissions: v.optional(v.record(v.string(), v.string())), steps: v.array(STEP) })
const WORKFLOW = v.object({ permissions: v.record(v.string(), v.string()), jobs: v.record(v.string(), JOB) })

it.each(guides)('%s names npm scripts and files that there are', file => {
  const text = readFileSync(file, 'utf8')
  const named = [...text.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name = '']) => name)
  expect(named.filter(name => !Object.hasOwn(scripts, name))).toEqual([])
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path)
  for (const link of links) expect(() => readdirSync(join(link, '..'))).not.toThrow()
  for (const link of links) expect(readdirSync(join(link, '..'))).toContain(link.split('/').at(-1))
})

it('what GitHub reads is YAML', () => {
  const files = readdirSync('.github', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yml'))
  expect(files).toHaveLength(7)
  for (const file of files) expect(() => parse(readFileSync(join('.github', file), 'utf8'))).not.toThrow()
})

it.each(workflows)('%s may write nothing, save in a job that publishes and runs nothing of ours', file => {
  const workflow = v.parse(WORKFLOW, parse(readFileSync(file, 'utf8')))
  expect(workflow.permissions).toEqual({ contents: 'read' })
  for (const { permissions, steps } of Object.values(workflow.jobs)) {
    if (permissions === undefined) continue
    expect(
      steps.filter(({ uses = '', run = '' }) => uses.startsWith('actions/checkout') || /npm (?:ci|run|test)/.test(run)),
    ).toEqual([])
  }
})
