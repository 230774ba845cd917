import { parseTarget } from '../../history/target.ts'
import type { SourceRef } from '../../source/source.ts'
import { refOfTarget } from '../../state/ref-code.ts'
import { decodeLink } from '../../state/view-link-codec.ts'

/** What a person pasted to compare with, understood; else what is wrong with it and what to do. */
export type ChosenBaseline =
  | { readonly kind: 'chosen'; readonly ref: SourceRef }
  | { readonly kind: 'problem'; readonly message: string; readonly whatToDo: string }

/** Understands an execution's ARN, a link of the console, or a link of this page to an execution, a sample or a file. */
export function chosenBaseline(pasted: string): ChosenBaseline {
  if (pasted.trim() === '') {
    return problem('There is nothing to compare with yet.', 'Paste the ARN of an execution or a link to one.')
  }
  const target = parseTarget(pasted)
  if ('message' in target) return problem(target.message, target.whatToDo)
  if (target.kind === 'mapRun') {
    return problem(
      'This is a Map Run: it has no history of its own.',
      'Paste the ARN of an execution or a link to one.',
    )
  }
  if (target.kind === 'stateMachine') {
    return problem(
      'This is a state machine, not one of its executions.',
      'Open it to see its runs, and paste one of them.',
    )
  }
  if (target.kind === 'execution' || target.kind === 'express') return { kind: 'chosen', ref: refOfTarget(target) }
  const route = decodeLink(target.hash)
  if (route.kind === 'execution') return { kind: 'chosen', ref: route.link.ref }
  const message = route.kind === 'invalid' ? route.message : 'This link leads to no execution.'
  return problem(message, 'Paste the ARN of an execution or a link to one.')
}

function problem(message: string, whatToDo: string): ChosenBaseline {
  return { kind: 'problem', message, whatToDo }
}
