import { createBuilderWith, type MendingWay, type TreeBuilderOptions } from './builder-with.ts'
import type { TreeBuilder } from './execution-tree.ts'
import { diagnose } from './mending/diagnosis.ts'
import { mended } from './mending/mend.ts'

const HERE: MendingWay = { ready: () => Promise.resolve(), mending: () => ({ diagnose, mended }) }

/** A builder with nothing loaded. */
export function createTreeBuilder(options: TreeBuilderOptions = {}): TreeBuilder {
  return createBuilderWith(HERE, options)
}
