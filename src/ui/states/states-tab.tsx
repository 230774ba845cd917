import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { LinkPatch } from '../../state/use-link.ts'

interface StatesTabProps {
  readonly tree: ExecutionTree
  readonly complete: boolean
  readonly navigate: (patch: LinkPatch, how: 'push' | 'replace') => void
}

export function StatesTab({ tree }: StatesTabProps) {
  return <div className="sfn-empty">{tree.spanCount}</div>
}
