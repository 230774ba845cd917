import type { Forest } from './forest.ts'

/** Whether an export of the asked execution's history alone would leave something out. */
export function isMoreThanOne(forest: Forest): boolean {
  return forest.knownMembers().some(({ id, tree }) => id !== 0 && tree !== undefined) || hasListed(forest)
}

function hasListed(forest: Forest): boolean {
  return forest.graftsOf(0).some(graft => graft.kind === 'mapRun' && graft.children.count > 0)
}
