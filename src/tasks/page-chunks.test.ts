import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { createChunkNames } from './page-chunks.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const EXECUTION = path('../app/execution/execution-route.tsx')
const RUNS = path('../app/runs/runs-page.tsx')

it('what an execution needs at once is one file, what other pages need as well another, the rest is left alone', () => {
  const imports = new Map([
    [EXECUTION, ['chart', 'scale']],
    [RUNS, ['scale', 'brush']],
    ['chart', ['scale', 'rows', 'chart']],
    ['scale', ['ticks']],
  ])
  const graph = { getModuleInfo: (id: string) => ({ importedIds: imports.get(id) ?? [] }) }
  const nameOf = createChunkNames()
  const named = [EXECUTION, 'chart', 'rows', 'scale', 'ticks', RUNS, 'brush', 'tooltip'].map(id => nameOf(id, graph))
  expect(named).toEqual(['execution', 'execution', 'execution', 'views', 'views', null, null, null])
})

it('the pages it names are there', () => {
  expect([EXECUTION, RUNS, path('../app/map-run/map-run-page.tsx')].filter(file => !existsSync(file))).toEqual([])
})
