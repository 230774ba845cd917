import { fileURLToPath } from 'node:url'
import { normalizePath } from 'vite'

/** What a bundler tells of a module while it decides which file it goes to. */
interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

const EXECUTION = '../app/execution/execution-route.tsx'
/** Other pages that show times and runs, by the same parts. */
const OTHER_VIEWS = ['../app/runs/runs-page.tsx', '../app/map-run/map-run-page.tsx'] as const

/**
 * Which file a module of the page goes to: what an execution needs at once comes as one, and what other pages need of it as another.
 * Left alone, a bundler makes a file for each set of parts that share a module: three dozens of requests, each compressed by itself, a
 * twentieth more bytes.
 */
export function createChunkNames(): (id: string, graph: ModuleGraph) => string | null {
  const reached = new Map<string, ReadonlySet<string>>()
  const needs = (view: string, id: string, graph: ModuleGraph) => {
    const set = reached.get(view) ?? reachedFrom(normalizePath(fileURLToPath(new URL(view, import.meta.url))), graph)
    reached.set(view, set)
    return set.has(id)
  }
  return (id, graph) => {
    if (!needs(EXECUTION, id, graph)) return null
    return OTHER_VIEWS.some(view => needs(view, id, graph)) ? 'views' : 'execution'
  }
}

/** All that a module imports, and what those import; what is imported when it is wanted does not count. */
function reachedFrom(root: string, graph: ModuleGraph): ReadonlySet<string> {
  const reached = new Set<string>()
  const pending = [root]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    pending.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
  }
  return reached
}
