import { createContext } from 'react'
import { refOfTarget } from '../../state/ref-code.ts'
import { encodeLink, encodeRoute } from '../../state/view-link-codec.ts'
import type { ReferenceTarget } from './reference-target.ts'

export type LinkedExecution = Extract<ReferenceTarget, { to: 'execution' | 'mapRun' }>

/** The link to an execution or Map Run that is named; undefined where there is none. */
export type LinkTo = (target: LinkedExecution) => string | undefined

/** A page of its own, which asks AWS. */
export const toItsOwnPage: LinkTo = target =>
  target.to === 'mapRun' ? encodeRoute({ kind: target.to, arn: target.arn }) : encodeLink({ ref: refOfTarget(target) })

/** Whether AWS's console knows what is on the page: a sample's account is made up. */
export const ConsoleLinks = createContext(true)

/** How the details of an execution lead to others. */
export const LinkedExecutions = createContext<LinkTo>(toItsOwnPage)
