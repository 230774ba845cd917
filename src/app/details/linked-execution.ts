import { createContext } from 'react'
import { encodeLink, encodeRoute } from '../../state/view-link-codec.ts'
import type { ReferenceTarget } from './reference-target.ts'

export type LinkedExecution = Extract<ReferenceTarget, { to: 'execution' | 'mapRun' }>

/** The link to an execution or Map Run that is named; undefined where there is none. */
export type LinkTo = (target: LinkedExecution) => string | undefined

/** A page of its own, which asks AWS. */
export const toItsOwnPage: LinkTo = ({ to, arn }) =>
  to === 'mapRun' ? encodeRoute({ kind: to, arn }) : encodeLink({ ref: { kind: 'aws', arn } })

/** Whether AWS's console knows what is on the page: a sample's account is made up. */
export const ConsoleLinks = createContext(true)

/** How the details of an execution lead to others. */
export const LinkedExecutions = createContext<LinkTo>(toItsOwnPage)
