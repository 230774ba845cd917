import { readFileSync } from 'node:fs'
import { parseDefinition, type StateMachineDefinition } from '../src/history/definition.ts'
import { parseHistory } from '../src/history/parse-history.ts'
import type { ExecutionTree } from '../src/model/execution-tree.ts'
import type { Span, SpanId } from '../src/model/span.ts'
import { createTreeBuilder } from '../src/model/tree-builder.ts'

function troubleFile(name: string): string {
  return readFileSync(new URL(`./histories/trouble/${name}`, import.meta.url), 'utf8')
}

/** A history of `histories/trouble`. */
export function troubleTree(name: string): ExecutionTree {
  const { executions } = parseHistory(troubleFile(`${name}.json`))
  return createTreeBuilder().append(executions[0]?.events ?? [])
}

/** The definition that lies beside it. */
export function troubleDefinition(name: string): StateMachineDefinition {
  return parseDefinition(troubleFile(`${name}.asl.json`))
}

/** @throws where the tree has no such span. */
export function spanIn(tree: ExecutionTree, id: SpanId): Span {
  const span = tree.spanById(id)
  if (span === undefined) throw new Error(`no span ${id}`)
  return span
}
