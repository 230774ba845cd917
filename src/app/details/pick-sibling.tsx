import { useState } from 'react'
import { inIterationOfIndex, iterationAround } from '../../analysis/healthy-sibling.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'

interface PickSiblingProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly picked: number | undefined
  readonly onPick: (index: number | undefined) => void
}

/** Which other iteration to compare the same state of; nothing where the span lies in none. */
export function PickSibling({ tree, span, picked, onPick }: PickSiblingProps) {
  const [draft, setDraft] = useState('')
  const own = iterationAround(tree, span)
  if (own === undefined) return null
  const isMissing = picked !== undefined && inIterationOfIndex(tree, span, picked) === undefined
  return (
    <form
      className="sfn-pick"
      onSubmit={event => {
        event.preventDefault()
        onPick(/^#?\s*\d+$/.test(draft.trim()) ? Number(draft.replace(/\D/g, '')) : undefined)
      }}
    >
      <label>
        Compare with iteration
        <input
          type="text"
          inputMode="numeric"
          placeholder="#"
          value={draft}
          onChange={event => setDraft(event.target.value)}
        />
      </label>
      <button type="submit" className="sfn-action" disabled={draft.trim() === ''}>
        Compare
      </button>
      {isMissing && <span role="status">{`#${picked} did not get here.`}</span>}
    </form>
  )
}
